// Package recovery creates something exactly once, although the answer to the call that creates it may get lost.
//
// A cloud without idempotency keys cannot be asked what became of a POST whose answer never arrived. The only way to
// find out is to list what exists and to compare it with the request.
//
//	              answered
//	┌──────────┐────────────────────────────────────────▶ Created
//	│   POST   │ refused, no earlier answer lost
//	└──────────┘────────────────────────────────────────▶ the refusal
//	  │      ▲
//	  │lost  │ none found for 10 s, attempts left
//	  ▼      │
//	┌──────────┐ one, and it is ours
//	│   LOOK   │────────────────────────────────────────▶ Adopted
//	└──────────┘ several, or one that may be a stranger's
//	  │      ▲ └────────────────────────────────────────▶ *AmbiguousError
//	  │      │ none found, no attempts left: look until ctx ends
//	  │      └─┐
//	  └────────┘ ctx ended, or looking failed
//	   └────────────────────────────────────────────────▶ *UnknownOutcomeError, with the attempts
//
// The attempts of an *UnknownOutcomeError are kept by the caller. Find continues with LOOK in a later process.
//
// # Whose is it?
//
// A candidate equals the request in everything that was sent, was created while one of the attempts was in flight, and
// is not managed by this process. The time of its creation is bounded in two independent ways:
//
//   - By lists: it was created after the last list without it was sent, and before the first list with it was answered.
//     This needs no clock, and decides when a list made right after the attempt shows the candidate. Before the first
//     attempt there is no list. There created_at bounds the time from below, by a clock that may be up to 30 seconds
//     ahead of or behind the Date header.
//   - By created_at. This alone decides only where a list without the candidate was sent a second or more after its
//     created_at, so that lists lag, and where there is no list without it, as after an interruption. It shows that an attempt
//     created the candidate only if that clock and the Date header agree.
//
// An attempt that was refused created nothing, and is not counted.
//
// A candidate that may have been created by an attempt, but is not shown to have been, is ambiguous: it is neither
// adopted nor is another one created.
package recovery
