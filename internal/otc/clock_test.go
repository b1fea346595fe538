package otc

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestCloudTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		date, broken := "", false
		s := senderOver(t, SenderOptions{}, func(req *http.Request) (*http.Response, error) {
			resp := newResponse(req, 404, `{}`, "Date", date)
			if broken {
				resp.Body = brokenBody{resp.Body}
			}
			return resp, nil
		})
		c := NewClient(s, nil, ClientOptions{Region: "eu-de"})
		now := time.Now().UTC()
		steps := []struct {
			name, date string
			broken     bool
			ahead      time.Duration
		}{
			{"before any response", "-", false, 0},
			{"response without a date", "", false, 0},
			{"response with an invalid date", "now", false, 0},
			{"cloud ahead", now.Add(90 * time.Minute).Format(http.TimeFormat), false, 90 * time.Minute},
			{"another invalid date", "yesterday", false, 90 * time.Minute},
			{"cloud behind", now.Add(-time.Hour).Format(http.TimeFormat), false, -time.Hour},
			{"truncated response", now.Add(time.Minute).Format(http.TimeFormat), true, time.Minute},
		}
		for _, step := range steps {
			if date, broken = step.date, step.broken; date != "-" {
				if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/"}); err == nil {
					t.Errorf("%s: no error", step.name)
				}
			}
			local := now.Add(-time.Second)
			if got := c.CloudTime(local).Sub(local); got != step.ahead {
				t.Errorf("%s: the cloud is %v ahead, want %v", step.name, got, step.ahead)
			}
		}
	})
}
