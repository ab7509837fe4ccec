"""The report as one web page: no scripts, nothing from elsewhere, fit to be read aloud."""
