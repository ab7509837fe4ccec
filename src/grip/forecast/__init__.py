"""What is coming: models for monthly series, a model of stock and flows, and how good they were."""

LONGEST = 60
"""How many months ahead are forecast at most."""
