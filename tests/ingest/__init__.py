"""Tests of grip.ingest."""
