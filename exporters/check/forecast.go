package check

import (
	"context"
	"os"

	"shixu/exporters/forecast"
)

// Forecast checks the methods of forecasting in a folder: their headers, and
// whether each can be asked and gives what a method gives.
func (r *Report) Forecast(ctx context.Context, folder string) error {
	_, err := forecast.Methods(ctx, os.DirFS(folder))
	r.addError(folder, err)
	return ctx.Err()
}
