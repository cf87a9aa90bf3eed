package web

import (
	_ "embed"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// styleText is what all pages look like.
//
//go:embed style.html
var styleText string

// page makes the template of a page.
func page(name, text string) *template.Template {
	return template.Must(template.Must(template.New(name).Funcs(words).Parse(styleText)).Parse(text))
}

var words = template.FuncMap{
	"day": func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		return t.Format(time.DateOnly)
	},
	"minute": func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		return t.UTC().Format("2006-01-02 15:04 UTC")
	},
	"month": func(t time.Time) string { return t.Format("2006-01") },
	// percent is without its sign: 81.4. Figures are rounded for people here
	// only, after everything was computed.
	"percent": func(v float64) string { return fixed(100*v, 1) },
	"points":  func(v float64) string { return fixed(math.Abs(v), 1) },
	"whole":   func(v float64) string { return fixed(v, 0) },
	"count":   func(v any) string { return group(fmt.Sprint(v)) },
	"zh":      moneyZh,
	"en":      moneyEn,
	"ahead":   func(v float64) bool { return v > -0.05 },
	"share":   share,
	"amount":  amount,
	"term":    term,
	"dataset": datasetTitle,
	"field":   fieldTitle,
	"value":   fieldValue,
}

// moneyZh tells an amount as Chinese reports do, in 亿 or 万.
func moneyZh(v float64, currency string) string {
	unit := ""
	if currency == "CNY" {
		unit = "元"
	}
	if math.Abs(v) >= 1e8 {
		return fixed(v/1e8, 1) + " 亿" + unit
	}
	return fixed(v/1e4, 0) + " 万" + unit
}

func moneyEn(v float64, currency string) string {
	if math.Abs(v) >= 1e9 {
		return currency + " " + fixed(v/1e9, 2) + " billion"
	}
	return currency + " " + fixed(v/1e6, 2) + " million"
}

// amount writes an exact amount, in groups of three digits; it never rounds.
func amount(text string) string {
	whole, rest, _ := strings.Cut(text, ".")
	if strings.Trim(rest, "0") == "" {
		return group(whole)
	}
	return group(whole) + "." + rest
}

// fixed writes a number with so many digits after the point, in groups of
// three before it.
func fixed(v float64, digits int) string {
	whole, rest, found := strings.Cut(strconv.FormatFloat(v, 'f', digits, 64), ".")
	if !found {
		return group(whole)
	}
	return group(whole) + "." + rest
}

// group puts a thin space between groups of three digits.
func group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u202f" + digits[i:]
	}
	return sign + digits
}

// secure says that a page is HTML which loads and sends nothing.
func secure(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}
