package provider

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// A server that did not forward the requests of actions would not have any for Terraform.
func TestEveryServerHasActions(t *testing.T) {
	t.Parallel()
	plain := newServer("test")
	for name, server := range map[string]tfprotov6.ProviderServer{"plain": plain, "detached": detachedServer{plain}} {
		if _, ok := server.(tfprotov6.ActionServer); !ok {
			t.Errorf("%s: %T has no actions", name, server)
		}
		metadata, err := server.GetMetadata(t.Context(), &tfprotov6.GetMetadataRequest{})
		if err != nil {
			t.Fatal(err)
		}
		want := []tfprotov6.ActionMetadata{
			{TypeName: "opentelekomcloud_vpcep_accept_connection"}, {TypeName: "opentelekomcloud_vpcep_reject_connection"},
		}
		if diff := cmp.Diff(want, metadata.Actions, cmpopts.SortSlices(func(a, b tfprotov6.ActionMetadata) bool {
			return a.TypeName < b.TypeName
		})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDetached(t *testing.T) {
	t.Parallel()
	type key struct{}
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "value"))
	defer cancel()
	refused := errors.New("refused")
	var seen context.Context
	answer, err := detached(ctx, "question", func(own context.Context, question string) (string, error) {
		seen = own
		if own.Value(key{}) != nil {
			t.Error("has the values of the request")
		}
		if own.Err() != nil {
			t.Error("has ended before the request")
		}
		cancel()
		<-own.Done() // or the test times out
		return question + " answered", refused
	})
	if answer != "question answered" || !errors.Is(err, refused) {
		t.Errorf("got %q, %v", answer, err)
	}
	if _, err := detached(t.Context(), 0, func(own context.Context, _ int) (int, error) { seen = own; return 0, nil }); err != nil {
		t.Error(err)
	}
	if seen.Err() == nil {
		t.Error("goes on after the request")
	}
}
