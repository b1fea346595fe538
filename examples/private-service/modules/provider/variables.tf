variable "name" {
  description = "The short name of the service, which is part of the full name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,16}$", var.name))
    error_message = "The name must have 1 to 16 letters, digits, underscores and hyphens."
  }
}

variable "vpc_id" {
  description = "The id of the VPC that the load balancer is in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.vpc_id))
    error_message = "The id of the VPC must be a UUID."
  }
}

variable "load_balancer_port_id" {
  description = "The id of the port of the load balancer's private address: its vip_port_id, not the id of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.load_balancer_port_id))
    error_message = "The id of the load balancer's port must be a UUID."
  }
}

variable "ports" {
  description = "The ports at which endpoints reach the service (client_port), and at which the load balancer listens (server_port)."
  type = set(object({
    client_port = number
    server_port = number
    protocol    = optional(string, "TCP")
  }))
  nullable = false

  validation {
    condition     = length(var.ports) >= 1 && length(var.ports) <= 200
    error_message = "A service must have 1 to 200 port mappings."
  }

  validation {
    condition = alltrue([
      for port in flatten([for mapping in var.ports : [mapping.client_port, mapping.server_port]]) :
      port >= 1 && port <= 65535 && floor(port) == port
    ])
    error_message = "A port must be a whole number from 1 to 65535."
  }

  validation {
    condition     = alltrue([for mapping in var.ports : contains(["TCP", "UDP"], mapping.protocol)])
    error_message = "The protocol must be TCP or UDP."
  }

  validation {
    condition = length(var.ports) == length(distinct([
      for mapping in var.ports : "${mapping.client_port}/${mapping.protocol}"
    ]))
    error_message = "A client_port can be mapped only once for each protocol."
  }
}

variable "permissions" {
  description = "The accounts, besides the owner's, that may connect: domain ids, or \"*\" for everyone."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for permission in var.permissions : can(regex("^(\\*|(iam:domain::)?[A-Za-z0-9]{1,64})$", permission))
    ])
    error_message = "A permission must be a domain id, iam:domain:: followed by a domain id, or \"*\"."
  }
}

variable "approval_enabled" {
  description = "Whether the owner must accept each endpoint before it is connected."
  type        = bool
  default     = true
  nullable    = false
}

variable "description" {
  description = "The description of the service."
  type        = string
  default     = null

  validation {
    condition     = var.description == null || can(regex("^[^<>]{0,128}$", var.description))
    error_message = "The description must have at most 128 characters, without < and >."
  }
}

variable "tags" {
  description = "The tags of the service."
  type        = map(string)
  default     = null

  validation {
    condition     = var.tags == null || try(length(var.tags) <= 10, false)
    error_message = "A service can have at most 10 tags."
  }
}
