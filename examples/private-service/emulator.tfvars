# For the emulated cloud, where any UUID is accepted. The domain id is the one in ../guides/emulator/initial-state.json.

consumer_domain_id = "6e9dfd51d1124e8d8498dce894923a0d"

service = {
  vpc_id                = "4189d3c2-8882-4871-a3c2-d380272eed80"
  load_balancer_port_id = "4189d3c2-8882-4871-a3c2-d380272eed88"
}

endpoint = {
  vpc_id    = "4189d3c2-8882-4871-a3c2-d380272eed82"
  subnet_id = "61881173-3899-4981-a700-170253d469b6"
}
