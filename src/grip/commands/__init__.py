"""The commands: each parses what was asked, makes one call into the pipeline, and shows."""
