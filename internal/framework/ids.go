package framework

// IsUUID reports whether a string is an id of the cloud, as UUID validates it.
func IsUUID(text string) bool { return uuid.MatchString(text) }
