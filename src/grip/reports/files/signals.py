"""Signals in a machine format: `signalen.csv`, a row per indicator and month, unrounded."""

from __future__ import annotations

from pathlib import Path

from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import csv_bytes
from grip.signals.watch import Signals


def write_signals(signals: Signals, path: Path) -> None:
    """Write the verdicts on the month series as csv, with their limits and baseline."""
    write_whole(path, csv_bytes(signals.frame))
