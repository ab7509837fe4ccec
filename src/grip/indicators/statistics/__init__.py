"""Statistics: intervals, survival, states over time and partial pooling; they know numbers only."""
