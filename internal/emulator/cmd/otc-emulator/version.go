package main

import "runtime/debug"

// version is set by the linker for a release.
var version = ""

// programVersion returns the version of a release or, for a program that `go install` has built, of the module.
func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}
