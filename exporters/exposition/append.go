package exposition

import (
	"bytes"
	"fmt"

	"github.com/prometheus/common/expfmt"
)

// Append appends the snapshot in the given format, complete with the "# EOF"
// of OpenMetrics, and returns the extended buffer: byte for byte what expfmt
// writes for the families that Gather returns. All formats that expfmt
// negotiates are known; another one is an error. Escaping schemes make no
// difference, for all names are legacy names.
func (s *Snapshot) Append(b []byte, format expfmt.Format) ([]byte, error) {
	b, err := s.appendFamilies(b, format)
	if err != nil {
		return nil, err
	}
	end := bytes.NewBuffer(b)
	if err := finish(expfmt.NewEncoder(end, format)); err != nil {
		return nil, err
	}
	return end.Bytes(), nil
}

// appendFamilies is Append without what follows the last family.
func (s *Snapshot) appendFamilies(b []byte, format expfmt.Format) ([]byte, error) {
	var family func([]byte, *Family) []byte
	switch format.FormatType() {
	case expfmt.TypeUnknown:
		return nil, fmt.Errorf("unknown exposition format %q", format)
	case expfmt.TypeTextPlain:
		family = appendText
	case expfmt.TypeProtoDelim:
		family = appendProtobuf
	case expfmt.TypeOpenMetrics:
		if v := format.Version(); v == expfmt.OpenMetricsVersion_1_0_0 || v == expfmt.OpenMetricsVersion_0_0_1 {
			family = appendOpenMetrics
		}
	}
	if family == nil { // for people's eyes, or not final yet: no need to be fast
		return s.appendByExpfmt(b, format)
	}
	if b == nil {
		b = make([]byte, 0, s.size())
	}
	for i := range s.families {
		b = family(b, &s.families[i])
	}
	return b, nil
}

func (s *Snapshot) appendByExpfmt(b []byte, format expfmt.Format) ([]byte, error) {
	buf := bytes.NewBuffer(b)
	enc := expfmt.NewEncoder(buf, format)
	for i := range s.families {
		if err := enc.Encode(s.families[i].message()); err != nil {
			return nil, fmt.Errorf("encode metric %q: %w", s.families[i].Name, err)
		}
	}
	return buf.Bytes(), nil
}

// size estimates from above how many bytes the families take, whatever the
// format, so that encoding need not grow its buffer and little is left over.
func (s *Snapshot) size() int {
	const number = 25 // the longest float, a space or a newline more
	n := 0
	for _, f := range s.families {
		fixed := len(f.Name) + number
		for _, name := range f.LabelNames {
			fixed += len(name) + len(`="",`)
		}
		n += 3*len(f.Name) + len(f.Help) + len(f.Unit) + 64 + len(f.Series)*fixed
		for _, series := range f.Series {
			for _, v := range series.Labels {
				n += len(v)
			}
		}
	}
	return n
}

// finish writes what the format wants after the last family.
func finish(enc expfmt.Encoder) error {
	if c, ok := enc.(expfmt.Closer); ok {
		return c.Close()
	}
	return nil
}
