package plugin

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

// listener is what Terraform connects to.
type listener struct {
	net.Listener
	dir string // of the socket, or empty
}

// listen listens on a socket in a directory of its own, to which only this user has access. On Windows it listens on a local
// port in the range that Terraform asks for.
func listen(ctx context.Context) (*listener, error) {
	if runtime.GOOS == "windows" {
		l, err := listenOnPort(ctx, os.Getenv("PLUGIN_MIN_PORT"), os.Getenv("PLUGIN_MAX_PORT"))
		return &listener{Listener: l}, err
	}
	dir, err := os.MkdirTemp(os.Getenv("PLUGIN_UNIX_SOCKET_DIR"), "plugin")
	if err != nil {
		return nil, err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "unix", filepath.Join(dir, "s"))
	if err != nil {
		return nil, errors.Join(err, os.Remove(dir)) //nolint:gosec // created here
	}
	return &listener{Listener: l, dir: dir}, nil
}

// remove removes what a listener that was closed leaves behind.
func (l *listener) remove() error {
	if l.dir == "" {
		return nil
	}
	return os.RemoveAll(l.dir)
}

// listenOnPort listens on the first free port from lowest to highest; both are 0 if empty, which means any port.
func listenOnPort(ctx context.Context, lowest, highest string) (net.Listener, error) {
	from, fromErr := strconv.Atoi("0" + lowest)
	to, toErr := strconv.Atoi("0" + highest)
	if err := errors.Join(fromErr, toErr); err != nil {
		return nil, fmt.Errorf("PLUGIN_MIN_PORT or PLUGIN_MAX_PORT: %w", err)
	}
	err := errors.New("the range is empty")
	for port := from; port <= to; port++ {
		var l net.Listener
		l, err = new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no free port from %d to %d: %w", from, to, err)
}
