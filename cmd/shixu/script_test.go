package main

import (
	"encoding/csv"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"shixu": main})
}

// TestScripts runs testdata/script: the command line's behaviour as people see
// it, one file a behaviour. Beside testscript's own commands there are
//
//	status N COMMAND…               the command exits with that status
//	workbook OUT.xlsx SHEET=IN.csv… makes a workbook of CSV files
//
// Set UPDATE_SCRIPTS=1 to rewrite what cmp compares with.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"workbook": workbook,
		},
	})
}

// status runs a command and compares its exit status.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s: exit status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// workbook makes an XLSX file whose sheets are CSV files. Numbers become numbers.
func workbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: workbook OUT.xlsx SHEET=IN.csv…")
	}
	book := excelize.NewFile()
	defer book.Close()
	for i, arg := range args[1:] {
		sheet, in, _ := strings.Cut(arg, "=")
		if i == 0 {
			ts.Check(book.SetSheetName("Sheet1", sheet))
		} else {
			_, err := book.NewSheet(sheet)
			ts.Check(err)
		}
		r := csv.NewReader(strings.NewReader(ts.ReadFile(in)))
		r.FieldsPerRecord = -1
		records, err := r.ReadAll()
		ts.Check(err)
		for n, record := range records {
			cells := make([]any, len(record))
			for j, text := range record {
				cells[j] = text
				if f, err := strconv.ParseFloat(text, 64); err == nil {
					cells[j] = f
				}
			}
			ts.Check(book.SetSheetRow(sheet, "A"+strconv.Itoa(n+1), &cells))
		}
	}
	ts.Check(book.SaveAs(ts.MkAbs(args[0])))
}
