//go:build !linux

package sqlapi

// LimitMemory bounds what the process may allocate, where the system knows
// such a bound; this one does not, so it does nothing.
func LimitMemory(Size) (lift func() error, err error) {
	return func() error { return nil }, nil
}
