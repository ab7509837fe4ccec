"""From protected results to a neutral document, and from that to each kind of file."""
