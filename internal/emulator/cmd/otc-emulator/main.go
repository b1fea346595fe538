// Command otc-emulator serves the emulated cloud of package emulator to a person.
//
// It prints the environment that the provider needs, ready for the shell, and then a line for every request:
//
//	go run ./internal/emulator/cmd/otc-emulator -env-file /tmp/otc.env &
//	. /tmp/otc.env
//
// It ends on an interrupt or when it is asked to terminate.
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

// settings are what the command line says.
type settings struct {
	listen  string
	account string
	envFile string
	quiet   bool
	options emulator.Options
}

func parseFlags(args []string, stderr io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("otc-emulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.listen, "listen", "127.0.0.1:0", "`address` to listen on; port 0 takes a free one")
	flags.StringVar(&s.account, "account", "owner", "`account` whose environment is printed: owner or consumer")
	flags.StringVar(&s.envFile, "env-file", "", "write the environment to this `file` once the emulator is listening")
	flags.BoolVar(&s.quiet, "quiet", false, "do not print the requests")
	delays := &s.options.Delays
	flags.DurationVar(&delays.Create, "create-delay", 4*time.Second, "how long a service or endpoint is creating")
	flags.DurationVar(&delays.Update, "update-delay", 0, "how long a modified service is not available; 0 for not at all")
	flags.DurationVar(&delays.Delete, "delete-delay", 2*time.Second, "how long a service or endpoint is deleting")
	flags.DurationVar(&s.options.TokenLifetime, "token-lifetime", 24*time.Hour, "how long a token is valid")
	flags.IntVar(&s.options.ServiceQuota, "service-quota", 0, "services a project may have (default 20)")
	flags.IntVar(&s.options.EndpointQuota, "endpoint-quota", 0, "endpoints a project may have (default 50)")
	flags.Uint64Var(&s.options.Seed, "seed", 1, "seed of the faults that have a probability")
	flags.Func("name-form", "`form` of service names in answers: full (region.name.id, the default) or short", func(v string) error {
		switch v {
		case "full":
			s.options.NameForm = emulator.NameFull
		case "short":
			s.options.NameForm = emulator.NameShort
		default:
			return errors.New("want full or short")
		}
		return nil
	})
	flags.Func("fault", "a fault `rule`, such as \"create-service reset-after times=1\"; may be repeated", func(v string) error {
		f, err := emulator.ParseFault(v)
		if err != nil {
			return err
		}
		s.options.Faults = append(s.options.Faults, f)
		return nil
	})
	deviationFlags(flags, &s.options)
	if err := flags.Parse(args); err != nil {
		return settings{}, err
	}
	if flags.NArg() > 0 {
		return settings{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if s.account != "owner" && s.account != "consumer" {
		return settings{}, fmt.Errorf("-account %q is not owner or consumer", s.account)
	}
	delays.EndpointCreate, delays.EndpointDelete = delays.Create, delays.Delete
	return s, nil
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parseFlags(args, stderr)
	if err != nil {
		return err
	}
	if !s.quiet {
		s.options.OnRequest = func(r emulator.Request) { _, _ = fmt.Fprintln(stderr, requestLine(r)) }
	}
	cloud := emulator.New(s.options)
	account := cloud.Owner()
	if s.account == "consumer" {
		account = cloud.Consumer()
	}

	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
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
	if s.envFile != "" {
		if err := writeFile(s.envFile, exports); err != nil {
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

// writeFile makes a file appear with all its contents at once, for whoever waits for it.
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
