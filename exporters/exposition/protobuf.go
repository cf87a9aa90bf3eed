package exposition

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// Field numbers of io.prometheus.client, in the order in which Go's protobuf
// writes them.
const (
	familyName, familyHelp, familyType, familyMetric, familyUnit = 1, 2, 3, 4, 5

	metricLabel, metricGauge, metricCounter, metricUntyped = 1, 2, 3, 5

	labelName, labelValue = 1, 2

	gaugeValue = 1 // of counter and untyped, too
)

// sizeValue is the size of a Gauge, Counter or Untyped message: a tag and a double.
const sizeValue = 1 + 8

// appendProtobuf writes a family as a delimited io.prometheus.client.MetricFamily.
// Going through messages would allocate more than 1 kB a series.
func appendProtobuf(b []byte, f *Family) []byte {
	sizes, size := f.protobufSizes()
	b = protowire.AppendVarint(b, uint64(size))
	b = appendString(b, familyName, f.Name)
	b = appendString(b, familyHelp, f.Help)
	b = protowire.AppendTag(b, familyType, protowire.VarintType)
	b = protowire.AppendVarint(b, uint64(f.Type.wire()))
	value := f.valueField()
	for i := range f.Series {
		b = protowire.AppendTag(b, familyMetric, protowire.BytesType)
		b = protowire.AppendVarint(b, uint64(sizes[i]))
		for j, v := range f.Series[i].Labels {
			b = protowire.AppendTag(b, metricLabel, protowire.BytesType)
			b = protowire.AppendVarint(b, uint64(sizeString(f.LabelNames[j])+sizeString(v)))
			b = appendString(b, labelName, f.LabelNames[j])
			b = appendString(b, labelValue, v)
		}
		b = protowire.AppendTag(b, value, protowire.BytesType)
		b = protowire.AppendVarint(b, sizeValue)
		b = protowire.AppendTag(b, gaugeValue, protowire.Fixed64Type)
		b = protowire.AppendFixed64(b, math.Float64bits(f.Series[i].Value))
	}
	if f.Unit != "" {
		b = appendString(b, familyUnit, f.Unit)
	}
	return b
}

// protobufSizes returns the size of each series' message and of the family's,
// which precede them on the wire.
func (f *Family) protobufSizes() (series []int, family int) {
	family = sizeString(f.Name) + sizeString(f.Help) + 2 // the type
	if f.Unit != "" {
		family += sizeString(f.Unit)
	}
	series = make([]int, len(f.Series))
	for i := range f.Series {
		n := sizeField(sizeValue)
		for j, v := range f.Series[i].Labels {
			n += sizeField(sizeString(f.LabelNames[j]) + sizeString(v))
		}
		series[i] = n
		family += sizeField(n)
	}
	return series, family
}

func (f *Family) valueField() protowire.Number {
	switch f.Type {
	case Counter:
		return metricCounter
	case Untyped:
		return metricUntyped
	default:
		return metricGauge
	}
}

func appendString(b []byte, field protowire.Number, s string) []byte {
	b = protowire.AppendTag(b, field, protowire.BytesType)
	return protowire.AppendString(b, s)
}

// sizeField is the size of a field of n bytes; the tags of all fields we have
// take one byte.
func sizeField(n int) int { return 1 + protowire.SizeBytes(n) }

func sizeString(s string) int { return sizeField(len(s)) }
