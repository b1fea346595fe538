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
		want []string // the operations whose answers leave the fields out
	}{
		{"none", emulator.Options{}, nil},
		{"of services", emulator.Options{Omit: fields}, []string{emulator.OpCreateService, emulator.OpListServices, emulator.OpShowService}},
		{"in lists", emulator.Options{OmitInLists: fields}, lists},
		{
			"of endpoints", emulator.Options{OmitEndpoint: fields},
			[]string{emulator.OpCreateEndpoint, emulator.OpListEndpoints, emulator.OpShowEndpoint},
		},
		{"one field by each", emulator.Options{Omit: fields[:1], OmitEndpoint: fields[:1], OmitInLists: fields[1:]}, lists},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.opts)
			answers := f.answers()
			for _, op := range []string{emulator.OpCreateService, emulator.OpCreateEndpoint} {
				answers[op] = f.created[op]
			}
			var got []string
			for op, answer := range answers {
				_, tags := answer["tags"]
				_, description := answer["description"]
				if !tags && !description && !strings.Contains(op, "public") && op != emulator.OpDescribeService {
					got = append(got, op)
				}
				if answer["id"] == nil {
					t.Errorf("%s leaves more out: %v", op, answer)
				}
			}
			if slices.Sort(got); !slices.Equal(got, test.want) {
				t.Errorf("left out by %v, want %v", got, test.want)
			}
		})
	}
}
