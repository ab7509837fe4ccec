"""The money of the State for benefits (BUIG): its budget by version, and what was paid from it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.indicators.model import YEAR, Indicator, Sum
from grip.results import Card

_THEME, _LAW = "Geld", "Participatiewet, artikel 69"
# The versions that the State sets, from first to last.
STATE_VERSIONS = ("voorlopig", "nader_voorlopig", "definitief")


def _budget(version: str = "") -> Indicator:
    words = f"de versie {version.replace('_', ' ')}" if version else "de laatste versie"
    amount = pl.when(pl.col("versie") == version).then("bedrag").otherwise(0)
    variant = {"eenheid": "begroting", **({"versie": version} if version else {})}
    return Indicator(
        Card(
            "buig_budget", _THEME, "BUIG: budget van het Rijk",
            "De gebundelde uitkering van het Rijk voor het jaar van de peildatum, volgens "
            f"{words}, in euro.",
            "euro", numerator="budget in euro",
            denominator=f"(geen), {words}", source=_LAW,
            caveat="Het Rijk stelt het budget vast in oktober ervoor (voorlopig), in het voorjaar "
            "(nader voorlopig) en in oktober van het jaar (definitief).",
            exact=True,
        ),
        Sum("buig", "datum", amount if version else pl.col("begroot"), since=YEAR),
        (), variant, ("budgetten", "kosten", "uitkeringen"), "eigen", by_default=not version,
    )  # fmt: skip


def _state_money() -> Iterator[Indicator]:
    yield _budget()
    for version in STATE_VERSIONS:
        yield _budget(version)
    yield Indicator(
        Card(
            "buig_lasten", _THEME, "BUIG: betaald",
            "Wat van 1 januari van het jaar van de peildatum tot en met de peildatum op de posten "
            "van de BUIG is betaald, in euro.",
            "euro", numerator="betaald in euro",
            denominator="personen voor wie is betaald (telt niet mee in de som)", source=_LAW,
            caveat="Zonder ontvangsten zoals terugvordering, als die niet bij de kosten staan. "
            "Loonkostensubsidie telt mee tot zij een eigen budget heeft (2022).",
            exact=True,
        ),
        Sum("buig", "datum", pl.col("gerealiseerd"), since=YEAR), ("soort",),
        {"eenheid": "euro"}, ("kosten", "uitkeringen"), "eigen",
    )  # fmt: skip


STATE_MONEY = tuple(_state_money())
