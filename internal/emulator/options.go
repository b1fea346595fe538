package emulator

import (
	"net/http"
	"time"
)

// Options say how the emulated cloud behaves. The zero value is a cloud that does everything at once.
type Options struct {
	Now    func() time.Time // time.Now when nil
	Region string           // "eu-de" when empty
	Delays Delays

	NameForm      NameForm
	TimestampForm TimestampForm
	// Omit lists fields that answers about a service leave out, such as "vip_port_id", "cidr_type" or "description":
	// the regions do not all run the same version.
	Omit         []string
	OmitInLists  []string // more fields that the items of the lists of services and of endpoints leave out
	OmitEndpoint []string // fields that answers about an endpoint leave out
	OwnerListed  bool     // the list of permissions has the account of the service's owner, which cannot be removed
	// UpdateStatus is the status a service has until Delays.Update has passed; "creating" when empty.
	UpdateStatus string
	CreateStatus int // HTTP status of an accepted create; 200 when 0
	DeleteStatus int // HTTP status of an accepted delete; 200 when 0
	TagStatus    int // HTTP status of a tag action; 204 when 0
	// PendingBlocksDelete has endpoints in pendingAcceptance keep their service from being deleted, too.
	PendingBlocksDelete bool
	// IsChargeString answers is_charge as a string, as the printed examples have it, instead of a boolean.
	IsChargeString bool

	Hidden  Hidden
	Lag     Lag
	Rewrite Rewrite
	// CreatedAtOffset is added to created_at in answers about services and endpoints: the clock that the cloud stamps
	// them with need not agree with the one of its Date headers.
	CreatedAtOffset time.Duration

	TokenLifetime    time.Duration // 24 hours when 0
	ReusablePasscode bool          // a passcode works more than once
	BareCatalogue    bool          // catalogue addresses without version and project

	ServiceQuota    int // services a project may have; 20 when 0
	EndpointQuota   int // endpoints a project may have; 50 when 0
	PermissionQuota int // permissions a service may have; 1000 when 0
	PermissionBatch int // permissions one call may change; 50 when 0
	TagQuota        int // tags a service or endpoint may have; 10 when 0

	Seed   uint64 // of the faults' probabilities
	Faults []Fault
	// OnRequest is told of every request once its answer is known. It must not call the emulator.
	OnRequest func(Request)
}

// Delays say how long the asynchronous calls take on the emulator's clock.
type Delays struct {
	Create         time.Duration // a service from creating to available
	Update         time.Duration // a modified service back to available; 0 answers available at once
	Delete         time.Duration // a service from deleting to gone
	EndpointCreate time.Duration // an endpoint from creating to accepted or pendingAcceptance
	EndpointDelete time.Duration // an endpoint from deleting to gone
	Accept         time.Duration // an endpoint from the owner's consent to accepted
}

// NameForm is the form in which answers give a service's name.
type NameForm int

// The forms that the documentation's text and its examples have.
const (
	NameFull  NameForm = iota // region.name.id, or region.id for a service without a name
	NameShort                 // the name alone
)

// TimestampForm is the form in which answers give times.
type TimestampForm int

// The forms that the documentation's text and its examples have.
const (
	TimestampZ      TimestampForm = iota // 2018-01-30T07:42:01Z
	TimestampMillis                      // 2018-01-30T07:42:01.174, without a zone
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
		unset int
	}{
		{&o.CreateStatus, http.StatusOK},
		{&o.DeleteStatus, http.StatusOK},
		{&o.TagStatus, http.StatusNoContent},
		{&o.ServiceQuota, 20},
		{&o.EndpointQuota, 50},
		{&o.PermissionQuota, 1000},
		{&o.PermissionBatch, 50},
		{&o.TagQuota, 10},
	} {
		if *d.value == 0 {
			*d.value = d.unset
		}
	}
	return o
}
