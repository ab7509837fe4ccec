"""grip: a grip on re-integration for Dutch municipalities.

A few calls from Python:

    caseload = grip.load("data/sample/uithoorn", profile="uithoorn")
    frame = grip.compute(caseload, "instroom", by="leeftijdsgroep", months=("2020-01", "2020-12"))
    frame = grip.compute(caseload, ["stand_eind", "uitstroom_pct"], periods=["2019", "2020"])
    frame = grip.instruments(caseload, "scholing", period="2021")
    ahead = grip.look_ahead(caseload, until="2020", horizon=24)
    ahead.frame, ahead.money, ahead.why, ahead.rehearsal.track
    series = grip.forecast_series(values, last="2020-12")
    runs = grip.history("uitvoer")
    why = grip.difference("rapport-2021-12.v1", "rapport-2021-12", "stand_eind")

Frames are polars frames with the columns of `grip.results.SCHEMA`, for instruments with those of
`grip.effects.frame.SCHEMA`. They are raw: nothing is hidden in them, so they are not for
publication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.5.0"

__all__ = [
    "__version__", "compute", "difference", "forecast_series", "history", "instruments", "load",
    "look_ahead",
]  # fmt: skip

if TYPE_CHECKING:
    from grip.notebook import compute as compute
    from grip.notebook import difference as difference
    from grip.notebook import forecast_series as forecast_series
    from grip.notebook import history as history
    from grip.notebook import instruments as instruments
    from grip.notebook import load as load
    from grip.notebook import look_ahead as look_ahead


def __getattr__(name: str) -> Any:
    """Import the calls when they are first used, so that `grip --help` stays fast."""
    if name in __all__:
        from grip import notebook

        return getattr(notebook, name)
    raise AttributeError(name)
