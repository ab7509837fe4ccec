"""The one result shape: a long frame with a card for every indicator in it.

Everything that is computed, compared or forecast is rows of this frame. `Results` are raw;
what has passed the door is `grip.disclosure.ProtectedResults`, and writers take only those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

TOTAL = "totaal"
UNKNOWN = "onbekend"

# The dimension of moves, and its ends: who was not in stock before, who is not any more.
FROM_TO = "van|naar"
CAME, WENT = "instroom", "uitstroom"

# The dimension of time since the start of a spell, and that of what became of people.
MONTHS_IN, OUTCOME = "maanden", "uitkomst"
# The dimension of what has become of something so many weeks on.
FATE = "weken|uitkomst"

SCHEMA: dict[str, type[pl.DataType]] = {
    "indicator": pl.String,
    "definitie": pl.String,
    "periode_begin": pl.Date,
    "periode_eind": pl.Date,
    "dimensie": pl.String,
    "categorie": pl.String,
    "waarde": pl.Float64,
    "teller": pl.Float64,
    "noemer": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "eenheid": pl.String,
    "soort": pl.String,
    "referentie": pl.Float64,
    "verschil": pl.Float64,
    "oordeel": pl.String,
    "status": pl.String,
    "run": pl.String,
}


# Dimensions whose categories are whatever stands in the export.
FREE_CATEGORIES = (
    "wijk", "aanbieder", "branche", "instrument", "subcategorie", "team", "consulent",
    "budgetpost", "beleidsdoel", "poortactie", "laatste_voorziening",
)  # fmt: skip
# What the classes become that are too small to be shown each by itself.
MERGED = "overige (samen)"
# Dimensions whose classes have an order, so that only neighbours are put together.
ORDERED = ("leeftijdsgroep", "duurklasse", "loonwaardeklasse", "categorie")

# How a reader calls the dimensions by which figures are split.
DIMENSION_TITLES = {
    "regeling": "Regeling", "leefvorm": "Leefvorm", "geslacht": "Geslacht", "rol": "Rol",
    "leeftijdsgroep": "Leeftijd", "duurklasse": "Duur in de uitkering",
    "categorie": "Categorie", "subcategorie": "Subcategorie", "perspectief": "Perspectief",
    "loonwaardeklasse": "Loonwaarde", "door_keuring": "Loonwaarde vastgesteld",
    "statushouder": "Statushouder", "wijk": "Wijk", "instrument": "Instrument",
    "aanbieder": "Aanbieder",
    "laatste_voorziening": "Laatste voorziening", "stapsoort": "Soort stap",
    "inkomen_uit_werk": "Toen inkomen uit werk",
    "branche": "Branche", "reden_uitstroom": "Reden van uitstroom",
    "reden_instroom": "Reden van instroom", "doelgroep": "Doelgroep", "team": "Team",
    "consulent": "Consulent", "soort": "Soort", "beleidsdoel": "Beleidsdoel",
    "budgetpost": "Budgetpost", "versie": "Versie van de begroting", "score": "Score",
    "verplichting": "Verplichting", "poortactie": "Actie aan de poort",
    "maanden": "Maanden in de uitkering", "uitkomst": "Uitkomst", "weken": "Weken",
    "totaal": "Totaal", "van|naar": "Van en naar",
}  # fmt: skip

# What makes a row of the frame the row it is.
IDENTITY = ("indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie")


# The figures that a report opens with, and by which a run is known.
KEY_FIGURES = (
    "stand_eind", "stand_personen", "instroom", "uitstroom", "uitstroom_werk_aandeel",
    "duurzame_uitstroom_werk", "preventie_pct", "bereik_pct",
)  # fmt: skip


class Kind(StrEnum):
    """Whether a figure was measured, can still change, or was forecast (`soort`)."""

    MEASURED = "gemeten"
    PROVISIONAL = "voorlopig"
    FORECAST = "prognose"


class Status(StrEnum):
    """What a reader gets to see of a figure (`status`); hidden is a status and never a zero."""

    SHOWN = "getoond"
    HIDDEN = "onderdrukt"
    ROUNDED = "afgerond_op"
    TOO_FEW = "te_weinig_gegevens"
    NOT_COMPUTED = "niet_berekend"


def not_computed(reason: str) -> str:
    """Return the words beside a figure that could not be computed."""
    return f"niet berekend: {reason}"


class Audience(StrEnum):
    """Who may see the product (`--publiek`)."""

    INTERNAL = "intern"
    PUBLIC = "openbaar"


class Better(StrEnum):
    """Which way is better (`better-when`)."""

    HIGHER = "hoger"
    LOWER = "lager"
    NEITHER = "geen"


READERS = ("raad", "college", "management", "uitvoering")
EXECUTIVE = ("management", "uitvoering")  # what steers the work, not the policy


@dataclass(frozen=True)
class Card:
    """What the outside world needs to know of a figure, in Dutch.

    Attributes:
        id: the fixed id, such as `instroom_pct`.
        theme: the chapter it belongs to.
        title: short name, at most 50 characters.
        definition: a full sentence.
        unit: what is counted (`uitkeringen`, `personen`, ...) or `procent`.
        numerator, denominator: what is counted and, for a share, out of what.
        better: which way is better.
        source: paragraph of the policy document or statistic that it comes from.
        readers: for whom it is meant, see `READERS`.
        products: planning & control products in which it has a place.
        caveat: what a reader must know before drawing a conclusion.
        moment: true for what is counted at a moment (a stock), false for what happens in a period.
        at_end: true for a share of who is there at the end of the period.
        followed: true for what became of who came or left a year before the end of the period.
        exact: true for money: no sample, and simply higher or lower than before.
        estimated: true for what is estimated from all that was followed so far: a year before it
            was largely the same people, so that no difference with then is given.
    """

    id: str
    theme: str
    title: str
    definition: str
    unit: str
    numerator: str
    denominator: str = ""
    better: Better = Better.NEITHER
    source: str = "grip, definities"
    readers: tuple[str, ...] = READERS
    products: tuple[str, ...] = ("berap", "jaarstukken")
    caveat: str = ""
    moment: bool = False
    at_end: bool = False
    followed: bool = False
    exact: bool = False
    estimated: bool = False


@dataclass(frozen=True)
class Makeup:
    """What a figure is made of: sums and differences of running counts read at moments.

    Two figures of the same counts tell of each other; the door follows that. A definition
    without a makeup is taken to stand by itself.

    Attributes:
        unit: whose running counts they are.
        top, bottom: (count, moment, times) of numerator and denominator; the moments are those
            of `grip.indicators.model`, or `BOUND` for a count that belongs to its period alone.
        interval: as in the declaration; `aandeel` says that the numerator is part of the
            denominator.
        ladder: for moves from place to place, the dimension of the places.
        about: for a share of money the id of a count of those that it is about.
    """

    unit: str
    top: tuple[tuple[str, str, float], ...]
    bottom: tuple[tuple[str, str, float], ...] = ()
    interval: str = ""
    ladder: str = ""
    about: str = ""


BOUND = "periode"


@dataclass(frozen=True)
class Results:
    """Raw results: every figure, not yet fit to leave the house.

    `makeup` is what each definition is made of, by its full name.
    """

    frame: pl.DataFrame
    cards: Mapping[str, Card]
    makeup: Mapping[str, Makeup] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if dict(self.frame.schema) != {name: dtype() for name, dtype in SCHEMA.items()}:
            raise TypeError(f"not a result frame: {self.frame.schema}")

    @classmethod
    def joined(cls, parts: Sequence[Results]) -> Results:
        """Return several results as one, each row once."""
        frame = pl.concat([part.frame for part in parts]).unique(
            list(IDENTITY), keep="first", maintain_order=True
        )
        cards: dict[str, Card] = {}
        makeup: dict[str, Makeup] = {}
        for part in parts:
            cards |= {id: card for id, card in part.cards.items() if id not in cards}
            makeup |= part.makeup
        return cls(frame, cards, makeup)
