#!/bin/sh
# Builds the provider, starts an emulated cloud, and creates, updates and destroys a VPC endpoint service.
# All files are in a temporary directory. The script removes it and stops the emulator when it exits.
#
# DEMO_CLI selects terraform or tofu if both are on the PATH.
set -eu

say() { printf '\n==> %s\n' "$*"; }
fail() {
	printf 'demo: %s\n' "$*" >&2
	exit 1
}

go=${GO:-go}
command -v "$go" >/dev/null 2>&1 || fail "the Go toolchain ($go) is not on the PATH; see https://go.dev/doc/install"
cli=${DEMO_CLI:-$(command -v terraform || command -v tofu || true)}
[ -n "$cli" ] || fail 'neither terraform nor tofu is on the PATH'
command -v "$cli" >/dev/null 2>&1 || fail "DEMO_CLI is $cli, which is not on the PATH"

demo=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$demo/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/opentelekomcloud-demo.XXXXXX")
emulator=
progress=

cleanup() {
	code=$?
	trap - EXIT
	trap '' INT TERM HUP
	[ -z "$progress" ] || kill "$progress" 2>/dev/null || true
	if [ -n "$emulator" ]; then
		kill "$emulator" 2>/dev/null || true
		wait "$emulator" 2>/dev/null || true
		if [ "$code" -ne 0 ] && [ "$code" -lt 128 ] && [ -s "$work/emulator.log" ]; then
			printf '\nThe last lines of the log of the emulator:\n' >&2
			tail -n 20 "$work/emulator.log" >&2
		fi
	fi
	rm -rf "$work"
	exit "$code"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# The user's settings for Terraform and for a real cloud must not affect the demo.
for name in $(env | sed -n -e 's/^\(OS_[A-Za-z0-9_]*\)=.*/\1/p' -e 's/^\(TF_[A-Za-z0-9_]*\)=.*/\1/p'); do
	case $name in
	TF_LOG*) ;;
	*) unset "$name" ;;
	esac
done
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0
export TF_CLI_CONFIG_FILE="$work/cli.tfrc"
[ -t 1 ] || export TF_CLI_ARGS=-no-color
: >"$TF_CLI_CONFIG_FILE"

# The platform of the CLI can differ from the one of the machine, for example with Rosetta.
version=$("$cli" version 2>&1) || fail "$cli does not run: $(printf '%s\n' "$version" | head -n 1)"
platform=$(printf '%s\n' "$version" | sed -n 's/^on \([a-z0-9]*_[a-z0-9]*\)$/\1/p')
[ -n "$platform" ] || fail "$cli version prints no platform: $version"
say "$(printf '%s\n' "$version" | head -n 1) on $platform"

say 'Building the provider and the emulated cloud'
# The mirror covers the registries of both Terraform and OpenTofu.
for registry in registry.terraform.io registry.opentofu.org; do
	mkdir -p "$work/plugins/$registry/otc-vpcep/opentelekomcloud/0.1.0/$platform"
done
plugin=otc-vpcep/opentelekomcloud/0.1.0/$platform/terraform-provider-opentelekomcloud_v0.1.0
case $platform in windows_*) plugin=$plugin.exe ;; esac
cd "$root"
# go list downloads the modules that are missing, and names them.
packages=$("$go" list -deps . ./internal/emulator/cmd/otc-emulator | wc -l | tr -d ' ')
: >"$work/build.log"
started=$(date +%s)
while sleep 5; do
	printf '[%ds] at most %d packages left to compile, now %s\n' "$(($(date +%s) - started))" \
		"$((packages - $(wc -l <"$work/build.log")))" "$(tail -n 1 "$work/build.log")"
done &
progress=$!
GOOS=${platform%_*} GOARCH=${platform#*_} "$go" build -v -ldflags '-X main.version=0.1.0' \
	-o "$work/plugins/registry.terraform.io/$plugin" . 2>>"$work/build.log" &&
	GOOS='' GOARCH='' "$go" build -v -o "$work/otc-emulator" ./internal/emulator/cmd/otc-emulator 2>>"$work/build.log" ||
	{
		tail -n 20 "$work/build.log" >&2
		fail 'the provider or the emulated cloud does not build'
	}
kill "$progress"
progress=
cp "$work/plugins/registry.terraform.io/$plugin" "$work/plugins/registry.opentofu.org/$plugin"
cat >"$TF_CLI_CONFIG_FILE" <<END
provider_installation {
  filesystem_mirror {
    path = "$work/plugins"
  }
}
END

say 'Starting the emulated cloud: creating a service takes 12 seconds, deleting it 3 seconds'
"$work/otc-emulator" -listen 127.0.0.1:0 -create-delay 12s -delete-delay 3s -env-file "$work/environment" \
	>"$work/emulator.log" 2>&1 &
emulator=$!
tries=0
until [ -s "$work/environment" ]; do
	kill -0 "$emulator" 2>/dev/null || fail 'the emulated cloud did not start'
	tries=$((tries + 1))
	[ "$tries" -le 100 ] || fail 'the emulated cloud was not ready within 10 seconds'
	sleep 0.1
done
# shellcheck source=/dev/null
. "$work/environment"

mkdir "$work/configuration"
cp "$demo"/*.tf "$work/configuration"
cd "$work/configuration"

tf() {
	printf '\n$ %s' "${cli##*/}"
	printf ' %s' "$@"
	printf '\n'
	"$cli" "$@"
}

say 'Installing the provider'
tf init

say 'Creating the service and waiting until it is available'
tf apply -auto-approve
created=$("$cli" output -raw id)

say 'Planning again: there are no changes'
code=0
tf plan -detailed-exitcode || code=$?
case $code in
0) ;;
2) fail 'the second plan is not empty' ;;
*) fail "the second plan failed with exit code $code" ;;
esac

say 'Updating the service in place: a different port, and endpoints no longer require approval'
tf apply -auto-approve -var client_port=8000 -var approval_enabled=false
updated=$("$cli" output -raw id)
[ "$created" = "$updated" ] || fail "the update replaced service $created with $updated"

say 'Destroying the service'
tf destroy -auto-approve

say "Done: service $created was created, planned without changes, updated in place and destroyed."
