"""Passports of published figures, and which own figure may stand beside which: configuration.

A passport says what a published figure counts. An own figure that is put beside it says the same
of itself. Where the two differ they are shown and not subtracted, unless a declared bridge gives
the reason why the difference does no harm. `docs/benchmark.md` shows how.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from grip.plan import Section, Words

Unit = Literal["personen", "uitkeringen", "voorzieningen", "onbekend"]
Measured = Literal["procent", "aantal", "per_1000", "per_10000", "aantal_x1000"]
Bottom = Literal[
    "begin_plus_instroom", "begin", "gemiddeld", "ultimo", "uitstroom", "inwoners_15plus",
    "inwoners_18plus", "inwoners_15_64", "inwoners_15_aow", "geen", "onbekend",
]  # fmt: skip
People = Literal["alle", "15plus", "tot_aow", "onbekend"]
Areas = str | Words
PARTS = ("eenheid", "noemer", "populatie", "regelingen", "begrip")
"""The parts of a definition in which two figures must agree before they are subtracted."""

UNKNOWN_PART = "onbekend"
# What one of a measure is, so that two bases of the same measure can be shown alike.
SCALES: dict[str, float] = {
    "procent": 100, "per_1000": 1000, "per_10000": 10_000, "aantal": 1, "aantal_x1000": 1 / 1000,
}  # fmt: skip


class Definition(Section):
    """What a figure counts, in words that can be held beside those of another."""

    eenheid: Unit = Field("onbekend", title="Wat er geteld wordt.")
    noemer: Bottom = Field("onbekend", title="Waarvan het een deel is.")
    populatie: People = Field("onbekend", title="Over wie het gaat.")
    regelingen: Words = Field((), title="Welke regelingen meetellen; leeg is onbekend.")
    begrip: str = Field("", title="Wat als gebeurtenis telt, waar dat niet vanzelf spreekt.")

    def part(self, name: str) -> str:
        """Return one part of the definition as words; a part that is not told is unknown."""
        value = getattr(self, name)
        if name == "regelingen":
            return " + ".join(value) if value else UNKNOWN_PART
        return str(value)


class Passport(Definition):
    """What is known of one published figure."""

    bron: str = Field(title="Bron, zoals in de tabel benchmark.")
    indicator: str = Field(title="Indicator, zoals in de tabel benchmark.")
    titel: str = Field(title="Naam in tabellen.")
    definitie: str = Field(title="Wat het cijfer telt, in een zin.")
    maat: Measured = Field(
        "procent", title="Waarin het staat: de basis is onderdeel van het cijfer."
    )
    afronding: float = Field(0, title="Waarop de bron afrondt.")
    herkomst: str = Field(title="Tabel of publicatie waar het uit komt.")
    licentie: str = Field("", title="Onder welke licentie.")
    opgehaald: date | None = Field(None, title="Dag waarop de cijfers zijn opgehaald.")
    status: str = Field("", title="Voorlopig of definitief, als de rijen het niet zeggen.")
    kanttekening: str = Field("", title="Wat een lezer verder moet weten.")
    telt_ook: Words = Field((), title="Stappen die de eigen telling niet ziet, in de aansluiting.")

    @property
    def key(self) -> str:
        """The name by which comparisons ask for it."""
        return f"{self.bron}/{self.indicator}"


class Comparison(Definition):
    """Which own figure stands beside which published one.

    The own figure is made from figures of the register: a sum of counts over a sum of counts, for
    everyone or for some categories of one dimension.
    """

    titel: str = Field(title="Naam in tabellen.")
    bij: Words = Field(title="Paspoorten (bron/indicator) waar het naast staat.")
    soort: Literal["aandeel", "groei", "kaal"] = Field(
        "aandeel",
        title="`aandeel`: de teller is deel van de noemer; `groei`: verandering van een stand; "
        "`kaal`: zonder oordeel over toeval.",
    )
    teller: Words = Field(
        title="Cijfers die bij elkaar de teller zijn; met `-` ervoor gaan zij af, met "
        "`[kenmerk=categorie]` erachter (een of twee, met een komma) telt alleen die groep."
    )
    noemer_van: Words = Field(
        (), title="Cijfers die bij elkaar de noemer zijn; leeg is een aantal."
    )
    delen: bool = Field(
        False, title="Teller en noemer zijn die van het ene cijfer dat bij `teller` staat."
    )
    stromen: Words = Field((), title="Bij groei: de stromen die haar maken.")
    maat: Measured = Field("procent", title="Waarin het eigen cijfer staat.")
    beter: Literal["hoger", "lager", "geen"] = Field("geen", title="Welke kant gunstig is.")
    brug: dict[str, str] = Field(
        {},
        title="Onderdeel van de definitie dat verschilt = waarom aftrekken toch mag, bijvoorbeeld "
        "`populatie=tot_aow`. Zonder brug worden de cijfers niet afgetrokken.",
    )


class Bridge(Section):
    """From the own count to a published one, in named steps."""

    titel: str = Field(title="Naam in tabellen.")
    bij: str = Field(title="Paspoort (bron/indicator) van het gepubliceerde aantal.")
    maanden_levering: int = Field(
        title="Zoveel maanden na de peildag telde de bron; wat later is ingevoerd, zag zij niet."
    )


class Peers(Section):
    """With whom a municipality compares itself (`[benchmark]` of the profile)."""

    referentiegroep: Areas = Field("", title="Naam van de referentiegroep in de tabel benchmark.")
    grootteklasse: Areas = Field("", title="Grootteklasse: code van het CBS, of de naam.")
    arbeidsmarktregio: Areas = Field(
        "", title="Arbeidsmarktregio: code van het CBS, of de naam; een lijst als bronnen haar "
        "verschillend noemen.",
    )  # fmt: skip
    gelijkenis: Words = Field(
        ("inwoners", "bijstand_per_1000"),
        title="Gepubliceerde kenmerken waarop gemeenten op elkaar lijken.",
    )
    gelijk_aantal: int = Field(10, title="Zoveel gemeenten die het meest lijken; 0 is geen.", ge=0)
    spreiding: Literal["herijkt", "additief", "multiplicatief"] = Field(
        "herijkt", title="Hoe spreiding tussen gemeenten de grenzen verruimt."
    )
    afwijking_pct: float = Field(
        2.0, title="Zoveel procent mag de rest van de aansluiting schuiven voor grip het meldt."
    )
    paspoort: tuple[Passport, ...] = Field((), title="Paspoorten van eigen bronnen.")


class TaskField(Section):
    """A field of tasks in Iv3, as it is called from `vanaf` up to and including `tot`."""

    code: str = Field(title="Code van het taakveld.")
    naam: str = Field(title="Naam in die jaren.")
    vanaf: int = Field(title="Eerste jaar.")
    tot: int | None = Field(None, title="Laatste jaar; leeg is tot nu toe.")


class Reference(Section):
    """All that comes with grip about published figures."""

    paspoort: tuple[Passport, ...] = ()
    vergelijking: dict[str, Comparison] = Field({})
    aansluiting: dict[str, Bridge] = Field({})
    gebied: dict[str, str] = Field({}, title="Code van een gebied = naam.")
    taakveld: tuple[TaskField, ...] = ()

    def passport(self, source: str, indicator: str) -> Passport | None:
        """Return the passport of a published figure, if there is one."""
        key = f"{source}/{indicator}"
        return next((one for one in self.paspoort if one.key == key), None)

    def task_field(self, code: str, year: int) -> str:
        """Return the name of a field of tasks in a year, empty where it has none."""
        return next(
            (
                one.naam
                for one in self.taakveld
                if one.code == code and one.vanaf <= year and (one.tot is None or year <= one.tot)
            ),
            "",
        )


def differences(own: Definition, published: Definition) -> Mapping[str, tuple[str, str]]:
    """Return in which parts two definitions differ, with what each says; unknown always differs."""
    pairs = {name: (own.part(name), published.part(name)) for name in PARTS}
    return {
        name: pair for name, pair in pairs.items() if pair[0] != pair[1] or UNKNOWN_PART in pair
    }


def unbridged(own: Comparison, published: Passport) -> dict[str, tuple[str, str]]:
    """Return in which parts two definitions differ that no bridge spans."""
    return {
        name: (mine, theirs)
        for name, (mine, theirs) in differences(own, published).items()
        if f"{name}={theirs}" not in own.brug
    }
