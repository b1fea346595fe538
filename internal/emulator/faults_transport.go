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

// pause waits for d; it reports false if the request has ended first.
func pause(ctx context.Context, d time.Duration) bool {
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

// disconnect cuts the connection. Where it can be reached, the client sees it reset rather than closed.
func disconnect(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2: the way net/http has for it
	}
	if tlsConn, ok := conn.(*tls.Conn); ok {
		conn = tlsConn.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // closing then sends RST
	}
	_ = conn.Close()
}

// cut sends half of an answer, under the length of the whole.
func cut(w http.ResponseWriter, c *call, a answer) {
	setHeader(w, c, a)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler) // closes the connection in order, so that the half arrives
}

// huge sends an endless-looking JSON answer, in pieces, until it is sent or the client has had enough.
func huge(w http.ResponseWriter, c *call, a answer, size int64) {
	const start, end = `{"id":"`, `"}`
	size = max(size, int64(len(start)+len(end)))
	header := w.Header()
	header.Set("X-Request-Id", c.id)
	header.Set("Content-Type", "application/json")
	header.Set("Content-Length", strconv.FormatInt(size, 10))
	w.WriteHeader(a.status)
	out := bufio.NewWriter(w)
	defer func() { _ = out.Flush() }()
	_, _ = out.WriteString(start)
	piece := strings.Repeat("a", 32<<10)
	for left := size - int64(len(start)+len(end)); left > 0; {
		n, err := out.WriteString(piece[:min(int64(len(piece)), left)])
		if err != nil {
			return
		}
		left -= int64(n)
	}
	_, _ = out.WriteString(end)
}
