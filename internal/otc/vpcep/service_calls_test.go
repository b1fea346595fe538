package vpcep

import (
	"io"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGetUpdateAndDeleteService(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		_, _ = io.WriteString(w, `{"id":"a/b","status":"available"}`)
	}
	client := cloud.client(t, 0)
	want := &Service{ID: "a/b", Status: StatusAvailable}
	got, err := client.GetService(t.Context(), "a/b")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("get: %v\n%s", err, diff)
	}
	got, err = client.UpdateService(t.Context(), "a/b", ServiceUpdate{Description: ptr("")})
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("update: %v\n%s", err, diff)
	}
	if err := client.DeleteService(t.Context(), "a/b"); err != nil {
		t.Errorf("delete: %v", err)
	}
	const path = " /vpc-endpoint-services/a/b"
	if want := []string{"GET" + path, "PUT" + path, "DELETE" + path}; !slices.Equal(cloud.requests, want) {
		t.Errorf("got %q, want %q", cloud.requests, want)
	}
	if want := []string{"", `{"description":""}`, ""}; !slices.Equal(cloud.bodies, want) {
		t.Errorf("got %q, want %q", cloud.bodies, want)
	}
}

func TestCallsOfAServiceThatIsGone(t *testing.T) {
	t.Parallel()
	client := script(t).client(t, 3)
	got, err := client.GetService(t.Context(), "a")
	if got != nil || !NotFound(err) {
		t.Errorf("get: %+v, %v", got, err)
	}
	got, err = client.UpdateService(t.Context(), "a", ServiceUpdate{})
	if got != nil || !NotFound(err) {
		t.Errorf("update: %+v, %v", got, err)
	}
	if err := client.DeleteService(t.Context(), "a"); !NotFound(err) {
		t.Errorf("delete: %v", err)
	}
}
