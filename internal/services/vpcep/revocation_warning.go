package vpcep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const adviceNotRejected = "The next apply tries to reject them again. If it cannot, reject them in the console or with the resource " +
	"opentelekomcloud_vpcep_connection. To leave them connected, "

func rejectOnRevokeAttribute(when string) schema.BoolAttribute {
	return schema.BoolAttribute{
		Optional: true,
		MarkdownDescription: "Whether to reject the connections of an account " + when + ". " +
			"By default its endpoints stay connected. Connections of the owner's own account and of accounts that another entry permits " +
			"are never rejected. The plan warns whom it will disconnect. A change of this argument alone changes nothing in the cloud.",
	}
}

// lookupTimeout limits what a plan spends on the names of endpoints in a warning.
const lookupTimeout = 10 * time.Second

// revocationWarning describes connections that apply will reject.
type revocationWarning struct {
	attribute string
	revoked   []string // entries that the plan removes
	left      []string // entries that were removed before, and whose connections may not all have been rejected
	uncertain bool     // whether values that are not known yet may keep entries of revoked
	permitted []string // the entries that remain, as far as they are known
	unless    string   // what else may keep connections, "" if that is nothing
	lookup    *vpcep.Client
	serviceID string
}

// diagnostics returns the warning, or nothing if no endpoint is affected. It names the endpoints if lookup is not nil and
// the API responds; the plan does not depend on it.
func (w revocationWarning) diagnostics(ctx context.Context) (diags diag.Diagnostics) {
	if len(w.revoked)+len(w.left) == 0 {
		return nil
	}
	var sentences []string
	if len(w.left) > 0 {
		sentences = append(sentences, fmt.Sprintf("The permission of %s has been revoked, but not all of its connections may have been rejected.",
			accountList(w.left)))
	}
	if len(w.revoked) > 0 {
		verb := "revokes"
		if w.uncertain {
			verb = "may revoke, depending on values that are not known yet,"
		}
		sentences = append(sentences, fmt.Sprintf("Apply %s the permission of %s.", verb, accountList(w.revoked)))
	}
	rejects := "Because of reject_connections_on_revoke, it also rejects "
	if len(w.revoked) == 0 {
		rejects = "Apply rejects "
	}
	connections, err := w.connections(ctx)
	switch {
	case err != nil:
		sentences = append(sentences, rejects+"their connections"+w.unless+". They could not be listed: "+err.Error())
	case w.lookup == nil:
		sentences = append(sentences, rejects+"their connections, if there are any"+w.unless+".")
	case len(connections) == 0 && len(w.left) == 0:
		return nil
	case len(connections) == 0:
		sentences = append(sentences, "No connection is left at the moment.")
	default:
		sentences = append(sentences, rejects+"these connections"+w.unless+":"+connectionLines(connections))
	}
	diags.AddAttributeWarning(path.Root(w.attribute), "Connections will be rejected", strings.Join(sentences, " "))
	return diags
}

func (w revocationWarning) connections(ctx context.Context) ([]vpcep.Connection, error) {
	if w.lookup == nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	return w.lookup.RevokedConnections(ctx, w.serviceID, vpcep.Revocation{
		Revoked:   slices.Concat(w.revoked, w.left),
		Permitted: func(context.Context) ([]string, error) { return w.permitted, nil },
	})
}

// accountList names the accounts of entries.
func accountList(entries []string) string {
	const most = 20
	names := make([]string, 0, most+1)
	for _, entry := range entries[:min(len(entries), most)] {
		if entry == vpcep.Everyone {
			entry = "everyone (*)"
		}
		names = append(names, strings.TrimPrefix(entry, vpcep.AccountPrefix))
	}
	if more := len(entries) - most; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}
