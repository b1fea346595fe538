variable "owner_cloud" {
  description = "The clouds.yaml entry for the account that offers the service."
  type        = string
  default     = "owner"
}

variable "consumer_cloud" {
  description = "The clouds.yaml entry for the account that connects to the service."
  type        = string
  default     = "consumer"
}

variable "consumer_domain_id" {
  description = "The domain ID of the account that connects to the service."
  type        = string
}

variable "service" {
  description = "The VPC of the service and the port of the load balancer in it."
  type = object({
    vpc_id                = string
    load_balancer_port_id = string
  })
}

variable "endpoint" {
  description = "The VPC that connects to the service and the subnet in it for the IP address of the endpoint."
  type = object({
    vpc_id    = string
    subnet_id = string
  })
}
