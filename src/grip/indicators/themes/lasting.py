"""Duration: how long benefits last, how soon they end, and why."""

from __future__ import annotations

from grip.indicators.model import Causes, Curve, Formula, Indicator, Quantile, Rate
from grip.results import Card

_THEME = "Duur"
_PLAN = "uitvoeringsplan Dalfsen 2.B"
CURVE_MONTHS = (*range(6, 61, 6), 72, 84, 96, 108, 120)
BAND_STARTS = (0, 6, 12, 24, 36, 60, 120)
CAUSE_MONTHS = (12, 24, 60)

DURATION_DIMENSIONS = (
    "doelgroep", "regeling", "leefvorm", "geslacht", "leeftijdsgroep", "loonwaardeklasse",
    "categorie", "statushouder", "wijk", "team", "consulent", "reden_instroom",
)  # fmt: skip
_LATE = (
    "Alles wat tot en met de peildatum is gevolgd telt mee: wie er al was toen de registratie "
    "van beëindigingen begon, telt vanaf die dag (later ingestapt), wie er nog is, telt tot de "
    "peildatum."
)
_GROUP = "De groep is die van de ingangsdatum; een plaats op de ladder is dan vaak nog onbekend."


def _quantile(name: str, title: str, share: float, words: str) -> Indicator:
    return Indicator(
        Card(
            f"uitkeringsduur_{name}", _THEME, title,
            f"Het aantal dagen van ingangsdatum tot einddatum waarna {words} van de uitkeringen "
            "is geëindigd.",
            "dagen", numerator="eindes", denominator="gevolgde uitkeringen", source=_PLAN,
            caveat=f"{_LATE} {_GROUP} Het interval is van Brookmeyer en Crowley, op de schaal "
            "log(-log). Is het aandeel nog niet geëindigd, dan is er geen getal.",
            at_end=True, estimated=True,
        ),
        Quantile("duren", share, "uitkeringen"), DURATION_DIMENSIONS,
        {"eenheid": "uitkeringen"}, ("uitkeringen",), "eigen", in_series=False,
    )  # fmt: skip


def _percent(
    id: str, title: str, definition: str, formula: Formula, *, numerator: str, denominator: str,
    caveat: str, variant: dict[str, str], interval: str, usual: bool = True,
    dimensions: tuple[str, ...] = (), needs: tuple[str, ...] = ("uitkeringen",),
) -> Indicator:  # fmt: skip
    """Declare a percentage that is estimated from all that was followed."""
    card = Card(
        id, _THEME, title, definition, "procent", numerator, denominator, source=_PLAN,
        caveat=caveat, at_end=True, estimated=True,
    )  # fmt: skip
    return Indicator(
        card, formula, dimensions, {"eenheid": "uitkeringen", **variant}, needs, interval,
        by_default=usual, in_series=False,
    )  # fmt: skip


def _by_cause(months: int) -> Indicator:
    return _percent(
        "uitstroomkans", "Kans op uitstroom, naar reden",
        f"De kans dat een uitkering binnen {months} maanden na de ingangsdatum eindigt, in totaal "
        "en naar groep van redenen; de redenen tellen op tot het totaal.",
        Causes("duren", "reden_uitstroom", months),
        numerator="eindes in die maanden", denominator="uitkeringen die toen zijn gevolgd",
        caveat=f"{_LATE} {_GROUP} De redenen concurreren: wie om de ene reden vertrekt, kan het "
        "niet meer om een andere (Aalen-Johansen). De kans is niet teller gedeeld door noemer.",
        variant={"maanden": str(months)}, interval="eigen", usual=months == CAUSE_MONTHS[0],
        dimensions=DURATION_DIMENSIONS, needs=("uitkeringen", "uitkeringen.reden_uitstroom"),
    )  # fmt: skip


LASTING = (
    _quantile("mediaan", "Uitkeringsduur, mediaan", 0.5, "de helft"),
    _quantile("p25", "Uitkeringsduur, eerste kwart", 0.25, "een kwart"),
    _quantile("p75", "Uitkeringsduur, derde kwart", 0.75, "driekwart"),
    _percent(
        "nog_in_uitkering", "Nog in de uitkering",
        "Welk deel van de uitkeringen langer duurt dan een aantal maanden; het totaal is dat na "
        "12 maanden.",
        Curve("duren", CURVE_MONTHS, 12), numerator="eindes tot dan",
        denominator="uitkeringen die dan nog worden gevolgd",
        caveat=f"{_LATE} Het deel is niet teller gedeeld door noemer; de noemer zegt op hoeveel "
        "uitkeringen het laatste stuk rust.",
        variant={}, interval="eigen",
    ),
    _percent(
        "uitstroomtempo", "Uitstroom naar tijd in de uitkering",
        "Hoeveel uitkeringen per honderd jaar in de uitkering eindigen, naar het aantal maanden "
        "sinds de ingangsdatum.",
        Rate("duren", BAND_STARTS), numerator="eindes", denominator="jaren in de uitkering",
        caveat=f"{_LATE} Wie kansrijk is vertrekt eerst: een lager tempo later zegt niet dat "
        "mensen door de duur minder kans krijgen.",
        variant={}, interval="verhouding",
    ),
    *(_by_cause(months) for months in CAUSE_MONTHS),
)  # fmt: skip
