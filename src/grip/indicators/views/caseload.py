"""The caseload: the loaded tables, and the units that are counted in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np
import polars as pl

from grip.config import Profile
from grip.indicators.views.happenings import (
    ADVANCE_DAYS,
    decisions,
    ended_supports,
    entered,
    priced_supports,
    reviews,
    starts,
)
from grip.indicators.views.money import budget_lines, costs, goals_of_posts, state_money
from grip.indicators.views.pieces import Ints
from grip.indicators.views.records import countable, records
from grip.indicators.views.spells import (
    SHOWN_GAPS,
    benefit_spells,
    counted_rows,
    person_spells,
)
from grip.indicators.views.stays import lasting_benefits, stays
from grip.indicators.views.steps import steps
from grip.indicators.views.wage_subsidies import wage_subsidies
from grip.results import UNKNOWN
from grip.schema import TABLES, columns_of

Made = TypeVar("Made")

# What is typed at the gate now and then may be anything, a name too: it is told together.
LEAST_ACTIONS, OTHER_ACTIONS = 5, "overig"

UNITS = (
    "uitkeringen", "personen", "terugkeer", "voorzieningen", "meldingen", "beeindigingen",
    "aanvang", "invoer", "duren", "verblijven", "besluiten", "toetsingen", "kosten", "begroting",
    "stappen", "velden", "lks", "buig", "inzet",
)  # fmt: skip


class Caseload:
    """The tables of one municipality, seen as spells of benefits, persons and instruments.

    Args:
        tables: canonical frames by table name, as `grip.ingest` makes them.
        columns: the columns that the export really had, by table; what is not in it switches off
            only what needs it. Without it every column of a present table counts as present.
        profile: the choices of the municipality.
    """

    def __init__(
        self,
        tables: Mapping[str, pl.DataFrame],
        profile: Profile,
        columns: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.tables = tables
        self.profile = profile
        self.columns = columns or {name: frozenset(frame.columns) for name, frame in tables.items()}
        self._units: dict[str, pl.DataFrame] = {}
        self._memory: dict[Hashable, Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process without what was made of it here."""
        return Caseload, (self.tables, self.profile, self.columns)

    def table(self, name: str) -> pl.DataFrame:
        """Return a table, empty when the export does not have it."""
        if name in self.tables:
            return self.tables[name]
        schema = {c.name: c.dtype for c in columns_of(TABLES[name]).values()}
        return pl.DataFrame(schema=schema)

    def lacks(self, needs: tuple[str, ...]) -> str:
        """Return which of the needed tables or columns (`table.column`) is absent, in Dutch."""
        for need in needs:
            name, _, column = need.partition(".")
            if name not in self.tables:
                return f"tabel `{name}` ontbreekt"
            if column and column not in self.columns.get(name, frozenset()):
                return f"kolom `{column}` in tabel `{name}` ontbreekt"
        return ""

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The rows of `uitkeringen`, with the groups of their reasons."""
        groups = {
            "reden_instroom": self.profile.reden_instroom,
            "reden_uitstroom": self.profile.reden_uitstroom,
        }
        to_group = [
            pl.col(column)
            .replace_strict(
                {code: name for name, group in by_name.items() for code in group.codes},
                default=UNKNOWN,
            )
            .fill_null(UNKNOWN)
            .alias(column)
            for column, by_name in groups.items()
        ]
        team = pl.col("consulent").replace_strict(self.profile.teams or {"": ""}, default=UNKNOWN)
        return counted_rows(self.table("uitkeringen")).with_columns(
            *to_group, team=team.fill_null(UNKNOWN)
        )

    def unit(self, name: str) -> pl.DataFrame:
        """Return the spells of one unit of `UNITS`: `spell`, `persoon_id`, `van`, `tot`, ...

        `terugkeer` is persons merged with the gap rule of the profile, `terugkeer_30` with that
        gap, for returns only. What is
        on one day only (a melding, a start, an end, a decision, a bill) is a spell of that day.
        """
        if name not in self._units:
            makers: dict[str, Callable[[], pl.DataFrame]] = {
                "uitkeringen": self._benefits,
                "personen": self._persons,
                "terugkeer": self._returning,
                **{f"terugkeer_{gap}": partial(self._returning, gap) for gap in SHOWN_GAPS},
                "voorzieningen": self._supports,
                "meldingen": self._registrations,
                "beeindigingen": self._ended_supports,
                "aanvang": self._starts,
                "invoer": lambda: entered(self.rows),
                "duren": lambda: lasting_benefits(self.unit("uitkeringen")),
                "verblijven": self._stays,
                "besluiten": self._decisions,
                "toetsingen": lambda: reviews(self.table("toetsingen"), self.table("besluiten")),
                "kosten": self._costs,
                "begroting": self._budget,
                "stappen": self._steps,
                "velden": self._records,
                "lks": self._wage_subsidies,
                "inzet": lambda: priced_supports(
                    self.table("voorzieningen"), self.unit("personen"), self.unit("kosten")
                ),
                "buig": lambda: state_money(
                    self.unit("kosten"), self.table("budgetten"), self.profile.buig
                ),
            }
            self._units[name] = makers[name]()
        return self._units[name]

    def remembered(self, name: Hashable, make: Callable[[Caseload], Made]) -> Made:
        """Return something of all persons, made once however many units and reports use it."""
        if name not in self._memory:
            self._memory[name] = make(self)
        made: Made = self._memory[name]
        return made

    def numbers_of(self, persons: pl.Series) -> Ints:
        """Return the numbers of persons, in the order of their ids; -1 is nobody."""
        numbers = persons.cast(self._everybody.dtype).to_physical().to_numpy()
        if persons.null_count():
            numbers = np.nan_to_num(numbers, nan=-1)
        known: Ints = numbers.astype(np.int64)
        return known

    @cached_property
    def _everybody(self) -> pl.Series:
        """The ids of all persons, numbered as they come; the numbers live as long as this does."""
        columns = [
            table.get_column("persoon_id").drop_nulls().unique()
            for table in self.tables.values()
            if "persoon_id" in table.columns
        ]
        numbered = pl.Categorical(pl.Categories.random())
        empty = pl.Series(dtype=pl.String)
        return pl.concat([empty, *columns]).unique().sort().cast(numbered)

    def _benefits(self) -> pl.DataFrame:
        return benefit_spells(self.rows)

    def _persons(self) -> pl.DataFrame:
        return person_spells(self.rows)

    def _returning(self, days: int | None = None) -> pl.DataFrame:
        gap = self.profile.instellingen.onderbreking_dagen if days is None else days
        return person_spells(self.rows, gap) if gap else self.unit("personen")

    def _supports(self) -> pl.DataFrame:
        types = {id: one.srg_type for id, one in self.profile.instrument.items()}
        of_type = pl.col("instrument").replace_strict(types or {"": ""}, default=None)
        return (
            self.table("voorzieningen")
            .rename({"begindatum": "van", "einddatum": "tot"})
            .with_columns(srg_type=of_type)
            .sort("voorziening_id")
            .with_row_index("spell")
        )

    def _steps(self) -> pl.DataFrame:
        ladder = self.profile.ladder
        breaks = [
            one.datum
            for one in self.profile.beleidsbreuk
            if any(id.startswith("doorstroom_") for id in one.indicatoren)
        ]
        return steps(self.table(ladder.bron), self.unit("personen"), ladder, breaks)

    def _stays(self) -> pl.DataFrame:
        ladder = self.profile.ladder
        rows = self.table(ladder.bron)
        return stays(rows, self.unit("personen"), ladder, self.numbers_of)

    def _records(self) -> pl.DataFrame:
        return records(self.tables, self.unit("personen"), self.registered_fields)

    @property
    def registered_fields(self) -> dict[str, tuple[str, ...]]:
        """The fields that the profile wants filled, by table, as far as the export has them."""
        asked = self.profile.registratie
        return {
            table: tuple(f for f in fields if not self.lacks((f"{table}.{f}",)))
            for table, fields in asked.items()
            if countable(table) and table in self.tables
        }

    def _registrations(self) -> pl.DataFrame:
        """Every melding is a spell of one day: its traits are those of the day of the melding."""
        named = pl.len().over("poortactie") >= LEAST_ACTIONS
        born = self.table("personen").select("persoon_id", geboren="geboortedatum")
        return (
            self.table("meldingen")
            .join(born, on="persoon_id", how="left")
            .with_columns(
                van="meldingsdatum",
                tot="meldingsdatum",
                geboortedatum=pl.coalesce("geboortedatum", "geboren"),
                poortactie=pl.when(named | pl.col("poortactie").is_null())
                .then("poortactie")
                .otherwise(pl.lit(OTHER_ACTIONS)),
                voorschot_uiterlijk=pl.col("aanvraagdatum") + pl.duration(days=ADVANCE_DAYS),
            )
            .drop("geboren")
            .sort("melding_id")
            .with_row_index("spell")
        )

    def _ended_supports(self) -> pl.DataFrame:
        return ended_supports(self.table("voorzieningen"), self.unit("personen"))

    def _starts(self) -> pl.DataFrame:
        return starts(
            self.unit("uitkeringen"), self.table("meldingen"), self.table("voorzieningen")
        )

    def _decisions(self) -> pl.DataFrame:
        return decisions(self.table("besluiten"), self.table("toetsingen"))

    def _costs(self) -> pl.DataFrame:
        posts = {
            name: post.beleidsdoel
            for id, post in self.profile.budgetpost.items()
            for name in (id, post.naam)
        }
        return costs(
            self.table("kosten"), self.table("voorzieningen"), self.rows,
            goals_of_posts(self.table("budgetten"), posts),
        )  # fmt: skip

    def _budget(self) -> pl.DataFrame:
        buig = self.profile.buig
        apart = pl.col("budgetpost").is_in([*buig.posten, *buig.lks_posten])
        return budget_lines(self.unit("kosten"), self.table("budgetten").filter(~apart))

    def _wage_subsidies(self) -> pl.DataFrame:
        return wage_subsidies(
            self.unit("voorzieningen"), self.unit("kosten"), self.rows, self.table("budgetten"),
            self.profile,
        )  # fmt: skip
