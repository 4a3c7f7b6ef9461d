"""Forecasts that the program's own engines issue on the questions of a case, as of the days on which others did."""
