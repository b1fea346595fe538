package emulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// hooksPath is the prefix of the hooks for use by hand. They require no credentials.
const hooksPath = "/_emulator/"

func (e *Emulator) serveHooks(w http.ResponseWriter, r *http.Request, body []byte) {
	value, status := e.handleHook(r, body)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(value)
}

func (e *Emulator) handleHook(r *http.Request, body []byte) (value any, status int) {
	done := map[string]string{"status": "done"}
	name := strings.TrimPrefix(r.URL.Path, hooksPath)
	id, isService := strings.CutPrefix(name, "services/")
	switch {
	case name == "state" && r.Method == http.MethodGet:
		return e.state(), http.StatusOK
	case name == "requests" && r.Method == http.MethodGet:
		return e.Requests(), http.StatusOK
	case name == "requests" && r.Method == http.MethodDelete:
		e.ResetRequests()
		return done, http.StatusOK
	case name == "expire-tokens" && r.Method == http.MethodPost:
		e.ExpireTokens()
		return done, http.StatusOK
	case name == "faults" && r.Method == http.MethodGet:
		return e.state()["faults"], http.StatusOK
	case name == "faults" && r.Method == http.MethodDelete:
		e.ClearFaults()
		return done, http.StatusOK
	case name == "faults" && r.Method == http.MethodPost:
		if err := e.addFaults(string(body)); err != nil {
			return hookError(err), http.StatusBadRequest
		}
		return done, http.StatusOK
	case isService && r.Method == http.MethodDelete:
		if !e.RemoveService(id) {
			return hookError(fmt.Errorf("no service %q", id)), http.StatusNotFound
		}
		return done, http.StatusOK
	case isService && r.Method == http.MethodPatch:
		if err := e.patchService(id, body); err != nil {
			return hookError(err), http.StatusBadRequest
		}
		s, _ := e.Service(id)
		return s, http.StatusOK
	}
	return hookError(fmt.Errorf("no hook %s %s", r.Method, r.URL.Path)), http.StatusNotFound
}

func hookError(err error) map[string]string { return map[string]string{"error": err.Error()} }

// state returns the state without secrets.
func (e *Emulator) state() map[string]any {
	accounts := []any{}
	for _, a := range e.accounts {
		accounts = append(accounts, map[string]string{
			"name": a.Name, "domain_id": a.DomainID, "domain_name": a.DomainName, "project_id": a.ProjectID,
			"project_name": a.ProjectName, "user_id": a.UserID, "user_name": a.UserName, "agency_name": a.AgencyName,
		})
	}
	state := map[string]any{
		"accounts": accounts, "services": e.Services(), "public_services": e.PublicServices(), "endpoints": e.Endpoints(),
	}
	faults := []any{}
	for _, f := range e.Faults() {
		faults = append(faults, map[string]any{
			"name": f.Name, "method": f.Method, "target": f.Target, "kind": f.Kind, "times": f.Times, "fired": f.Fired,
			"rule": f.String(),
		})
	}
	state["faults"] = faults
	return state
}

// addFaults parses rules, one per line. It adds all of them, or none if one is invalid.
func (e *Emulator) addFaults(text string) error {
	var faults []Fault
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		f, err := ParseFault(line)
		if err != nil {
			return err
		}
		faults = append(faults, f)
	}
	for _, f := range faults {
		e.AddFault(f)
	}
	return nil
}

// patchService changes the fields of a service that a JSON object contains. The names are those of GET state.
func (e *Emulator) patchService(id string, body []byte) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(body, &given); err != nil {
		return fmt.Errorf("the body is not a JSON object: %w", err)
	}
	var decodeErr error
	err := e.EditService(id, func(s *Service) {
		edited := s.clone()
		// Lists are cleared first: decoding into an existing list would merge the new elements with the old ones.
		for name, clearList := range map[string]func(){
			"ports":       func() { edited.Ports = nil },
			"tags":        func() { edited.Tags = nil },
			"permissions": func() { edited.Permissions = nil },
			"error":       func() { edited.Errors = nil },
		} {
			if _, found := given[name]; found {
				clearList()
			}
		}
		decoder := json.NewDecoder(strings.NewReader(string(body)))
		decoder.DisallowUnknownFields()
		if decodeErr = decoder.Decode(edited); decodeErr == nil {
			*s = *edited
		}
	})
	if decodeErr != nil {
		return decodeErr
	}
	return err
}
