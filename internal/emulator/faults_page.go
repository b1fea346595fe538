package emulator

import (
	"net/http"
	"strconv"
	"strings"
)

// pageAnswer is an answer of something in front of the API, such as a proxy: a page for a person to read, without
// anything that tells the API's own answers, so without a request id.
func pageAnswer(status int, body string) answer {
	if body == "" {
		body = statusPage(status)
	}
	return answer{
		status: status,
		body:   []byte(body),
		header: http.Header{"Content-Type": {"text/html"}, "Server": {"nginx"}, "X-Request-Id": nil},
	}
}

// statusPage is the page that a proxy shows for a status.
func statusPage(status int) string {
	title := strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
	return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n" +
		"<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n"
}
