package framework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

var (
	null, unknown = types.StringNull(), types.StringUnknown()
	empty, some   = types.StringValue(""), types.StringValue("some")
)

func TestAnswered(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		had    types.String
		answer *string
		want   types.String
	}{
		"absent keeps null":    {null, nil, null},
		"absent keeps empty":   {empty, nil, empty},
		"absent keeps some":    {some, nil, some},
		"absent ends unknown":  {unknown, nil, null},
		"empty of null":        {null, ptr(""), null},
		"empty of unknown":     {unknown, ptr(""), null},
		"empty of empty":       {empty, ptr(""), empty},
		"empty of some":        {some, ptr(""), null},
		"some of null":         {null, ptr("some"), some},
		"some of unknown":      {unknown, ptr("some"), some},
		"some of empty":        {empty, ptr("some"), some},
		"another":              {types.StringValue("other"), ptr("some"), some},
		"the same":             {some, ptr("some"), some},
		"the same in capitals": {types.StringValue("SOME"), ptr("some"), some},
	} {
		if got := framework.StringFromAPI(test.had, test.answer); !got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestAnsweredID(t *testing.T) {
	t.Parallel()
	upper := types.StringValue("4189D3C2")
	for name, test := range map[string]struct {
		had    types.String
		answer *string
		want   types.String
	}{
		"another case stays":  {upper, ptr("4189d3c2"), upper},
		"another id":          {upper, ptr("5289d3c2"), types.StringValue("5289d3c2")},
		"absent keeps":        {upper, nil, upper},
		"absent ends unknown": {unknown, nil, null},
		"empty of null":       {null, ptr(""), null},
		"empty of unknown":    {unknown, ptr(""), null},
		"empty of an id":      {upper, ptr(""), null},
		"of unknown":          {unknown, ptr("4189d3c2"), types.StringValue("4189d3c2")},
	} {
		if got := framework.IDFromAPI(test.had, test.answer); !got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestAnsweredBool(t *testing.T) {
	t.Parallel()
	yes, no := types.BoolValue(true), types.BoolValue(false)
	for name, test := range map[string]struct {
		had    types.Bool
		answer *bool
		want   types.Bool
	}{
		"absent keeps true":   {yes, nil, yes},
		"absent keeps false":  {no, nil, no},
		"absent keeps null":   {types.BoolNull(), nil, types.BoolNull()},
		"absent ends unknown": {types.BoolUnknown(), nil, types.BoolNull()},
		"false of true":       {yes, ptr(false), no},
		"true of null":        {types.BoolNull(), ptr(true), yes},
		"false of unknown":    {types.BoolUnknown(), ptr(false), no},
	} {
		if got := framework.BoolFromAPI(test.had, test.answer); !got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestKnownAndSent(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		value, known types.String
		sent         *string
	}{
		"null":    {null, null, nil},
		"unknown": {unknown, null, nil},
		"empty":   {empty, empty, ptr("")},
		"some":    {some, some, ptr("some")},
	} {
		if got := framework.NullIfUnknown(test.value); !got.Equal(test.known) {
			t.Errorf("%s: known as %s, want %s", name, got, test.known)
		}
		if diff := cmp.Diff(test.sent, framework.StringPointerOrNil(test.value)); diff != "" {
			t.Errorf("%s: sent\n%s", name, diff)
		}
	}
}
