package vpcep

import "strings"

// ServiceName is a name as the API answers it: "region.name.id", "region.id" where the service was
// given no name, or just the name.
type ServiceName string

// Short returns the name that the service was given, "" if none. id is the service's.
func (n ServiceName) Short(id string) string {
	qualified, isFull := cutID(string(n), id)
	if !isFull {
		return string(n)
	}
	_, short, _ := strings.Cut(qualified, ".")
	return short
}

// Renamed returns the name with the region of a full form seen earlier, where this one is only the short
// name; the API answers a change with the short form even where it answers a look with the full one.
func (n ServiceName) Renamed(earlier ServiceName, id string) ServiceName {
	if _, isFull := cutID(string(n), id); isFull || n == "" {
		return n
	}
	qualified, isFull := cutID(string(earlier), id)
	if !isFull {
		return n
	}
	region, _, _ := strings.Cut(qualified, ".")
	return ServiceName(region + "." + string(n) + "." + id)
}

// cutID removes ".id" from the end of a full name. An id is hexadecimal and compares without case.
func cutID(name, id string) (rest string, found bool) {
	at := len(name) - len(id) - 1
	if id == "" || at < 1 || name[at] != '.' || !strings.EqualFold(name[at+1:], id) {
		return name, false
	}
	return name[:at], true
}
