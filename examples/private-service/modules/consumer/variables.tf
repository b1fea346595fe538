variable "service_id" {
  description = "The ID of the service to connect to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.service_id))
    error_message = "The service ID must be a UUID. It is not the name of the service."
  }
}

variable "vpc_id" {
  description = "The ID of the VPC to connect to the service."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.vpc_id))
    error_message = "The VPC ID must be a UUID."
  }
}

variable "subnet_id" {
  description = "The ID of the subnet in the VPC for the IP address of the endpoint."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.subnet_id))
    error_message = "The subnet ID must be a UUID."
  }
}

variable "ip" {
  description = "The IP address of the endpoint. By default, the cloud selects one."
  type        = string
  default     = null

  validation {
    condition     = var.ip == null || can(cidrnetmask("${var.ip}/32"))
    error_message = "The IP address must be an IPv4 address."
  }
}

variable "allowed_networks" {
  description = "The IPv4 addresses and CIDR blocks that may use the endpoint. By default, the whole VPC may use it."
  type        = set(string)
  default     = null

  validation {
    condition = var.allowed_networks == null || try(alltrue([
      for network in var.allowed_networks : can(cidrnetmask(strcontains(network, "/") ? network : "${network}/32"))
    ]), false)
    error_message = "Networks must be IPv4 addresses or CIDR blocks."
  }
}

variable "private_domain_name" {
  description = "Whether to create a private domain name for the endpoint."
  type        = bool
  default     = true
  nullable    = false
}

variable "wait_for_acceptance" {
  description = "Whether to wait until the owner accepts the endpoint. Do not set it if the same configuration accepts the endpoint."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "The tags of the endpoint."
  type        = map(string)
  default     = null

  validation {
    condition     = var.tags == null || try(length(var.tags) <= 20, false)
    error_message = "The endpoint can have at most 20 tags."
  }
}
