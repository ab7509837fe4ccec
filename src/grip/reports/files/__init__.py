"""Files: the run folder, and the machine formats in it."""
