variable "name" {
  description = "The short name of the service; the cloud makes the full name of it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,16}$", var.name))
    error_message = "The name has 1 to 16 letters, digits, underscores and hyphens."
  }
}

variable "vpc_id" {
  description = "The id of the VPC that the load balancer is in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.vpc_id))
    error_message = "The VPC is given by its id, which is a UUID."
  }
}

variable "load_balancer_port_id" {
  description = "The id of the port of the load balancer's private address: its vip_port_id, not the id of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.load_balancer_port_id))
    error_message = "The load balancer is given by the id of its port, which is a UUID."
  }
}

variable "ports" {
  description = "At which ports endpoints reach the service (client_port), and where the load balancer listens (server_port)."
  type = set(object({
    client_port = number
    server_port = number
    protocol    = optional(string, "TCP")
  }))
  nullable = false

  validation {
    condition     = length(var.ports) >= 1 && length(var.ports) <= 200
    error_message = "A service has 1 to 200 port mappings."
  }

  validation {
    condition = alltrue([
      for port in flatten([for mapping in var.ports : [mapping.client_port, mapping.server_port]]) :
      port >= 1 && port <= 65535 && floor(port) == port
    ])
    error_message = "A port is a whole number from 1 to 65535."
  }

  validation {
    condition     = alltrue([for mapping in var.ports : contains(["TCP", "UDP"], mapping.protocol)])
    error_message = "The protocol is TCP or UDP."
  }

  validation {
    condition = length(var.ports) == length(distinct([
      for mapping in var.ports : "${mapping.client_port}/${mapping.protocol}"
    ]))
    error_message = "A client_port is mapped once for a protocol."
  }
}

variable "permissions" {
  description = "The accounts that may connect, beside the owner's: domain ids, or \"*\" for everyone. Nobody else may."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for permission in var.permissions : can(regex("^(\\*|(iam:domain::)?[A-Za-z0-9]{1,64})$", permission))
    ])
    error_message = "A permission is a domain id, iam:domain:: with a domain id, or \"*\"."
  }
}

variable "approval_enabled" {
  description = "Whether the owner accepts each endpoint before it is connected."
  type        = bool
  default     = true
  nullable    = false
}

variable "description" {
  description = "What the service is for."
  type        = string
  default     = null

  validation {
    condition     = var.description == null || can(regex("^[^<>]{0,128}$", var.description))
    error_message = "The description has at most 128 characters, without < and >."
  }
}

variable "tags" {
  description = "Tags of the service."
  type        = map(string)
  default     = null

  validation {
    condition     = var.tags == null || try(length(var.tags) <= 10, false)
    error_message = "A service has at most 10 tags."
  }
}
