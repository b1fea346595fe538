variable "owner_cloud" {
  description = "The entry of clouds.yaml for the account that offers the service."
  type        = string
  default     = "owner"
}

variable "consumer_cloud" {
  description = "The entry of clouds.yaml for the account that connects to the service."
  type        = string
  default     = "consumer"
}

variable "consumer_domain_id" {
  description = "The id of the account that connects."
  type        = string
}

variable "service" {
  description = "The location of the service: the VPC, and the port of the load balancer in it."
  type = object({
    vpc_id                = string
    load_balancer_port_id = string
  })
}

variable "endpoint" {
  description = "The location of the endpoint: the VPC, and the subnet in which the endpoint gets its address."
  type = object({
    vpc_id    = string
    subnet_id = string
  })
}
