"""AutoETS and AutoARIMA of statsforecast, for who has installed it (the extra `prognose`).

They are models as the others are: tried from the same months, and weighted by the same errors. Both
choose their form anew at every origin, so trying them takes minutes rather than seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grip.errors import UsageError, suggestion
from grip.forecast.models import MODELS, History, Model
from grip.forecast.season import YEAR

Real = NDArray[np.float64]
_FEWEST = 2 * YEAR  # months from which on a season can be told from chance


def _fitted(name: str) -> Callable[[History, int], Real]:
    """Return a model of statsforecast as one of ours; where it finds nothing, naive."""

    def forecast(history: History, horizon: int) -> Real:
        values = history.values
        period = YEAR if len(values) > _FEWEST else 1
        made = getattr(_package(), name)(season_length=period).forecast(values, horizon)
        found = np.asarray(made["mean"], dtype=float)
        return np.where(np.isfinite(found), found, values[-1])

    return forecast


EXTRA: dict[str, Model] = {
    "autoets": Model("autoets", "AutoETS van statsforecast", _fitted("AutoETS")),
    "autoarima": Model("autoarima", "AutoARIMA van statsforecast", _fitted("AutoARIMA")),
}
KNOWN: dict[str, Model] = MODELS | EXTRA
TITLES = {id: model.title for id, model in EXTRA.items()}


def models_with(extra: Iterable[str], *, tried: bool = True) -> tuple[str, ...]:
    """Return the ids of the models of grip and of some more.

    Raises:
        UsageError: there is no such model, or it is to be tried and statsforecast is not installed.
    """
    wanted = tuple(dict.fromkeys(extra))
    for id in wanted:
        if id not in EXTRA:
            raise UsageError(
                "CLI-KEUZE", waarde=id, optie="--modellen", keuzes=", ".join(EXTRA),
                suggestie=suggestion(id, list(EXTRA)),
            )  # fmt: skip
    if wanted and tried:
        _package()
    return (*MODELS, *wanted)


def _package() -> Any:
    try:
        import statsforecast.models as found
    except ImportError as error:
        raise UsageError("PROGNOSE-EXTRA", pakket="statsforecast") from error
    return found
