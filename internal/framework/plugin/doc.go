// Package plugin serves a provider to Terraform: the handshake of go-plugin, and then go-plugin's own gRPC server.
//
// The function Serve of go-plugin does the same, but also links net/rpc, which finds methods by reflection. The linker must then
// keep every exported method of every type: decision 0018.
//
// The protocol: https://github.com/hashicorp/go-plugin/blob/main/docs/guide-plugin-write-non-go.md
package plugin
