variable "name" {
  description = "The short name of the service. It becomes part of the full name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,16}$", var.name))
    error_message = "The name must consist of 1 to 16 letters, digits, underscores or hyphens."
  }
}

variable "vpc_id" {
  description = "The ID of the VPC of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.vpc_id))
    error_message = "The VPC ID must be a UUID."
  }
}

variable "load_balancer_port_id" {
  description = "The ID of the port of the load balancer's private IP address: its vip_port_id, not the ID of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.load_balancer_port_id))
    error_message = "The port ID of the load balancer must be a UUID."
  }
}

variable "ports" {
  description = "The mappings of ports at the endpoints (client_port) to ports of the load balancer (server_port)."
  type = set(object({
    client_port = number
    server_port = number
    protocol    = optional(string, "TCP")
  }))
  nullable = false

  validation {
    condition     = length(var.ports) >= 1 && length(var.ports) <= 200
    error_message = "The service must have 1 to 200 port mappings."
  }

  validation {
    condition = alltrue([
      for port in flatten([for mapping in var.ports : [mapping.client_port, mapping.server_port]]) :
      port >= 1 && port <= 65535 && floor(port) == port
    ])
    error_message = "Ports must be whole numbers from 1 to 65535."
  }

  validation {
    condition     = alltrue([for mapping in var.ports : contains(["TCP", "UDP"], mapping.protocol)])
    error_message = "The protocol must be TCP or UDP."
  }

  validation {
    condition = length(var.ports) == length(distinct([
      for mapping in var.ports : "${mapping.client_port}/${mapping.protocol}"
    ]))
    error_message = "Each client_port can be mapped only once per protocol."
  }
}

variable "permissions" {
  description = "The accounts that may connect, in addition to the owner: domain IDs, or \"*\" for all accounts."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for permission in var.permissions : can(regex("^(\\*|(iam:domain::)?[A-Za-z0-9]{1,64})$", permission))
    ])
    error_message = "Permissions must be a domain ID, iam:domain:: followed by a domain ID, or \"*\"."
  }
}

variable "approval_enabled" {
  description = "Whether the owner has to accept each endpoint before it is connected."
  type        = bool
  default     = true
  nullable    = false
}

variable "description" {
  description = "A description of the service."
  type        = string
  default     = null

  validation {
    condition     = var.description == null || can(regex("^[^<>]{0,128}$", var.description))
    error_message = "The description must have at most 128 characters and must not contain < or >."
  }
}

variable "tags" {
  description = "The tags of the service."
  type        = map(string)
  default     = null

  validation {
    condition     = var.tags == null || try(length(var.tags) <= 10, false)
    error_message = "The service can have at most 10 tags."
  }
}
