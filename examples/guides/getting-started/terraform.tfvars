service_vpc_id   = "4189d3c2-8882-4871-a3c2-d380272eed80"
service_port_id  = "4189d3c2-8882-4871-a3c2-d380272eed88"
client_vpc_id    = "4189d3c2-8882-4871-a3c2-d380272eed82"
client_subnet_id = "61881173-3899-4981-a700-170253d469b6"
