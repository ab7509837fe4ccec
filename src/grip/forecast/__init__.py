"""What is coming: models for monthly series, a model of stock and flows, and how good they were."""
