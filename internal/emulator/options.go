package emulator

import (
	"net/http"
	"time"
)

// Options configure the emulated cloud. With the zero value, asynchronous operations complete immediately.
type Options struct {
	Now    func() time.Time // defaults to time.Now
	Region string           // defaults to "eu-de"
	Delays Delays

	NameForm      NameForm
	TimestampForm TimestampForm
	// Omit names fields that responses omit for services, such as "vip_port_id", "cidr_type" or "description": not all
	// regions run the same version.
	Omit         []string
	OmitInLists  []string // more fields to omit from list items, for services and endpoints
	OmitEndpoint []string // fields that responses omit for endpoints
	OwnerListed  bool     // lists of permissions include the service's owner, which cannot be removed
	UpdateStatus string   // status of a service during Delays.Update; defaults to "creating"
	CreateStatus int      // HTTP status of a successful create; defaults to 200
	DeleteStatus int      // HTTP status of a successful delete; defaults to 200
	TagStatus    int      // HTTP status of a successful tag action; defaults to 204
	// PendingBlocksDelete makes the deletion of a service fail if it has endpoints in pendingAcceptance.
	PendingBlocksDelete bool
	// IsChargeString returns is_charge as a string, as in the documentation's examples, not as a boolean.
	IsChargeString bool

	Hidden  Hidden
	Lag     Lag
	Rewrite Rewrite
	// CreatedAtOffset is added to created_at in responses for services and endpoints. It simulates a clock that differs
	// from the one in Date headers.
	CreatedAtOffset time.Duration

	TokenLifetime    time.Duration // defaults to 24 hours
	ReusablePasscode bool          // accept a passcode more than once
	BareCatalogue    bool          // catalog URLs without version and project

	ServiceQuota    int // maximum services per project; defaults to 20
	EndpointQuota   int // maximum endpoints per project; defaults to 50
	PermissionQuota int // maximum permissions per service; defaults to 1000
	PermissionBatch int // maximum permissions per request; defaults to 50
	TagQuota        int // maximum tags per service or endpoint; defaults to 10

	Seed   uint64 // seeds the random numbers for Fault.Probability and Delays.CreateSpread
	Faults []Fault
	// OnRequest is called for each request as soon as its status is known. It must not call the emulator's methods.
	OnRequest func(Request)
	// RequestLog is the number of requests that the log holds; the oldest are dropped, as they are if the bodies of all
	// requests together exceed 32 MB. It defaults to 10,000.
	RequestLog int
}

// Delays are the durations of asynchronous operations on the emulator's clock.
type Delays struct {
	Create         time.Duration // of a service, from creating to available
	CreateSpread   time.Duration // longest random addition to Create; Options.Seed determines the sequence
	Update         time.Duration // of a service, until it is available again; 0 leaves it available
	Delete         time.Duration // of a service, from deleting to its removal
	EndpointCreate time.Duration // of an endpoint, from creating to accepted or pendingAcceptance
	EndpointDelete time.Duration // of an endpoint, from deleting to its removal
	Accept         time.Duration // of an endpoint, from the owner's acceptance to accepted
}

// NameForm is the format of service names in responses.
type NameForm int

// The documentation's text uses one format, its examples the other.
const (
	NameFull  NameForm = iota // region.name.id, or region.id for a service without a name
	NameShort                 // name
)

// TimestampForm is the format of timestamps in responses.
type TimestampForm int

// The documentation's text uses one format, its examples the other.
const (
	TimestampZ      TimestampForm = iota // 2018-01-30T07:42:01Z
	TimestampMillis                      // 2018-01-30T07:42:01.174, without a time zone
)

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Region == "" {
		o.Region = "eu-de"
	}
	if o.UpdateStatus == "" {
		o.UpdateStatus = StatusCreating
	}
	if o.TokenLifetime == 0 {
		o.TokenLifetime = 24 * time.Hour
	}
	for _, d := range []struct {
		value *int
		def   int
	}{
		{&o.CreateStatus, http.StatusOK},
		{&o.DeleteStatus, http.StatusOK},
		{&o.TagStatus, http.StatusNoContent},
		{&o.ServiceQuota, 20},
		{&o.EndpointQuota, 50},
		{&o.PermissionQuota, 1000},
		{&o.PermissionBatch, 50},
		{&o.TagQuota, 10},
		{&o.RequestLog, 10_000},
	} {
		if *d.value == 0 {
			*d.value = d.def
		}
	}
	return o
}
