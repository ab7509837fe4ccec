"""Whether wage subsidies pay for themselves: what they cost over what they save."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.indicators.model import YEAR, Indicator, Sum
from grip.indicators.views.wage_subsidies import covering
from grip.results import Better, Card

_WAYS = {
    "laatste_maand": "de netto uitkering van het huishouden in de laatste hele maand voor de "
    "subsidie, anders de norm voor de leefvorm",
    "norm": "de norm voor de leefvorm, voor iedereen",
    "na_aanvulling": "de uitkering van de laatste hele maand (anders de norm), zonder wat in die "
    "maand naast de subsidie nog aan uitkering is betaald",
}
_USUAL, *_OTHERS = _WAYS


def _figure(way: str, *, net: bool = False) -> Indicator:
    paid = pl.col("lasten") - pl.col("rijk") if net else pl.col("lasten")
    variant = {"eenheid": "euro", "uitkering": way, **({"rijk": "verrekend"} if net else {})}
    less = " Het LKS-budget van het Rijk gaat er vanaf 2022 af, elke maand een twaalfde." * net
    return Indicator(
        Card(
            "lks_kostendekkend", "Geld", "LKS: kosten per bespaarde euro",
            "Van 1 januari van het jaar van de peildatum tot en met de peildatum: wat is betaald "
            "aan loonkostensubsidie (SRG-type 01 en 04) en aan begeleiding, ondersteuning en "
            "werkplekaanpassing daarbij, gedeeld door de uitkering die in de maanden met subsidie "
            f"zonder haar was betaald: {_WAYS[way]}.{less} Hoogstens 1 is kostendekkend.",
            "verhouding", numerator="betaalde subsidie en ondersteuning in euro",
            denominator="bespaarde uitkering in euro", better=Better.LOWER,
            source="nota Uithoorn, paragraaf 3.2",
            caveat="Aanname: zonder subsidie was in al die maanden een volle uitkering betaald. "
            "Wie ook zonder subsidie was gaan werken, bespaart niets; de gevoeligheid staat "
            "ernaast. Van een maand telt het deel waarin de subsidie liep; dagen met twee "
            "subsidies tellen een keer. De uitkering van voor de subsidie wordt niet verhoogd met "
            "latere normen. Onbekende leefvorm: alleenstaande. Maanden zonder boekingen tellen "
            "niet mee.",
            exact=True,
        ),
        Sum("lks", "datum", paid, covering(variant), since=YEAR, about="lks_aantal"),
        ("loonwaardeklasse",), variant, ("kosten", "uitkeringen", "voorzieningen"), "",
        by_default=way == _USUAL and not net,
    )  # fmt: skip


def _figures() -> Iterator[Indicator]:
    yield _figure(_USUAL)
    for way in _OTHERS:
        yield _figure(way)
    yield _figure(_USUAL, net=True)


SUBSIDY_FIGURES = tuple(_figures())
