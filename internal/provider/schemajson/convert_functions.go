package main

import (
	"fmt"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func convertFunctions(in map[string]*tfprotov6.Function) (map[string]*tfjson.FunctionSignature, error) {
	out := make(map[string]*tfjson.FunctionSignature, len(in))
	for name, function := range in {
		var err error
		if out[name], err = convertFunction(function); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

func convertFunction(in *tfprotov6.Function) (*tfjson.FunctionSignature, error) {
	out := &tfjson.FunctionSignature{Summary: in.Summary, Description: in.Description, DeprecationMessage: in.DeprecationMessage}
	var err error
	if out.ReturnType, err = convertType(in.Return.Type); err != nil {
		return nil, fmt.Errorf("result: %w", err)
	}
	for _, parameter := range in.Parameters {
		converted, err := convertParameter(parameter)
		if err != nil {
			return nil, err
		}
		out.Parameters = append(out.Parameters, converted)
	}
	if in.VariadicParameter != nil {
		out.VariadicParameter, err = convertParameter(in.VariadicParameter)
	}
	return out, err
}

func convertParameter(in *tfprotov6.FunctionParameter) (*tfjson.FunctionParameter, error) {
	converted, err := convertType(in.Type)
	if err != nil {
		return nil, fmt.Errorf("parameter %s: %w", in.Name, err)
	}
	return &tfjson.FunctionParameter{
		Name: in.Name, Description: in.Description, IsNullable: in.AllowNullValue, Type: converted,
	}, nil
}
