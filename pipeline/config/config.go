// Package config reads shixu.yaml: where the warehouse is, which files hold
// what, and the rules of the city's calendar.
package config
