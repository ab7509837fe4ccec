"""An unknown export becomes a source profile: what grip koppel proposes."""
