package vpcep

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
)

const (
	testVPC    = "4189d3c2-8882-4871-a3c2-d380272eed80"
	testPort   = "4189d3c2-8882-4871-a3c2-d380272eed88"
	testSubnet = "61881173-3899-4981-a700-170253d469b6"
)

// emulated is an emulator with a client for each account.
type emulated struct {
	*emulator.Emulator
	owner, consumer *Client
}

// emulate returns an emulator on the clock of this machine.
func emulate(t *testing.T, options emulator.Options, faults ...string) *emulated {
	t.Helper()
	cloud := &emulated{Emulator: emulator.New(withFaults(t, options, faults))}
	server := httptest.NewServer(cloud)
	t.Cleanup(server.Close)
	cloud.signIn(t, server.URL, otc.SenderOptions{MaxRetries: 2}, nil)
	return cloud
}

// answerTime is the delay of the response to a POST on the virtual clock, after its execution.
const answerTime = 2 * time.Second

// onVirtualClock runs a test with an emulator on the virtual clock. The context of the test ends after ten minutes.
func onVirtualClock(
	t *testing.T, options emulator.Options, faults []string, test func(t *testing.T, ctx context.Context, cloud *emulated),
) {
	t.Helper()
	clock := emulator.NewClock(epoch)
	options.Now = clock.Now
	cloud := &emulated{Emulator: emulator.New(withFaults(t, options, faults))}
	server := httptest.NewServer(clock.Handler(cloud))
	t.Cleanup(server.Close)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		cloud.signIn(t, server.URL, otc.SenderOptions{MaxRetries: 2, Log: func(_ context.Context, e otc.Exchange) {
			if e.Method == http.MethodPost {
				time.Sleep(answerTime)
			}
		}}, clock)
		test(t, ctx, cloud)
	})
}

func withFaults(t *testing.T, options emulator.Options, faults []string) emulator.Options {
	t.Helper()
	for _, text := range faults {
		if text == "" {
			continue
		}
		fault, err := emulator.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		options.Faults = append(options.Faults, fault)
	}
	return options
}

// signIn creates the clients. Their requests set the clock, if it is not nil.
func (e *emulated) signIn(t *testing.T, url string, options otc.SenderOptions, clock *emulator.Clock) {
	t.Helper()
	client := func(a emulator.Account) *Client {
		sender, err := otc.NewSender(options)
		if err != nil {
			t.Fatal(err)
		}
		credentials, err := auth.New(sender, auth.Options{
			AuthURL: url + "/v3", UserName: a.UserName, Password: otc.Secret(a.Password),
			DomainName: a.DomainName, ProjectName: a.ProjectName,
		})
		if err != nil {
			t.Fatal(err)
		}
		if clock != nil {
			credentials = timed{credentials, clock}
		}
		return NewClient(otc.NewClient(sender, credentials, otc.ClientOptions{Region: "eu-de", EndpointType: "public"}))
	}
	e.owner, e.consumer = client(e.Owner()), client(e.Consumer())
}

// timed are credentials that tell the cloud what time it is.
type timed struct {
	otc.Credentials
	clock *emulator.Clock
}

func (c timed) Authorize(req *http.Request, session *otc.Session) error {
	c.clock.Set(time.Now())
	return c.Credentials.Authorize(req, session)
}

// openService adds a service that everyone may connect to.
func (e *emulated) openService(approval bool) string {
	return e.AddService(emulator.Service{ApprovalEnabled: approval, Permissions: []emulator.Permission{{Permission: "*"}}})
}
