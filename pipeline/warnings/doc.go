// Package warnings evaluates warning rules and keeps the life of warnings.
//
// # Evaluation
//
// [Engine.Evaluate] runs every rule that is on and holds what they find
// against the warnings there are. A warning takes at most one step a day and
// version of the data, and each day is one transaction: a process that dies
// leaves no half step, and the next one goes on where it stopped. Evaluating
// again what was evaluated finds nothing to do.
//
// Warnings have a history from the first day on: the first evaluation fills in
// the year so far, on the first day of each month, when what was due in the
// period before has become overdue. Days on which nothing ran are filled in
// alike. A day before the last one evaluated is only read.
//
// A rule that fails leaves its warnings as they are, and is named in the view
// warning_rule_health.
//
// # Life
//
//	raised ─ack→ verified ─assign→ handling ─resolve→ resolved → closed
//	   └─dispute→ false    └─waive→ waived                └→ reopened
//
// People take the steps of [Actions]; each says how many steps the warning had
// taken when they looked at it, so that of two who act at once the second is
// told what the first did ([ConflictError]). The engine resolves what is gone,
// closes what is still gone when it is looked at again, reopens what is back,
// ends waivers that have run out and, where a deadline passes unanswered,
// raises the severity. It never changes what people decided while what they
// decided on lasts.
//
// What happened is only ever added to, in store.warning_event. The SQL is in
// queries/warning; this package runs it.
package warnings
