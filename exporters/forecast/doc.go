// Package forecast tests methods of forecasting the year's end on past years:
// what each would have said at every month, knowing only what had been reported
// by then, and how far it was off. The methods and the steps of a test are SQL,
// in queries/forecast and queries/backtest; this package runs them in order.
package forecast
