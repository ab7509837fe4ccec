"""What `grip rapport` names by itself of a thousand findings."""

from __future__ import annotations

import io

import polars as pl
from rich.console import Console

from grip.reports.terminal.findings import print_skipped


def test_a_column_that_was_passed_over_is_named() -> None:
    """A header with a slip of the pen is named on the screen; other findings are only counted."""
    findings = pl.DataFrame(
        {
            "code": ["UIT-TWEE-OPEN", "KOLOM-LIJKT"],
            "bestand": ["uitkeringen.csv", "uitkeringen.csv"],
            "melding": ["Twee open uitkeringen.", "De kolom 'eind' is overgeslagen."],
        }
    )
    screen = io.StringIO()
    print_skipped(findings, Console(file=screen, width=80))
    assert screen.getvalue().strip() == "uitkeringen.csv: De kolom 'eind' is overgeslagen."
