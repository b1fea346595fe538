variable "service_id" {
  description = "The id of the service to connect to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.service_id))
    error_message = "The service must be set by its id, which is a UUID, not by its name."
  }
}

variable "vpc_id" {
  description = "The id of the VPC from which the service is reached."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.vpc_id))
    error_message = "The id of the VPC must be a UUID."
  }
}

variable "subnet_id" {
  description = "The id of the subnet of the VPC in which the endpoint gets its address."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.subnet_id))
    error_message = "The id of the subnet must be a UUID."
  }
}

variable "ip" {
  description = "The address of the endpoint. If it is not set, the cloud chooses one."
  type        = string
  default     = null

  validation {
    condition     = var.ip == null || can(cidrnetmask("${var.ip}/32"))
    error_message = "The address must be an IPv4 address."
  }
}

variable "allowed_networks" {
  description = "The IPv4 addresses and CIDR blocks that may use the endpoint. If it is not set, the whole VPC may use it."
  type        = set(string)
  default     = null

  validation {
    condition = var.allowed_networks == null || try(alltrue([
      for network in var.allowed_networks : can(cidrnetmask(strcontains(network, "/") ? network : "${network}/32"))
    ]), false)
    error_message = "A network must be an IPv4 address or CIDR block."
  }
}

variable "private_domain_name" {
  description = "Whether the endpoint gets a private domain name."
  type        = bool
  default     = true
  nullable    = false
}

variable "wait_for_acceptance" {
  description = "Whether to wait until the owner has accepted the endpoint. Omit it if the same configuration accepts the endpoint."
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
    error_message = "An endpoint can have at most 20 tags."
  }
}
