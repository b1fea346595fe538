// Package batch answers reads of several objects of one kind with one list.
//
// Clouds throttle accounts, not resources: what fifty resources read one by one takes fifty requests, and one list says the same.
// A list may omit fields, lag behind, or be forbidden, so it is only used where it leaves nothing open; otherwise the caller reads
// the details. Lists are used in two ways:
//
//   - Reader.Read combines reads that arrive at about the same time, as in a refresh.
//   - Watch combines the repeated reads of objects that are waited for, such as new ones.
//
// Neither returns an answer that was requested before a write of this process that the caller knows of.
package batch
