package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// options are the parsed command line.
type options struct {
	targets         []string // as in linux_amd64
	terraform, tofu string   // executables
	maxSize         int64    // of the provider's executable for linux_amd64, in bytes
}

// host is the platform of this machine.
const host = runtime.GOOS + "_" + runtime.GOARCH

// sized is the platform whose executable has a size limit.
const sized = "linux_amd64"

var target = regexp.MustCompile(`^[a-z0-9]+_[a-z0-9]+$`)

func parseOptions(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	targets := flags.String("targets", "", "comma-separated `platforms` to build besides this machine's and "+
		sized+"; all for those of .goreleaser.yml")
	flags.Int64Var(&o.maxSize, "max-size", 20_000_000, "limit of the provider's executable for "+sized+", in `bytes`")
	flags.StringVar(&o.terraform, "terraform", "", "`executable` of Terraform (default: terraform on the PATH)")
	flags.StringVar(&o.tofu, "tofu", "", "`executable` of OpenTofu (default: tofu on the PATH)")
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *targets == "all" {
		configuration, err := os.ReadFile(configurationFile)
		o.targets = targetsIn(string(configuration))
		return o, err
	}
	o.targets = []string{host, sized}
	for _, t := range strings.FieldsFunc(*targets, func(r rune) bool { return r == ',' }) {
		if !target.MatchString(t) {
			return options{}, fmt.Errorf("-targets: %q is not a platform such as linux_amd64", t)
		}
		o.targets = append(o.targets, t)
	}
	slices.Sort(o.targets)
	o.targets = slices.Compact(o.targets)
	return o, nil
}
