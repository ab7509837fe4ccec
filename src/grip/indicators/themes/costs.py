"""Money: what was spent and committed, and how much of the budget of the year that is."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.indicators.model import YEAR, Indicator, Sum
from grip.indicators.themes.budgets import BUDGETS, VOLUME
from grip.results import Card

_THEME = "Geld"
_DIMENSIONS = ("doelgroep", "soort", "beleidsdoel", "budgetpost", "instrument")
_STATUSES = {"gerealiseerd": ("Kosten", "gerealiseerde"), "verplicht": ("Verplichtingen",
             "verplichte")}  # fmt: skip


def _costs() -> Iterator[Indicator]:
    """Yield what was realised, and apart from it what was committed."""
    for status, (title, words) in _STATUSES.items():
        yield Indicator(
            Card(
                "kosten", _THEME, title,
                f"Som van de {words} kosten met een datum in de periode, in euro.",
                "euro", numerator=f"{words} kosten in euro",
                denominator="personen voor wie de kosten zijn gemaakt (telt niet mee in de som)",
                source="grip, definities",
                caveat="Verplichte kosten (vastgelegd, nog niet betaald) tellen apart en nooit bij "
                "de gerealiseerde. Kosten zonder budgetpost zijn toegerekend aan een beleidsdoel: "
                "voor de eerste uitkering van de persoon aan instroom beperken, anders aan "
                "uitstroom bevorderen.",
                exact=True,
            ),
            Sum("kosten", "datum", pl.col(status)),
            (*_DIMENSIONS, "categorie", "loonwaardeklasse", "consulent"),
            {"eenheid": "euro", "status": status}, ("kosten", "uitkeringen"), "eigen",
            by_default=status == "gerealiseerd",
        )  # fmt: skip


def _used_up() -> Iterator[Indicator]:
    """Yield the share of the budget that was realised, and apart from it what was committed."""
    for status, (_, words) in _STATUSES.items():
        spent = status == "gerealiseerd"
        yield Indicator(
            Card(
                "uitputting_pct", _THEME, "Uitputting van het budget",
                f"De {words} kosten van 1 januari van het jaar van de peildatum tot en met de "
                "peildatum, als percentage van het budget van dat jaar.",
                "procent", numerator=f"{words} kosten in euro",
                denominator="budget van het jaar in euro",
                source="nota Uithoorn, hoofdstuk 5",
                caveat="Het budget is per post de laatste versie, in de volgorde begroting, "
                "gewijzigd, voorlopig, nader voorlopig, definitief; de uitsplitsing versie noemt "
                "haar. Kosten op een post zonder budget in dat jaar tellen niet mee. Kosten zonder "
                "post zijn toegerekend aan een doel: voor de eerste uitkering van de persoon aan "
                "instroom beperken, anders aan uitstroom bevorderen. Lees het deel van het jaar "
                "dat voorbij is ernaast.",
                exact=True,
            ),
            Sum("begroting", "datum", pl.col(status), pl.col("begroot"), since=YEAR),
            ("beleidsdoel", "budgetpost", "versie"), {"eenheid": "euro", "status": status},
            ("kosten", "budgetten", "uitkeringen"), "", by_default=spent,
        )  # fmt: skip


LOOSE = Indicator(
    Card(
        "kosten", _THEME, "Kosten zonder ontvanger",
        "Som van de gerealiseerde kosten met een datum in de periode die bij geen persoon, "
        "voorziening of uitkering horen, in euro.",
        "euro", numerator="gerealiseerde kosten zonder ontvanger in euro",
        denominator="personen voor wie de kosten zijn gemaakt (geen)", source="grip, definities",
        exact=True,
    ),
    Sum("kosten", "datum", pl.when(pl.col("gekocht").is_null()).then("gerealiseerd").otherwise(0)),
    ("soort", "beleidsdoel", "budgetpost"),
    {"eenheid": "euro", "status": "gerealiseerd", "deel": "zonder_ontvanger"},
    ("kosten", "uitkeringen"), "eigen", by_default=False,
)  # fmt: skip

COSTS = (*_costs(), LOOSE, VOLUME, *_used_up(), *BUDGETS)
