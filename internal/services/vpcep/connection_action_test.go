package vpcep

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

func TestConnectionActionSelects(t *testing.T) {
	t.Parallel()
	accounts := func(written ...string) connectionActionModel {
		elements := make([]attr.Value, len(written))
		for i, w := range written {
			elements[i] = types.StringValue(w)
		}
		return connectionActionModel{Accounts: types.SetValueMust(types.StringType, elements)}
	}
	all := connectionActionModel{AllPending: types.BoolValue(true), Accounts: types.SetNull(types.StringType)}
	of := func(domainID string) vpcep.Connection {
		return vpcep.Connection{Status: vpcep.StatusPendingAcceptance, DomainID: &domainID}
	}
	nameless := vpcep.Connection{Status: vpcep.StatusPendingAcceptance}
	accepted := of(account)
	accepted.Status = vpcep.StatusAccepted
	for name, test := range map[string]struct {
		model               connectionActionModel
		connection          vpcep.Connection
		isSelected, isKnown bool
	}{
		"the account":              {accounts(account), of(account), true, true},
		"the account, with prefix": {accounts(other, prefix+account), of(account), true, true},
		"another account":          {accounts(other), of(account), false, true},
		"no account":               {accounts(), of(account), false, true},
		"all":                      {all, of(account), true, true},
		"all, account not known":   {all, nameless, true, true},
		"account not known":        {accounts(account), nameless, false, false},
		"accepted":                 {all, accepted, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if isSelected, isKnown := test.model.selects(test.connection); isSelected != test.isSelected || isKnown != test.isKnown {
				t.Errorf("got %t, %t", isSelected, isKnown)
			}
		})
	}
}
