"""Earlier runs: what lies in their folders, how they turned out, and why two of them differ."""
