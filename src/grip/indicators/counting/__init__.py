"""Counting: how figures of each kind are worked out, for all indicators of that kind together."""
