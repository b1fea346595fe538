package emulator

import (
	"bufio"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const hugeSize = 50 << 20

// sleep waits for d. It reports whether d elapsed before the request ended.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// resetConnection closes the connection. Over HTTP/1, the client sees a reset.
func resetConnection(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2 connections cannot be hijacked
	}
	if tlsConn, ok := conn.(*tls.Conn); ok {
		conn = tlsConn.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // Close sends RST instead of FIN
	}
	_ = conn.Close()
}

// writeTruncated sends half of the body with the Content-Length of the whole body.
func writeTruncated(w http.ResponseWriter, c *call, resp response) {
	setHeader(w, c, resp)
	w.WriteHeader(resp.status)
	_, _ = w.Write(resp.body[:len(resp.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler) // closes the connection without a reset, so that the client receives the half
}

// writeHuge sends a JSON body of the given size. It stops if the client disconnects.
func writeHuge(w http.ResponseWriter, c *call, resp response, size int64) {
	const start, end = `{"id":"`, `"}`
	size = max(size, int64(len(start)+len(end)))
	header := w.Header()
	header.Set("X-Request-Id", c.id)
	header.Set("Content-Type", "application/json")
	header.Set("Content-Length", strconv.FormatInt(size, 10))
	w.WriteHeader(resp.status)
	out := bufio.NewWriter(w)
	defer func() { _ = out.Flush() }()
	_, _ = out.WriteString(start)
	chunk := strings.Repeat("a", 32<<10)
	for remaining := size - int64(len(start)+len(end)); remaining > 0; {
		n, err := out.WriteString(chunk[:min(int64(len(chunk)), remaining)])
		if err != nil {
			return
		}
		remaining -= int64(n)
	}
	_, _ = out.WriteString(end)
}
