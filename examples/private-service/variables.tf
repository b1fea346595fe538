variable "owner_cloud" {
  description = "The entry of clouds.yaml that signs in to the account that offers the service."
  type        = string
  default     = "owner"
}

variable "consumer_cloud" {
  description = "The entry of clouds.yaml that signs in to the account that connects to it."
  type        = string
  default     = "consumer"
}

variable "consumer_domain_id" {
  description = "The id of the account that connects."
  type        = string
}

variable "service" {
  description = "Where the service runs: the VPC, and the port of the load balancer in it."
  type = object({
    vpc_id                = string
    load_balancer_port_id = string
  })
}

variable "endpoint" {
  description = "Where the service is wanted: the VPC, and the subnet of it in which the endpoint gets its address."
  type = object({
    vpc_id    = string
    subnet_id = string
  })
}
