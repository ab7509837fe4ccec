"""The chapters of the report, one module each: what is said, from which figures."""
