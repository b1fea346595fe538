package otc

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestResponseErrorFormats(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		header http.Header
		body   string
		want   *Error // nil if the response is not an error
	}{
		"service": {
			status: 400, body: `{"error_code":"EndPoint.0002","error_msg":"The request is malformed."}`,
			want: &Error{StatusCode: 400, Code: "EndPoint.0002", Message: "The request is malformed."},
		},
		"service, the other key of the message": {
			status: 400, body: `{"error_code":"EndPoint.0002","error_message":"The request is malformed."}`,
			want: &Error{StatusCode: 400, Code: "EndPoint.0002", Message: "The request is malformed."},
		},
		"gateway": {
			status: 401, body: `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information","request_id":"9f1c"}`,
			want: &Error{StatusCode: 401, Code: "APIGW.0301", Message: "Incorrect IAM authentication information", RequestID: "9f1c"},
		},
		"IAM": {
			status: 401, body: `{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}`,
			want: &Error{StatusCode: 401, Code: "401", Message: "The username or password is wrong."},
		},
		"IAM with a title alone": {
			status: 403, body: `{"error":{"code":403,"title":"Forbidden"}}`,
			want: &Error{StatusCode: 403, Code: "403", Message: "Forbidden"},
		},
		"code and message": {
			status: 404, body: `{"code":"EndPoint.0005","message":"not found"}`,
			want: &Error{StatusCode: 404, Code: "EndPoint.0005", Message: "not found"},
		},
		"numeric code": {
			status: 500, body: `{"error_code":500123,"error_msg":"broken"}`,
			want: &Error{StatusCode: 500, Code: "500123", Message: "broken"},
		},
		"one wrapping key": {
			status: 400, body: `{"badRequest":{"message":"limit is too large","code":400}}`,
			want: &Error{StatusCode: 400, Code: "400", Message: "limit is too large"},
		},
		"a wrapping key beside the request id": {
			status: 400, body: `{"request_id":"77","itemNotFound":{"message":"no such port","code":"404"}}`,
			want: &Error{StatusCode: 400, Code: "404", Message: "no such port", RequestID: "77"},
		},
		"a code without a message": {
			status: 400, body: `{"error_code":"EndPoint.0002"}`,
			want: &Error{StatusCode: 400, Code: "EndPoint.0002", Message: `{"error_code":"EndPoint.0002"}`},
		},
		"a message without a code": {
			status: 503, body: `{"message":"no healthy upstream"}`,
			want: &Error{StatusCode: 503, Message: "no healthy upstream"},
		},
		"an object that says nothing": {
			status: 500, body: `{"detail":["a"]}`,
			want: &Error{StatusCode: 500, Message: `{"detail":["a"]}`},
		},
		"plain text": {
			status: 503, body: "Service\n  Unavailable\r\n",
			want: &Error{StatusCode: 503, Message: "Service Unavailable"},
		},
		"HTML": {
			status: 502,
			body: "<html><head><title>502 Bad Gateway</title><style>body{color:red}</style></head>\n" +
				"<body><script>alert(1)</script><h1>502 Bad Gateway</h1><hr>nginx</body></html>",
			want: &Error{StatusCode: 502, Message: "502 Bad Gateway 502 Bad Gateway nginx"},
		},
		"another kind of JSON": {
			status: 500, body: `["broken"]`,
			want: &Error{StatusCode: 500, Message: `["broken"]`},
		},
		"nothing": {
			status: 502, body: "",
			want: &Error{StatusCode: 502},
		},
		"cut off": {
			status: 400, body: `{"error_code":"EndPoint.00`,
			want: &Error{StatusCode: 400, Message: `{"error_code":"EndPoint.00`},
		},
		"request id in the header": {
			status: 400, header: http.Header{"X-Request-Id": {"req-1"}}, body: `{"error_code":"EndPoint.0002","error_msg":"no"}`,
			want: &Error{StatusCode: 400, Code: "EndPoint.0002", Message: "no", RequestID: "req-1"},
		},
		"the header's request id wins": {
			status: 400, header: http.Header{"X-Request-Id": {"req-1"}}, body: `{"error_code":"A","error_msg":"no","request_id":"req-2"}`,
			want: &Error{StatusCode: 400, Code: "A", Message: "no", RequestID: "req-1"},
		},
		"request id beside HTML": {
			status: 502, header: http.Header{"X-Request-Id": {"req-1"}}, body: `<b>bad</b>`,
			want: &Error{StatusCode: 502, Message: "bad", RequestID: "req-1"},
		},
		"status of success with an error": {
			status: 200, body: `{"error_code":"EndPoint.0001","error_msg":"system error","request_id":"r"}`,
			want: &Error{StatusCode: 200, Code: "EndPoint.0001", Message: "system error", RequestID: "r"},
		},
		"why a service failed is no error of the call": {
			status: 200, body: `{"id":"a","status":"failed","error":[{"error_code":"EndPoint.2001","error_message":"no VPC"}]}`,
		},
		"success":              {status: 200, body: `{"id":"a","error":[]}`},
		"success, nothing":     {status: 204, body: ""},
		"success, not JSON":    {status: 200, body: "<html>"},
		"success, a list":      {status: 200, body: `[{"error_code":"a"}]`},
		"success, null code":   {status: 200, body: `{"error_code":null,"id":"a"}`},
		"success, empty code":  {status: 200, body: `{"error_code":"","id":"a"}`},
		"success with message": {status: 200, body: `{"message":"done"}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := responseError(test.status, test.header, []byte(test.body))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestResponseErrorDescribesTheServer(t *testing.T) {
	t.Parallel()
	const page = "<html><title>404 Not Found</title></html>"
	tests := map[string]struct {
		header      http.Header
		body        string
		contentType string
		server      string
		fromAPI     bool
	}{
		"page": {
			header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Server": {"nginx/1.27"}}, body: page,
			contentType: "text/html", server: "nginx/1.27",
		},
		"media type in capitals": {
			header: http.Header{"Content-Type": {"Text/HTML;charset=utf-8"}}, body: page, contentType: "text/html",
		},
		"malformed media type": {
			header: http.Header{"Content-Type": {" odd type ; ;"}}, body: page, contentType: "odd type",
		},
		"proxies": {
			header: http.Header{"Via": {"1.1 a (squid/6.1)", "1.1 b"}}, body: page, server: "1.1 a (squid/6.1), 1.1 b",
		},
		"the server comes before a proxy": {
			header: http.Header{"Via": {"1.1 a"}, "Server": {"nginx"}}, body: page, server: "nginx",
		},
		"several lines, a secret": {
			header: http.Header{"Content-Type": {"text/secret;x"}, "Server": {" a\tsecret\n b"}}, body: page,
			contentType: "text/***", server: "a *** b",
		},
		"nobody":  {body: page},
		"no body": {header: http.Header{"Server": {"nginx"}}, server: "nginx"},
		"some JSON": {
			header:      http.Header{"Content-Type": {"application/json"}},
			body:        `{"message":"no healthy upstream"}`,
			contentType: "application/json",
		},
		"the API": {
			header: http.Header{
				"Content-Type": {"application/json"},
				"Server":       {"api-gateway"},
			},
			body:        `{"error_code":"EndPoint.0005","error_msg":"gone"}`,
			contentType: "application/json",
			server:      "api-gateway",
			fromAPI:     true,
		},
		"IAM": {body: `{"error":{"code":404,"message":"gone","title":"Not Found"}}`, fromAPI: true},
		"the API's form as text": {
			header: http.Header{"Content-Type": {"text/plain"}}, body: `{"code":"EndPoint.0005"}`, contentType: "text/plain", fromAPI: true,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := responseError(404, test.header, []byte(test.body), "secret")
			if e.ContentType != test.contentType || e.Server != test.server {
				t.Errorf("response of %q with %q, want %q with %q", e.Server, e.ContentType, test.server, test.contentType)
			}
			if e.FromAPI() != test.fromAPI {
				t.Errorf("FromAPI is %v", e.FromAPI())
			}
		})
	}
	long := responseError(404, http.Header{"Server": {strings.Repeat("x", 1<<16)}}, nil)
	if n := len(long.Server); n > maxMessageSize+len("…") {
		t.Errorf("the server has %d bytes", n)
	}
}

func TestResponseErrorLimitsItsMessage(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"text":                  strings.Repeat("x", 1<<20),
		"letters of many bytes": strings.Repeat("ü€", 1<<18),
		"odd start":             "a" + strings.Repeat("€", 1<<18),
		"bytes of no letter":    strings.Repeat("\xffx", 1<<18),
		"in JSON":               `{"error_code":"EndPoint.0002","error_msg":"` + strings.Repeat("ü", 1<<18) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := responseError(500, nil, []byte(body))
			if n := len(e.Message); n < maxMessageSize/2 || n > maxMessageSize+len("…") {
				t.Errorf("the message has %d bytes", n)
			}
			if !utf8.ValidString(e.Message) {
				t.Errorf("the message is not UTF-8: %q", e.Message)
			}
			if !strings.HasSuffix(e.Message, "…") {
				t.Errorf("the message does not show that it is truncated: %q", e.Message)
			}
		})
	}
}

func TestResponseErrorShowsAMessageThatJustFits(t *testing.T) {
	t.Parallel()
	fits := strings.Repeat("x", maxMessageSize)
	if e := responseError(500, nil, []byte(`{"message":"`+fits+`"}`)); e.Message != fits {
		t.Errorf("a message of %d bytes became one of %d", len(fits), len(e.Message))
	}
	if e := responseError(500, nil, []byte(`{"message":"`+fits+`y"}`)); e.Message != fits+"…" {
		t.Errorf("a message of %d bytes became %q", len(fits)+1, e.Message)
	}
}
