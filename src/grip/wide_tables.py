"""Tables of statistics with a column per figure (StatLine), as TOML and never as code.

A column is named by the words of its header without the number behind it (`Instroom_4` is
`Instroom`), because the numbers and the order change from year to year. Where two columns have the
same words, `nummer` says which of them is meant: StatLine has the count first and the share second.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import Field

from grip.config import read_toml, validated
from grip.errors import ConfigError
from grip.plan import Section, Words
from grip.resources import bundled
from grip.sources import Proof


class WideColumn(Section):
    """One figure: the column that it stands in, and what it is a part of."""

    kop: Words = Field(title="Koppen zonder het nummer erachter; de eerste die er is, telt.")
    nummer: int = Field(1, title="De hoeveelste kolom met die kop.")
    teller: str = Field("", title="Cijfer van deze tabel dat de teller is.")
    noemer: Words = Field((), title="Cijfers van deze tabel die samen de noemer zijn.")
    noemer_soort: str = Field("", title="Waar de noemer voor staat.")
    splitsing: str | None = Field(
        None, title="Alleen de rijen waarbij dit achter de indicator komt; leeg is alle."
    )


class WideTable(Section):
    """A table with a row per area and a column per figure."""

    naam: str = Field(title="Naam van de tabel bij grip.")
    titel: str = Field(title="Welke tabel het is.")
    bron: str = Field(title="Bron in de tabel benchmark.")
    bewijs: Proof = Field(title="Waar dit op rust, als bij een bronprofiel.")
    herkomst: str = Field(title="Waar dat staat, of welk bestand het was.")
    gebied: Words = Field(title="Koppen van de kolom met het gebied.")
    gebied_soort: dict[str, str] = Field(title="Begin van de gebiedscode = soort gebied.")
    periode: Words = Field((), title="Koppen van de kolom met de periode.")
    periode_in_naam: dict[str, str] = Field(
        {}, title="Zonder die kolom: stuk van de bestandsnaam = periode. Een jaartal mag altijd."
    )
    splitsing: Words = Field((), title="Koppen van een kolom die de rijen verdeelt.")
    splitsingen: dict[str, str] = Field({}, title="Code daarin = wat achter de indicator komt.")
    kolom: dict[str, WideColumn] = Field(title="Indicator = kolom.")

    @property
    def headers(self) -> Words:
        """The headers by which the table is known, besides those of its figures."""
        return (*self.gebied, *self.periode, *self.splitsing)


@cache
def wide_tables() -> tuple[WideTable, ...]:
    """Return the tables of statistics that grip knows.

    Raises:
        ConfigError: a file holds a wrong key, or names a figure that it does not have.
    """
    found = []
    for path in sorted(bundled("config", "benchmark", "tabellen").glob("*.toml")):
        found.append(_checked(read_toml(path), path.name))
    return tuple(found)


def _checked(content: dict[str, Any], where: str) -> WideTable:
    table = validated(WideTable, content, where)
    for name, column in table.kolom.items():
        for other in filter(None, (column.teller, *column.noemer)):
            if other not in table.kolom:
                raise ConfigError(
                    "CFG-NAAM", where=where, sleutel=f"kolom.{name}", waarde=other, suggestie=""
                )
    return table
