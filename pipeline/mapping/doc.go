// Package mapping understands a table's layout: where its header is, which
// column means which field of a dataset, in which unit, and what titles, sheet
// names and file names say about all rows. What it finds can be printed as a
// mapping file, edited, and used instead of finding.
//
// # Finding
//
// [Find] compares headers with the names that a dataset lists for its fields
// (queries/datasets/*.yaml), after [Normalize]. Only whole names count: nothing
// is matched because it is similar. A header may take up to three rows; the
// cells above each other are one label, looked up in this order:
//
//  1. the whole label, parent and child joined: 本期完成 over 完成投资(万元) is
//     本期完成投资, 完成投资 over 9月 is 9月完成投资, 建设起 over 止年限 is 建设起止年限;
//  2. the child alone, unless its parent changes its meaning (开工累计, 上年, 其中);
//  3. words that only may mean a field (also: in the dataset), with a note.
//
// In each step the label is tried as it is, without its year, and without any
// time words. The header is the block of rows whose labels are surest in sum
// (6, 4 and 2 a field); of equals the upper, then the lower one. It needs two
// known labels. Lines above it are titles; rows that only number the columns
// (1 2 3 …) are skipped, rows of units below it belong to it.
//
// Two columns for one field are refused, with three exceptions, each noted: a
// surer one goes before a less sure one; a number (数值) goes before the same
// amount as text (含单位), if its unit is known; of two that only may mean the
// field neither is taken.
//
// # Months side by side
//
// A register with a column for every month (1月 | 2月 | …, also below 完成投资 or
// in pairs of 计划 and 完成) holds a report of each project for each month that is
// not blank, and 0 is one of nothing. Which fields may stand so says beside: in the
// dataset. A header says what a month holds by itself (2023年1月完成投资) or by
// what stands above it (累计完成 over 1月); bare months hold the month's amount, or the
// year's where the title says 累计, and are refused where it speaks of a plan. 1-3月 is
// the year's amount up to March. Years come from the headers, else from title, sheet,
// file or folder. 合计, or the year's amount beside its months, is no month: if it is
// the sum of just these, Plan.Total has it to be compared. Quarters are left alone.
// The year up to one of the months (1-9月 beside 8月 and 9月) is of that month's report;
// one that does not say up to when is the total of months from January, and refused
// beside others. A table with a month in every row is none of these, nor are columns
// from the middle of a year that only may mean a field beside one that surely does.
//
// # Units
//
// An amount's unit is what the mapping says for its column, else its header's,
// else the title's (单位：万元), else what the mapping says for the table, else
// the field's own, else 1 with a note. A header with % is no amount.
//
// # Context
//
// A field that a dataset allows to come from context (a month, a year, a day, a
// district) is looked for in the headers that were found (9月完成投资), the
// title, the sheet's name, the file's name and its folder's name. What the
// table says of itself must agree: a title of September over headers of August
// is an error. File and folder are asked last and only noted if they disagree.
// Full dates are no report's month, except after 截至: received/2023-10-08/ and
// 填报日期 say when a report was sent.
//
// # Mapping files
//
// A mapping file decides what finding cannot. All but dataset may be left out;
// fields that it does not name are found as usual.
//
//	dataset: investment_report
//	sheets: ["*区"]              # patterns; other sheets are not read
//	header_row: 4                # 1-based; header_rows: 0 means no header
//	header_rows: 2
//	first_row: 7
//	unit: 万元                    # where neither header nor title says one
//	rows: projects[]             # of a JSON document
//	columns:
//	  project_name: 工程
//	  completed: {column: 本期/完成, unit: 万元}
//	  completed_ytd: "#5"        # the fifth column
//	  # or of months side by side: completed: {months: {2023-01: 一月, 2023-02: "#6"}, unit: 万元}
//	  district: {column: Borough, values: {Manhatten: Manhattan, "": Citywide}, separator: ",", many: Citywide}
//	  month: {from: filename, pattern: '(?P<year>\d{4})-(?P<month>\d\d)'}
//	  reported_on: {value: "2023-10-08"}
//	  actual_start: {column: Start, format: ["%m/%d/%Y", "%m/%Y"]}
//	  planned_start: {column: 起止, part: first}   # 2023.03-2025.12 in one cell
//	  planned_completion: {column: 起止, part: last}
//	ignore: [累计]                # headers that mean nothing here
//
//	only: {级别: [省级, 市级], 审核: "*"}   # rows with one of these, and with any
//	except: {状态: [取消, ""]}            # and with neither of these; "" is blank
//
// only and except name columns as columns: does, whether they are fields or not.
// Rows they leave out are counted with those that are no data, and what titles
// and subtotals declare is then not compared.
//
// format says how a column writes its dates, in the directives of strptime; it
// is one text or a list. Dates written otherwise are then set aside. Without
// it dates are read as people here write them, and 03/04/2019 is not read.
//
// from is one of header, title, sheet, filename, folder, rowtitle and name. rowtitle
// means the rows inside the table that are titles of those below them
// (一、交通（104项）); where a table has such rows they are asked for its sector,
// district and kind without a mapping saying so. name makes the ids of projects
// whose register has no codes of their district and name. Of the others without a pattern
// the time or district is read as it is in finding. A pattern gives its groups
// year, month and day, else the group named after the field, else its first
// group, else all it matches.
package mapping
