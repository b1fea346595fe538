package vpcep

import "strings"

// ServiceName is a name as the API returns it: "region.name.id", or "region.id" for a service without a name, or just the
// name.
type ServiceName string

// FullServiceName returns the full name of a service. short is "" for a service without a name.
func FullServiceName(region, short, id string) ServiceName {
	if short == "" {
		return ServiceName(region + "." + id)
	}
	return ServiceName(region + "." + short + "." + id)
}

// Parts returns the arguments with which FullServiceName returns the name. The id is what follows the last dot. ok is false if
// the name is not a full one.
func (n ServiceName) Parts() (region, short, id string, ok bool) {
	id = string(n)[strings.LastIndexByte(string(n), '.')+1:]
	qualified, isFull := cutID(string(n), id)
	region, short, _ = strings.Cut(qualified, ".")
	if !isFull || region == "" || FullServiceName(region, short, id) != n {
		return "", "", "", false
	}
	return region, short, id, true
}

// Short returns the name that was given to the service, or "" if there is none. id is the id of the service.
func (n ServiceName) Short(id string) string {
	qualified, isFull := cutID(string(n), id)
	if !isFull {
		return string(n)
	}
	_, short, _ := strings.Cut(qualified, ".")
	return short
}

// Renamed returns the full form of a name, with the region of an earlier full name. The API responds to a change with the
// short name even if it returns the full name when the service is read.
func (n ServiceName) Renamed(earlier ServiceName, id string) ServiceName {
	if _, isFull := cutID(string(n), id); isFull || n == "" {
		return n
	}
	qualified, isFull := cutID(string(earlier), id)
	if !isFull {
		return n
	}
	region, _, _ := strings.Cut(qualified, ".")
	return FullServiceName(region, string(n), id)
}

// cutID removes ".id" from the end of a full name. Ids are case-insensitive.
func cutID(name, id string) (rest string, found bool) {
	at := len(name) - len(id) - 1
	if id == "" || at < 1 || name[at] != '.' || !strings.EqualFold(name[at+1:], id) {
		return name, false
	}
	return name[:at], true
}
