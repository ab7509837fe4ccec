"""What the designs of the policy itself showed, in words: only here something came of an offer.

Never without the interval, and never without what the design takes for granted.
"""

from __future__ import annotations

from grip.effects.designs import Told
from grip.effects.tried import ALIKE, BEFORE, DENSITY, TRAIT, UNMOVED
from grip.effects.verdict import smallest_found
from grip.reports import formats

KIND_OF_DESIGN = {
    "pilot": "een pilot voor een groep", "gefaseerd": "groep na groep ingevoerd",
    "drempel": "een drempel", "wachtlijst": "een wachtlijst",
}  # fmt: skip
_MOVED = "Dat geldt als de groepen zonder het aanbod gelijk op waren gegaan."
_GRANTED = {
    "pilot": _MOVED, "gefaseerd": _MOVED,
    "drempel": "Dat geldt voor wie bij de grens zit, als daar verder niets verspringt.",
    "wachtlijst": "Dat geldt als de plaats op de lijst bepaalt wie begint.",
}  # fmt: skip


_HELD = {
    BEFORE: "de groepen liepen vooraf niet aantoonbaar uiteen",
    DENSITY: "er zitten niet opvallend veel mensen aan een kant van de grens",
    TRAIT: "wat al eerder vaststond, verspringt niet aantoonbaar bij de grens",
    ALIKE: "wie begon, verschilde niet aantoonbaar van wie nog wachtte",
    UNMOVED: "de uitstroom die niet kan reageren verschilt niet aantoonbaar",
}  # fmt: skip


_WHO = ("Van wie het aanbod had,", "zonder het aanbod was dat {} geweest", "met het aanbod",
        "het aanbod")  # fmt: skip
_WHO_WAITED = ("Van wie van de lijst begon,", "van wie op hen leek en nog wachtte {}",
               "die begonnen", "beginnen")  # fmt: skip


def _who(told: Told) -> tuple[str, str, str, str]:
    """Return how to call who has the offer, who has not, and the offer: a list counts beginning."""
    return _WHO_WAITED if told.design.soort == "wachtlijst" else _WHO


def points(value: float) -> str:
    """Return percentage points with their sign: `+16,2`."""
    return f"{'+' if value > 0 else ''}{formats.decimal(value)}"


def design_in_words(told: Told) -> str:
    """Return what a design showed, with what it takes for granted, or why it shows nothing."""
    tried = told.tried
    if told.effect is None:
        return f"{design_headline(told)}."
    shares = ""
    if tried.share is not None and tried.without is not None:
        mine, theirs, *_ = _who(told)
        shares = (
            f"{mine} stroomde {formats.percent(tried.share)} uit naar werk; "
            f"{theirs.format(formats.percent(tried.without))}. "
        )
    return f"{design_headline(told)}. {shares}{_GRANTED[told.design.soort]}"


def design_headline(told: Told) -> str:
    """Return in one sentence what a design showed, or why it shows nothing."""
    design = told.design
    name = f"Opzet {design.naam} ({KIND_OF_DESIGN[design.soort]})"
    if told.effect is None:
        return f"{name}: geen uitspraak; {'; '.join(told.reasons)}"
    way = "meer" if told.effect.difference > 0 else "minder"
    what = _who(told)[3]
    head = (
        f"{what} gaf {way} uitstroom naar werk" if told.found else
        f"niet aangetoond dat {what} de uitstroom naar werk veranderde"
    )  # fmt: skip
    return (
        f"{name}: {head}: {points(told.effect.difference)} procentpunt na {design.maanden} maanden "
        f"(95%: {points(told.effect.low)} tot {points(told.effect.high)})"
    )


def design_rests_on(told: Told) -> str:
    """Return on how many persons a design rests, what it could have shown, and what was tested."""
    assert told.effect is not None
    tested = "; ".join(_HELD[name] for name in told.tried.tests)
    return (
        f"De opzet {told.design.naam} rust op {formats.count(told.tried.offered)} personen "
        f"{_who(told)[2]} en {formats.count(told.tried.others)} ernaast; een verschil vanaf "
        f"{formats.decimal(smallest_found(told.effect))} procentpunt had zij kunnen laten zien."
        f"{f' Getoetst: {tested}.' if tested else ''}"
    )
