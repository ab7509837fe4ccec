"""Specs of signals and of late registration."""
