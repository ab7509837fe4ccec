"""Rules about who is who: numbers that lost their zeros, and places on the ladder of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from grip.findings import Scope, Severity
from grip.ingest.parse import PLACE
from grip.ingest.rules.model import Check, Export, Hits, about

_WARN = Severity.WARN
_QUARTER = timedelta(days=92)
_FEW = 3  # persons: fewer may be a coincidence


def _lost_zeros(export: Export) -> Iterator[Hits]:
    """Persons that one table has with zeros in front and the table of persons without, or so."""
    if not export.has("personen"):
        return
    number, bare = pl.col("persoon_id"), pl.col("persoon_id").str.strip_chars_start("0")
    persons = export.rows("personen").select(number)
    for table in export.with_column("persoon_id"):
        if table == "personen":
            continue
        unknown = export.rows(table).select(number).unique().drop_nulls()
        unknown = unknown.join(persons, on="persoon_id", how="anti").select(bare)
        alike = unknown.join(persons.select(bare), on="persoon_id", how="semi").unique()
        amount = alike.select(pl.len()).collect().item()
        if amount >= _FEW:
            yield about(table, "persoon_id", {"aantal": amount})


def _place_of_nobody(export: Export) -> Iterator[Hits]:
    """Places on the ladder that no benefit of the person touches, a quarter early or late.

    What ended before the first benefit of the export says nothing: its history is cut off.
    """
    if not export.has("uitkeringen") or not export.has("categorieen"):
        return
    first = export.tables["uitkeringen"].get_column("ingangsdatum").min()
    end = pl.col("einddatum").fill_null(pl.date(9999, 12, 31))
    spells = export.rows("uitkeringen").select("persoon_id", van="ingangsdatum", tot=end)
    places = export.rows("categorieen").filter(end >= first)
    if export.has("personen", "nugger_vanaf"):  # who seeks work without benefit has a place too
        nugger = export.rows("personen").filter(pl.col("nugger_vanaf").is_not_null())
        places = places.join(nugger, on="persoon_id", how="anti")
    ends = end >= pl.col("van") - _QUARTER
    begun = pl.col("begindatum") - _QUARTER <= pl.col("tot")
    touched = places.join(spells, on="persoon_id").filter(ends & begun)
    outside = places.join(touched.select(PLACE), on=list(PLACE), how="anti")
    yield Hits("categorieen", "begindatum", outside)


_RUNNING = "uitkeringen | persoon_id P1 | ingangsdatum 2020-01-01"

PERSONS = (
    Check(
        code="PERSOON-NULLEN", severity=_WARN, scope=Scope.TABLES,
        message="{aantal} personen staan ook in de tabel personen, maar met een ander aantal "
        "nullen voor hun nummer.",
        remedy="Maak beide exports opnieuw met persoon_id als tekst; wie een csv in Excel opent en "
        "bewaart, raakt de nullen kwijt.",
        why="Voor grip zijn 0017 en 17 twee personen: alle kenmerken van deze personen zijn "
        "onbekend. grip raadt er niet naar, omdat 17 ook een ander kan zijn.",
        good=(*(f"personen | persoon_id 00{n}" for n in range(11, 14)),
              *(f"uitkeringen | persoon_id 00{n}" for n in range(11, 14))),
        bad=(*(f"personen | persoon_id {n}" for n in range(11, 14)),
             *(f"uitkeringen | persoon_id 00{n}" for n in range(11, 14))),
        find=_lost_zeros,
    ),
    Check(
        code="CATEGORIE-BUITEN", severity=_WARN, scope=Scope.TABLES,
        message="Deze plaats op de ladder valt buiten elke uitkering van deze persoon.",
        remedy="Verbeter het nummer van de persoon of de datums; sluit af wat niet meer geldt.",
        why="Een plaats op de ladder telt alleen mee bij wie een uitkering heeft. Meestal is het "
        "nummer van de persoon verkeerd, of ontbreekt een uitkering in de export.",
        good=(f"{_RUNNING} | einddatum 2020-03-31 | reden_uitstroom 11",
              "categorieen | persoon_id P1 | categorie Zorg | begindatum 2020-01-15"
              " | einddatum 2020-05-31"),
        bad=(f"{_RUNNING} | einddatum 2020-03-31 | reden_uitstroom 11",
             "categorieen | persoon_id P1 | categorie Zorg | begindatum 2020-09-01"
             " | einddatum 2020-12-31"),
        find=_place_of_nobody,
    ),
)  # fmt: skip
"""Rules about persons, and who they are in other tables."""
