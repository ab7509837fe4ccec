"""From export to canonical tables: read, name, parse, validate. Nothing is lost silently."""
