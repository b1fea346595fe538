package emulator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestOmittedFields(t *testing.T) {
	t.Parallel()
	lists := []string{emulator.OpListEndpoints, emulator.OpListServices}
	fields := []string{"tags", "description"}
	for _, test := range []struct {
		name string
		opts emulator.Options
		want []string // operations whose responses omit the fields
	}{
		{"none", emulator.Options{}, nil},
		{"of services", emulator.Options{Omit: fields},
			[]string{emulator.OpCreateService, emulator.OpListServices, emulator.OpShowService}},
		{"in lists", emulator.Options{OmitInLists: fields}, lists},
		{"of endpoints", emulator.Options{OmitEndpoint: fields},
			[]string{emulator.OpCreateEndpoint, emulator.OpListEndpoints, emulator.OpShowEndpoint}},
		{"one field by each", emulator.Options{Omit: fields[:1], OmitEndpoint: fields[:1], OmitInLists: fields[1:]}, lists},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.opts)
			responses := f.responses()
			for _, op := range []string{emulator.OpCreateService, emulator.OpCreateEndpoint} {
				responses[op] = f.created[op]
			}
			var got []string
			for op, body := range responses {
				_, tags := body["tags"]
				_, description := body["description"]
				if !tags && !description && !strings.Contains(op, "public") && op != emulator.OpDescribeService {
					got = append(got, op)
				}
				if body["id"] == nil {
					t.Errorf("%s omits more fields: %v", op, body)
				}
			}
			if slices.Sort(got); !slices.Equal(got, test.want) {
				t.Errorf("omitted by %v, want %v", got, test.want)
			}
		})
	}
}
