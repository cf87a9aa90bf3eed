package demo

// Fault is what is wrong with a row.
type Fault string

// The faults that rows of the demonstration city have.
const (
	MissingKey       Fault = "missing_key"       // the key column is empty
	UnknownDistrict  Fault = "unknown_district"  // no reporting unit of that name
	UnknownProject   Fault = "unknown_project"   // no project of that id or name
	ImpossibleDate   Fault = "impossible_date"   // no such day or month, or a year far off
	UnreadableAmount Fault = "unreadable_amount" // text where an amount should be
	ImpossibleAmount Fault = "impossible_amount" // beyond what a project can be: a wrong unit
	Conflict         Fault = "conflict"          // one of two rows of a file for the same key that contradict
)

// words say the fault in Chinese and English.
var words = map[Fault][2]string{
	MissingKey:       {"缺少编码或编号", "its key is missing"},
	UnknownDistrict:  {"区市县名称不存在", "names an unknown district"},
	UnknownProject:   {"名册中没有该项目", "names an unknown project"},
	ImpossibleDate:   {"日期不可能", "an impossible date"},
	UnreadableAmount: {"金额栏填写了文字", "text in an amount"},
	ImpossibleAmount: {"金额单位错误（以元填入万元栏）", "yuan written where 万元 belongs"},
	Conflict:         {"同一项目两行数据互相矛盾", "two rows for one project that contradict"},
}

// Error is a row of the demonstration city's files that must be set aside.
type Error struct {
	// File is the path inside the directory, with slashes.
	File string
	// Sheet is the workbook's sheet; empty for CSV.
	Sheet string
	// Row is the row as a spreadsheet shows it, or the line of a CSV file, from 1.
	Row int
	// Column is the header of the column at fault as it stands in the file.
	Column string
	// Value is what stands there.
	Value string
	// Fault is what is wrong.
	Fault Fault
}

// Chinese says what is wrong with the row.
func (e Error) Chinese() string { return words[e.Fault][0] }

// English says what is wrong with the row.
func (e Error) English() string { return words[e.Fault][1] }
