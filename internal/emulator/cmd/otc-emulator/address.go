package main

import (
	"context"
	"net"
	"strings"
)

// withPort returns an address to listen on, with port 0 if it has no port.
func withPort(address string) string {
	if _, _, err := net.SplitHostPort(address); err == nil {
		return address
	}
	return net.JoinHostPort(strings.Trim(address, "[]"), "0")
}

// reachable returns the address, as host:port, at which a listener can be reached. A listener on all interfaces has no
// address that clients could use; they get the one of the interface with the default route, or else that of this machine
// itself.
func reachable(ctx context.Context, listening net.Addr) string {
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return listening.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = outgoing(ctx)
	}
	return net.JoinHostPort(host, port)
}

// outgoing returns the address of the interface with the default route. Nothing is sent: connecting a UDP socket only
// selects a route. 192.0.2.1 is reserved for documentation.
func outgoing(ctx context.Context) string {
	conn, err := new(net.Dialer).DialContext(ctx, "udp4", "192.0.2.1:9")
	if err != nil {
		return "127.0.0.1"
	}
	defer func() { _ = conn.Close() }()
	host, _, err := net.SplitHostPort(conn.LocalAddr().String())
	if err != nil {
		return "127.0.0.1"
	}
	return host
}
