"""Signals: what in the month series is more than the usual up and down, from what may be seen."""
