#!/bin/sh
# Starts the emulated cloud, runs the tests of the module, and stops it.
set -eu

folder=$(mktemp -d)
otc-emulator -quiet -create-delay 100ms -env-file "$folder/otc.env" >/dev/null &
emulator=$!
trap 'kill "$emulator"; rm -rf "$folder"' EXIT
until [ -s "$folder/otc.env" ]; do
  kill -0 "$emulator" # ends the script if the emulator did not start
  sleep 0.1
done
. "$folder/otc.env"
"${TF:-terraform}" init -input=false
"${TF:-terraform}" test
