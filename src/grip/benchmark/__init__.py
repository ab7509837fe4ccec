"""Own figures beside those of others: what may be compared, and when a difference is chance."""
