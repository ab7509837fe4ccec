"""The gate as a funnel: what became of the meldingen of a period, and of applications in 8 weeks.

A cohort is followed to the extraction, so that every step is a part of the one before it. What
became of applications within 8 weeks is told of those that are old enough only: with everybody
followed as long, the share per outcome is its cumulative incidence, competing outcomes and all.
"""

from __future__ import annotations

import polars as pl

from grip.indicators.model import Events, Fates, Indicator
from grip.indicators.themes.gate import GATE_DIMENSIONS
from grip.indicators.themes.lead_times import TERM_DAYS
from grip.results import Better, Card

OUTCOME_WEEKS = tuple(range(1, 17))
_THEME = "Poort"
_UNIT = "meldingen"
_SOURCE = "nota Uithoorn, figuur 1"


def _by_now(moment: str) -> pl.Expr:
    return (pl.col(moment) <= pl.col("extractie")).fill_null(False)


_APPLIED = _by_now("aanvraagdatum")
_DECIDED = _APPLIED & _by_now("besluitdatum")
_GRANTED = _DECIDED & (pl.col("besluit") == "toegekend").fill_null(False)
_DUE = pl.col("aanvraagdatum") + pl.duration(days=TERM_DAYS)
_OLD_ENOUGH = (pl.col("extractie") >= _DUE).fill_null(False)
_IN_TERM = (pl.col("besluitdatum") <= _DUE).fill_null(False)
_GRANTED_IN_TERM = _IN_TERM & (pl.col("besluit") == "toegekend").fill_null(False)

_DATES = ("meldingen", "meldingen.aanvraagdatum", "meldingen.besluitdatum")
_OUTCOME_OF = "meldingen.besluit"


def _step(
    id: str, title: str, words: str, top: str, reached: pl.Expr, needs: tuple[str, ...]
) -> Indicator:
    card = Card(
        id, _THEME, title,
        f"Van de meldingen in de periode: het aandeel {words} op of voor de extractiedatum.",
        "procent", top, "meldingen", source=_SOURCE,
        caveat="Meldingen van kort voor de extractiedatum kunnen nog verder komen; elke stap is "
        "een deel van dezelfde meldingen.",
    )  # fmt: skip
    formula = Events(_UNIT, "meldingsdatum", where=reached, among=pl.lit(True))
    return Indicator(card, formula, GATE_DIMENSIONS, {"eenheid": _UNIT}, needs, "aandeel")


def _outcome(
    id: str, title: str, words: str, top: str, reached: pl.Expr, better: Better,
    needs: tuple[str, ...],
) -> Indicator:  # fmt: skip
    card = Card(
        id, _THEME, title,
        "Van de aanvragen met een aanvraagdatum in de periode, ten minste 56 dagen voor de "
        f"extractiedatum: het aandeel dat 56 dagen later {words}.",
        "procent", top, "aanvragen van ten minste 56 dagen voor de extractiedatum", better,
        _SOURCE,
        caveat="In kalenderdagen, met de dagen opschorting erbij. Toegekend, anders besloten en "
        "nog open tellen samen op tot alle aanvragen.",
    )  # fmt: skip
    formula = Events(_UNIT, "aanvraagdatum", where=reached, among=_OLD_ENOUGH)
    return Indicator(card, formula, GATE_DIMENSIONS, {"eenheid": _UNIT}, needs, "aandeel")


_GRANTED_OR_NOT = (
    pl.when((pl.col("besluit") == "toegekend").fill_null(False))
    .then(pl.lit("toegekend"))
    .otherwise(pl.lit("anders"))
)
_OVER_WEEKS = Indicator(
    Card(
        "aanvraag_uitkomst_pct", _THEME, "Uitkomst van aanvragen, naar weken",
        "De kans dat een aanvraag met een aanvraagdatum in de periode een aantal weken later is "
        "toegekend, anders is besloten (afgewezen, ingetrokken of buiten behandeling) of nog open "
        f"staat; het totaal is de kans op een besluit binnen {TERM_DAYS // 7} weken.",
        "procent", "aanvragen met die uitkomst tot dan", "gevolgde aanvragen", source=_SOURCE,
        caveat="Wie nog wacht, is gevolgd tot de extractiedatum en telt mee tot die dag "
        "(Aalen-Johansen); de kansen per week tellen op tot 100%. In kalenderdagen, met de dagen "
        "opschorting erbij. De kans is niet teller gedeeld door noemer. Een besluit van voor de "
        "aanvraag telt niet mee.",
        estimated=True,
    ),
    Fates(
        _UNIT, "aanvraagdatum", "aanvraagdatum", "besluitdatum", _GRANTED_OR_NOT,
        ("toegekend", "anders"), OUTCOME_WEEKS, TERM_DAYS // 7,
    ),
    (), {"eenheid": _UNIT}, (*_DATES, _OUTCOME_OF), "eigen", in_series=False,
)  # fmt: skip

FUNNEL = (
    _step(
        "trechter_aanvraag_pct", "Trechter: aanvraag gedaan", "met een aanvraag",
        "meldingen met een aanvraag", _APPLIED, _DATES[:2],
    ),
    _step(
        "trechter_besluit_pct", "Trechter: besluit genomen", "met een aanvraag en een besluit",
        "meldingen met een besluit", _DECIDED, _DATES,
    ),
    _step(
        "trechter_open_pct", "Trechter: aanvraag nog open", "met een aanvraag zonder besluit",
        "meldingen met een open aanvraag", _APPLIED & ~_DECIDED, _DATES,
    ),
    _step(
        "trechter_toekenning_pct", "Trechter: toegekend", "met als besluit toegekend",
        "meldingen met een toekenning", _GRANTED, (*_DATES, _OUTCOME_OF),
    ),
    _outcome(
        "aanvraag_8_weken_toegekend_pct", "Na 8 weken toegekend", "is toegekend",
        "binnen 56 dagen toegekend", _GRANTED_IN_TERM, Better.NEITHER, (*_DATES, _OUTCOME_OF),
    ),
    _outcome(
        "aanvraag_8_weken_anders_pct", "Na 8 weken anders besloten",
        "een ander besluit heeft: afgewezen, ingetrokken of buiten behandeling",
        "binnen 56 dagen anders besloten", _IN_TERM & ~_GRANTED_IN_TERM, Better.NEITHER,
        (*_DATES, _OUTCOME_OF),
    ),
    _outcome(
        "aanvraag_8_weken_open_pct", "Na 8 weken nog open", "nog geen besluit heeft",
        "na 56 dagen nog open", ~_IN_TERM, Better.LOWER, _DATES,
    ),
    _OVER_WEEKS,
)  # fmt: skip
