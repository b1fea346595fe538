package otc

import "testing"

func TestRedact(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ secret, text, want string }{
		{"wrong", "the user name or the password is wrong", "the user name or the password is wrong"},
		{"wrong", "the password is wrong.", "the password is wrong."},
		{"wrong", `{"error_msg":"the password is wrong"}`, `{"error_msg":"the password is wrong"}`},
		{"wrong", `{"password":"wrong"}`, `{"password":"***"}`},
		{"wrong", `{"password": "wrong"}`, `{"password": "***"}`},
		{"wrong", "password=wrong", "password=***"},
		{"wrong", "password: wrong", "password: ***"},
		{"wrong", "wrong", "***"},
		{"wrong", "<pre>wrong</pre>", "<pre>***</pre>"},
		{"wrong", "the password 'wrong' is wrong", "the password '***' is wrong"},
		{"user", "the username user-1 of user is user", "the ***name ***-1 of user is user"},
		{"Pw1", "the password is Pw1", "the password is ***"},
		{"correcthorsebattery", "it is correcthorsebattery", "it is ***"},
	} {
		if got := redact(test.text, []Secret{"", Secret(test.secret)}); got != test.want {
			t.Errorf("redact(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
