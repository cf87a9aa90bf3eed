package owner

import (
	"crypto/subtle"
	"net/http"
	"strings"
)

// guard lets requests through that carry the secret.
func guard(secret string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if subtle.ConstantTimeCompare([]byte(got), []byte(secret)) != 1 {
			http.Error(w, "this port is for shixu commands of the same user", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
