"""Tables that come from finance, statistics and policy."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from grip.schema.row import Money, Row, Text

Year = Annotated[int, Field(ge=1990, le=2100)]


class Budget(Row):
    """What may be spent on one post in one year."""

    table: ClassVar[str] = "budgetten"
    title: ClassVar[str] = "Budgetten"

    jaar: Year = Field(title="Begrotingsjaar")
    beleidsdoel: Text = Field(title="Beleidsdoel")
    budgetpost: Text = Field(title="Budgetpost")
    bedrag: Money = Field(title="Bedrag in euro")
    versie: Literal["begroting", "gewijzigd", "voorlopig", "nader_voorlopig", "definitief"] = Field(
        "begroting", title="Versie van de begroting"
    )
    taakveld: str | None = Field(None, title="Taakveld (Iv3)")


class Population(Row):
    """Inhabitants of the municipality, per age group and year."""

    table: ClassVar[str] = "bevolking"
    title: ClassVar[str] = "Bevolking"
    key: ClassVar[tuple[str, ...]] = ("jaar", "groep")

    jaar: Year = Field(title="Jaar (stand 1 januari)")
    groep: Text = Field(title="Leeftijdsgroep, bijvoorbeeld 18+ of 15-64")
    aantal: Annotated[int, Field(ge=0)] = Field(title="Aantal inwoners")


class Benchmark(Row):
    """One published figure of another area."""

    table: ClassVar[str] = "benchmark"
    title: ClassVar[str] = "Benchmark"

    bron: Text = Field(title="Bron: divosa, cbs, ...")
    indicator: Text = Field(title="Indicator")
    periode: Text = Field(title="Periode")
    gebied_soort: Literal[
        "gemeente", "referentiegroep", "arbeidsmarktregio", "grootteklasse", "land"
    ] = Field(title="Soort gebied")
    gebied: Text = Field(title="Gebied")
    waarde: float | None = Field(None, title="Waarde")
    teller: float | None = Field(None, title="Teller")
    noemer: float | None = Field(None, title="Noemer")
    noemer_soort: str | None = Field(None, title="Soort noemer")
    status: str | None = Field(None, title="Status: voorlopig of definitief")


class Commentary(Row):
    """The story beside the count ("tellen en vertellen")."""

    table: ClassVar[str] = "duiding"
    title: ClassVar[str] = "Duiding"

    indicator: Text = Field(title="Indicator")
    periode: Text = Field(title="Periode")
    tekst: Text = Field(title="Tekst")
    rol: str | None = Field(None, title="Wie het zegt")


POLICY_TABLES = (Budget, Population, Benchmark, Commentary)
