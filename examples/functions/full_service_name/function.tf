# The full name of a service whose region, name and id are known, for its consumers.
output "full_name" {
  value = provider::opentelekomcloud::full_service_name("eu-de", "shop", "4189d3c2-8882-4871-a3c2-d380272eed81")
}
