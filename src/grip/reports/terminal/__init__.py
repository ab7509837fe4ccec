"""The terminal: results and lists as tables on the screen."""
