package framework

import "fmt"

// IsUUID reports whether a string is an id of the cloud, as UUID validates it.
func IsUUID(text string) bool { return uuid.MatchString(text) }

// UUIDProblem returns a sentence about an attribute whose value is not a UUID, or "" if it is one.
func UUIDProblem(attribute, value string) string {
	if IsUUID(value) {
		return ""
	}
	return fmt.Sprintf("%s is %q, which is not a UUID such as 4189d3c2-8882-4871-a3c2-d380272eed88.", attribute, value)
}
