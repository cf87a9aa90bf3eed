// Package warningapi shows warnings over HTTP and takes people's steps on them.
//
//	GET  /api/v1/warnings                those that are not closed; filters below
//	GET  /api/v1/warnings/{id}           one with its audit trail
//	POST /api/v1/warnings/{id}/{action}  a step: ack, dispute, waive, assign,
//	                                     resolve, close, reopen
//
// Filters are district, rule, project, severity and state (which may be given
// several times), overdue=true, all=true (closed ones as well), since, as_of
// and limit. The body of a step is JSON:
//
//	{"step": 3, "note": "…", "assignee": "…", "until": "2023-12-31"}
//
// where step is how many steps the warning had taken when the person looked at
// it. If somebody was there first, the answer is 409 with what happened since.
//
// # Who may
//
// Reading is as open as the metrics. A step is taken in the name of the user
// who logged in, which the audit trail keeps; where nobody has to log in there
// are no steps (403). On the port for commands of the same user the body says
// who acts: "by".
//
// A step must be application/json, and of the page's own origin if a browser
// sends it: no form of another page can take one in a user's name.
package warningapi
