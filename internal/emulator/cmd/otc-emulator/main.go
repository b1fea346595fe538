// Command otc-emulator runs the emulated cloud of package emulator.
//
// It prints the environment variables for the provider as shell commands, and then one line per request:
//
//	go run ./internal/emulator/cmd/otc-emulator -env-file /tmp/otc.env &
//	. /tmp/otc.env
//
// It stops on SIGINT or SIGTERM.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "otc-emulator:", err)
		os.Exit(1)
	}
}

// config is the parsed command line.
type config struct {
	listen  string
	account string
	envFile string
	quiet   bool
	options emulator.Options
}

func parseFlags(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("otc-emulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.listen, "listen", "127.0.0.1:0", "`address` to listen on; port 0 selects a free port")
	flags.StringVar(&c.account, "account", "owner", "`account` to print the environment for: owner or consumer")
	flags.StringVar(&c.envFile, "env-file", "", "`file` to write the environment to once the emulator is listening")
	flags.BoolVar(&c.quiet, "quiet", false, "do not print requests")
	delays := &c.options.Delays
	flags.DurationVar(&delays.Create, "create-delay", 4*time.Second, "duration of creating a service or endpoint")
	flags.DurationVar(&delays.CreateSpread, "create-spread", 0, "longest random addition to the create delay of services")
	flags.DurationVar(&delays.Update, "update-delay", 0, "duration of updating a service; 0 leaves it available")
	flags.DurationVar(&delays.Delete, "delete-delay", 2*time.Second, "duration of deleting a service or endpoint")
	flags.DurationVar(&c.options.TokenLifetime, "token-lifetime", 24*time.Hour, "lifetime of tokens")
	flags.IntVar(&c.options.ServiceQuota, "service-quota", 0, "maximum services per project (default 20)")
	flags.IntVar(&c.options.EndpointQuota, "endpoint-quota", 0, "maximum endpoints per project (default 50)")
	flags.Uint64Var(&c.options.Seed, "seed", 1, "seed for faults with a probability and for -create-spread")
	flags.Func("name-form", "`format` of service names in responses: full (region.name.id, the default) or short", func(v string) error {
		switch v {
		case "full":
			c.options.NameForm = emulator.NameFull
		case "short":
			c.options.NameForm = emulator.NameShort
		default:
			return errors.New("want full or short")
		}
		return nil
	})
	flags.Func("fault", "fault `rule`, such as \"create-service reset-after times=1\"; can be repeated", func(v string) error {
		f, err := emulator.ParseFault(v)
		if err != nil {
			return err
		}
		c.options.Faults = append(c.options.Faults, f)
		return nil
	})
	deviationFlags(flags, &c.options)
	if err := flags.Parse(args); err != nil {
		return config{}, err
	}
	if flags.NArg() > 0 {
		return config{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if c.account != "owner" && c.account != "consumer" {
		return config{}, fmt.Errorf("-account %q is not owner or consumer", c.account)
	}
	delays.EndpointCreate, delays.EndpointDelete = delays.Create, delays.Delete
	return c, nil
}

// run serves the emulator until ctx is canceled.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parseFlags(args, stderr)
	if err != nil {
		return err
	}
	if !c.quiet {
		c.options.OnRequest = func(r emulator.Request) { _, _ = fmt.Fprintln(stderr, requestLine(r)) }
	}
	cloud := emulator.New(c.options)
	account := cloud.Owner()
	if c.account == "consumer" {
		account = cloud.Consumer()
	}

	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.listen)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: cloud, ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()

	exports := exportLines(cloud.Environ("http://"+listener.Addr().String(), account))
	if _, err := stdout.Write(exports); err != nil {
		return errors.Join(err, server.Close())
	}
	if c.envFile != "" {
		if err := writeFile(c.envFile, exports); err != nil {
			return errors.Join(err, server.Close())
		}
	}
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}

func exportLines(environ []string) []byte {
	var lines bytes.Buffer
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		fmt.Fprintf(&lines, "export %s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}
	return lines.Bytes()
}

// writeFile writes a file atomically, so that scripts can wait for it to exist.
func writeFile(path string, contents []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(contents)
	if err = errors.Join(err, temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}

func requestLine(r emulator.Request) string {
	path := r.Path
	if r.Query != "" {
		path += "?" + r.Query
	}
	line := fmt.Sprintf("%s %3d %-6s %s", r.Time.Format("15:04:05.000"), r.Status, r.Method, path)
	if r.Op != "" {
		line += "  " + r.Op
	}
	if r.Fault != "" {
		line += "  [" + r.Fault + "]"
	}
	return line
}
