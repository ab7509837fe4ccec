"""Views: the loaded tables as timelines, stays and units, so that they can be counted."""
