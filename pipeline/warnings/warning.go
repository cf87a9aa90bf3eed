package warnings

import "time"

// A Warning is one warning as it stands on the as-of day.
type Warning struct {
	ID int64 `json:"id"`
	// Step is how many steps it has taken: what people act on.
	Step         int    `json:"step"`
	Rule         string `json:"rule"`
	TitleZh      string `json:"title_zh"`
	TitleEn      string `json:"title_en"`
	Kind         string `json:"kind"`
	Severity     string `json:"severity"`
	SeverityZh   string `json:"severity_zh"`
	SeverityEn   string `json:"severity_en"`
	SeverityRank int    `json:"severity_rank"`
	State        string `json:"state"`
	ProjectID    string `json:"project_id"`
	Project      string `json:"project"`
	District     string `json:"district"`
	Subject      string `json:"subject,omitempty"`
	Responsible  string `json:"responsible,omitempty"`
	OpenedOn     Day    `json:"opened_on"`
	DueOn        Day    `json:"due_on"`
	// DaysLate is nil where nothing is late yet or any more.
	DaysLate     *int     `json:"days_late"`
	Deadline     Day      `json:"deadline"`
	Overdue      bool     `json:"overdue"`
	Assignee     string   `json:"assignee,omitempty"`
	Until        Day      `json:"until"`
	WhyZh        string   `json:"why_zh"`
	WhyEn        string   `json:"why_en"`
	SuggestionZh string   `json:"suggestion_zh,omitempty"`
	SuggestionEn string   `json:"suggestion_en,omitempty"`
	Value        *float64 `json:"value"`
	// Holds says that what is warned of still holds.
	Holds       bool   `json:"holds"`
	Note        string `json:"note,omitempty"`
	Escalations int    `json:"escalations"`
	Reopenings  int    `json:"reopenings"`
	// ChangedOn is when its state last changed; Actor took the last step, and
	// is empty where the engine did.
	ChangedOn Day    `json:"changed_on"`
	Actor     string `json:"actor,omitempty"`
}

// An Event is one step of a warning: who changed what, when, from what to what.
type Event struct {
	WarningID int64     `json:"warning_id"`
	Step      int       `json:"step"`
	Day       Day       `json:"day"`
	WrittenAt time.Time `json:"written_at"`
	// Actor is empty where the engine took the step.
	Actor    string `json:"actor,omitempty"`
	Action   string `json:"action"`
	From     string `json:"from,omitempty"`
	To       string `json:"to"`
	Severity string `json:"severity"`
	WhyZh    string `json:"why_zh"`
	WhyEn    string `json:"why_en"`
	Deadline Day    `json:"deadline"`
	Assignee string `json:"assignee,omitempty"`
	Until    Day    `json:"until"`
	Note     string `json:"note,omitempty"`
}

// Day is a date without a time of day; its zero value is none and null in JSON.
type Day struct{ time.Time }

// String is the day as 2023-10-31, or empty.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// MarshalJSON writes the day as text.
func (d Day) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(d.Format(`"` + time.DateOnly + `"`)), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(text []byte) (err error) {
	if string(text) == "null" || string(text) == `""` {
		*d = Day{}
		return nil
	}
	d.Time, err = time.Parse(`"`+time.DateOnly+`"`, string(text))
	return err
}

// Scan reads a column of the database.
func (d *Day) Scan(v any) error {
	d.Time, _ = v.(time.Time)
	return nil
}
