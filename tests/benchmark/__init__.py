"""Own figures beside published ones."""
