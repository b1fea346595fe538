package emulator

import (
	"net/http"
	"strconv"
	"strings"
)

// pageResponse returns an HTML response, as a proxy in front of the API sends it. It has no X-Request-Id header, because
// clients recognize the API's own responses by it.
func pageResponse(status int, body string) response {
	if body == "" {
		body = statusPage(status)
	}
	return response{
		status: status,
		body:   []byte(body),
		header: http.Header{"Content-Type": {"text/html"}, "Server": {"nginx"}, "X-Request-Id": nil},
	}
}

// statusPage returns a proxy's error page for a status.
func statusPage(status int) string {
	title := strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
	return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n" +
		"<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n"
}
