package owner

import (
	"encoding/json"
	"net/http"
	"strings"

	"shixu/queries"
)

// said is an error on its way from the server, in both languages.
type said struct{ En, Zh string }

// saying is what of an error goes on its way; nil of none.
func saying(err error) *said {
	if err == nil {
		return nil
	}
	return &said{En: err.Error(), Zh: queries.InChinese(err)}
}

func (s *said) Error() string { return s.En }

// Chinese is the error in Chinese.
func (s *said) Chinese() string { return s.Zh }

// refuse answers with an error.
func refuse(rw http.ResponseWriter, status int, err error) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	json.NewEncoder(rw).Encode(saying(err))
}

// heard reads what was said; text of another kind is an error in its words.
func heard(text []byte) *said {
	s := &said{}
	if json.Unmarshal(text, s) != nil || s.En == "" {
		s.En = strings.TrimSpace(string(text))
		s.Zh = s.En
	}
	return s
}
