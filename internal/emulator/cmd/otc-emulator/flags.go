package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// config is the parsed command line.
type config struct {
	listen, url         string
	account             string
	envFile, cloudsFile string
	initialState, state string
	quiet, version      bool
	options             emulator.Options
}

// flagGroups are the flags, in groups for the help.
func flagGroups(c *config) []*flag.FlagSet {
	serving := flag.NewFlagSet("Addresses, accounts and files", flag.ContinueOnError)
	serving.StringVar(&c.listen, "listen", "127.0.0.1:0", "`address` to listen on; without a port, or with port 0, a free one; "+
		"0.0.0.0:8080 for all interfaces")
	serving.StringVar(&c.url, "url", "", "`URL` at which clients reach the emulator, such as http://otc-emulator:8080, if it is not "+
		"the address that it listens on")
	serving.StringVar(&c.account, "account", "owner", "`account` to print the environment for: owner or consumer")
	serving.StringVar(&c.envFile, "env-file", "", "`file` to write the environment to once the emulator is listening")
	serving.StringVar(&c.cloudsFile, "clouds-file", "", "`file`, such as clouds.yaml, to write the entries owner, consumer, owner-key and "+
		"consumer-key to")
	serving.StringVar(&c.initialState, "initial-state", "", "JSON `file` with accounts, services and endpoints to start with")
	serving.StringVar(&c.state, "state", "", "JSON `file` to keep the state in over a restart; if it exists, -initial-state is not read")
	serving.BoolVar(&c.quiet, "quiet", false, "do not print requests")
	serving.IntVar(&c.options.RequestLog, "request-log", 10_000, "maximum `requests` in the log")
	serving.BoolVar(&c.version, "version", false, "print the version")

	timing := flag.NewFlagSet("Durations and quotas", flag.ContinueOnError)
	delays := &c.options.Delays
	timing.DurationVar(&delays.Create, "create-delay", 4*time.Second, "duration of creating a service or endpoint")
	timing.DurationVar(&delays.CreateSpread, "create-spread", 0, "longest random addition to the create delay of services")
	timing.DurationVar(&delays.Update, "update-delay", 0, "duration of updating a service; 0 leaves it available")
	timing.DurationVar(&delays.Delete, "delete-delay", 2*time.Second, "duration of deleting a service or endpoint")
	timing.DurationVar(&c.options.TokenLifetime, "token-lifetime", 24*time.Hour, "lifetime of tokens")
	timing.IntVar(&c.options.ServiceQuota, "service-quota", 20, "maximum services per project")
	timing.IntVar(&c.options.EndpointQuota, "endpoint-quota", 50, "maximum endpoints per project")

	faults := flag.NewFlagSet("Faults and deviations from the documented API", flag.ContinueOnError)
	faults.Func("fault", "fault `rule`, such as \"create-service reset-after times=1\"; can be repeated", func(v string) error {
		f, err := emulator.ParseFault(v)
		if err != nil {
			return err
		}
		c.options.Faults = append(c.options.Faults, f)
		return nil
	})
	faults.Uint64Var(&c.options.Seed, "seed", 1, "seed for faults with a probability and for -create-spread")
	faults.Func("name-form", "`format` of service names in responses: full (region.name.id, the default) or short", func(v string) error {
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
	deviationFlags(faults, &c.options)
	return []*flag.FlagSet{serving, timing, faults}
}

func parseFlags(args []string) (config, error) {
	var c config
	flags := flag.NewFlagSet("otc-emulator", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run prints the error, or the help
	for _, group := range flagGroups(&c) {
		group.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, f.Name, f.Usage) })
	}
	if err := flags.Parse(args); err != nil {
		return config{}, err
	}
	if flags.NArg() > 0 {
		return config{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if c.account != "owner" && c.account != "consumer" {
		return config{}, fmt.Errorf("-account %q is not owner or consumer", c.account)
	}
	if c.options.RequestLog < 1 {
		return config{}, errors.New("-request-log must be at least 1")
	}
	if c.url != "" {
		u, err := url.Parse(c.url)
		if err != nil || u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return config{}, fmt.Errorf("-url %q is not of the form http://HOST:PORT", c.url)
		}
		c.url = "http://" + u.Host
	}
	delays := &c.options.Delays
	delays.EndpointCreate, delays.EndpointDelete = delays.Create, delays.Delete
	return c, nil
}
