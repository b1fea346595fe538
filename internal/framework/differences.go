package framework

import (
	"context"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
)

// Difference is an attribute whose values in two models differ.
type Difference struct {
	Attribute    string
	Planned, Got attr.Value
}

// Differences returns the attributes among names whose values differ between two models, which are pointers to the same
// type of struct with tfsdk tags. A planned value that is not wholly known differs from nothing.
func Differences(ctx context.Context, names []string, planned, got any) []Difference {
	var differences []Difference
	for _, f := range fields(planned, got) {
		if slices.Contains(names, f.Attribute) && !f.Planned.Equal(f.Got) && whollyKnown(ctx, f.Planned) {
			differences = append(differences, f.Difference)
		}
	}
	return differences
}

// Same reports whether two models have the same values. They are pointers to the same type of struct with tfsdk tags.
func Same(a, b any) bool {
	return !slices.ContainsFunc(fields(a, b), func(f field) bool { return !f.Planned.Equal(f.Got) })
}

// Changed reports whether one of the attributes among names differs between plan and prior state. An unknown value
// counts as a change.
func Changed(names []string, planned, prior any) bool {
	return slices.ContainsFunc(fields(planned, prior), func(f field) bool {
		return slices.Contains(names, f.Attribute) && !f.Planned.Equal(f.Got)
	})
}

// KeepPlanned gives state the planned value of every attribute that is wholly known in the plan, which is what Terraform
// requires of the state after an apply.
func KeepPlanned(ctx context.Context, planned, state any) {
	for _, f := range fields(planned, state) {
		if !f.Planned.Equal(f.Got) && whollyKnown(ctx, f.Planned) {
			f.target.Set(reflect.ValueOf(f.Planned))
		}
	}
}

// KeepPrior gives plan the prior value of every attribute that is unknown, unless the configuration is what makes it
// unknown or it is among those named.
func KeepPrior(config, plan, prior any, except ...string) {
	configured := map[string]bool{}
	for _, f := range fields(config, config) {
		configured[f.Attribute] = !f.Got.IsNull()
	}
	for _, f := range fields(prior, plan) {
		if f.Got.IsUnknown() && !configured[f.Attribute] && !slices.Contains(except, f.Attribute) {
			f.target.Set(reflect.ValueOf(f.Planned))
		}
	}
}

// FillUnknown gives state the prior value of every attribute that is unknown.
func FillUnknown(state, prior any) {
	for _, f := range fields(prior, state) {
		if f.Got.IsUnknown() {
			f.target.Set(reflect.ValueOf(f.Planned))
		}
	}
}

type field struct {
	Difference
	target reflect.Value // the field of the second model
}

// fields pairs the attributes of two models.
func fields(first, second any) []field {
	a, b := reflect.ValueOf(first).Elem(), reflect.ValueOf(second).Elem()
	var list []field
	for i := range a.NumField() {
		x, isAttribute := a.Field(i).Interface().(attr.Value)
		y, ok := b.Field(i).Interface().(attr.Value)
		if isAttribute && ok {
			list = append(list, field{Difference{a.Type().Field(i).Tag.Get("tfsdk"), x, y}, b.Field(i)})
		}
	}
	return list
}

func whollyKnown(ctx context.Context, v attr.Value) bool {
	value, err := v.ToTerraformValue(ctx)
	return err == nil && value.IsFullyKnown()
}
