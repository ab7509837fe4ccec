"""Earlier runs: the list of them, and why two differ."""
