"""Registration discipline: is what must be recorded filled, on time, and known to the profile."""
