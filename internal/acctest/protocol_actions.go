package acctest

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func (p *Protocol) actions(t *testing.T) tfprotov6.ActionServer {
	t.Helper()
	server, ok := p.Server.(tfprotov6.ActionServer)
	if !ok {
		t.Fatalf("%T has no actions", p.Server)
	}
	return server
}

func (p *Protocol) actionConfig(t *testing.T, action string, config map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	return encode(t, config, p.schemas.ActionSchemas[action].Schema.ValueType())
}

// ValidateAction validates the configuration of an action.
func (p *Protocol) ValidateAction(ctx context.Context, t *testing.T, action string, config map[string]any) Diagnostics {
	t.Helper()
	resp, err := p.actions(t).ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{
		ActionType: action, Config: p.actionConfig(t, action, config),
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Diagnostics
}

// Invoke validates, plans and invokes an action. shown is called with each progress message.
func (p *Protocol) Invoke(
	ctx context.Context, t *testing.T, action string, config map[string]any, shown func(message string),
) Diagnostics {
	t.Helper()
	if diags := p.ValidateAction(ctx, t, action, config); len(diags) > 0 {
		t.Fatal(diags)
	}
	value := p.actionConfig(t, action, config)
	planned, err := p.actions(t).PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: action, Config: value})
	if err != nil || len(planned.Diagnostics) > 0 {
		t.Fatal(err, Diagnostics(planned.Diagnostics))
	}
	stream, err := p.actions(t).InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: action, Config: value})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			shown(event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			return event.Diagnostics
		}
	}
	t.Fatal("the action did not complete")
	return nil
}
