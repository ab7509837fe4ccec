"""Person-months: everybody in benefit, once in each month, as they were the evening before.

A day of the month is drawn for every person-month, by a fixed rule from the number of the person
and the month, so that the same input gives the same days. On that day it is asked who starts and
who does not start yet: nobody has to stay in benefit to be counted in either group (no immortal
time), see `grip.effects.trial`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from grip.effects.arrays import TARGET, Stage, stage_of
from grip.indicators.dimensions import dimensions_of
from grip.indicators.registered import ends_registered_since
from grip.indicators.target_groups import conditions_of, group_traits, groups_of
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.pieces import Ints, Timeline, day_of
from grip.indicators.views.traits import (
    OfPerson,
    OfRunningSupport,
    OfWorkIncome,
    Trait,
    in_numbers,
)
from grip.results import UNKNOWN

# What is known of a person the evening before, and can matter both for starting and for leaving.
COVARIATES: Mapping[str, str] = {
    "leeftijdsgroep": "leeftijd",
    "geslacht": "geslacht",
    "leefvorm": "leefvorm",
    "loonwaardeklasse": "loonwaarde",
    "categorie": "categorie",
    "perspectief": "perspectief",
    "statushouder": "statushouder",
    "opleidingsniveau": "opleiding",
    "parttime": "werk naast de uitkering",
    "eerder": "eerdere of lopende voorziening",
    "duur": "tijd in de uitkering",
    "kalender": "kalendertijd",
}
_NEEDS = {"opleidingsniveau": "personen.opleidingsniveau", "parttime": "inkomsten"}
_OWN, _RUNNING = ("eerder", "duur", "kalender"), "lopend"
DURATIONS = ((0, "<3 mnd"), (3, "3-6 mnd"), (6, "6-12 mnd"), (12, "1-2 jaar"), (24, "2-3 jaar"),
             (36, "3-5 jaar"), (60, ">=5 jaar"))  # fmt: skip
_SPREAD, _STEP, _WORD = 2_654_435_761, 40_503, 1 << 32
_DAYS_PER_MONTH = 365.25 / 12
EARLIER = 12  # months before a start in which starters and others should be alike
MOST_ROWS = 3_000_000  # beyond that a fixed part of the person-months is followed


@dataclass(frozen=True)
class Panel:
    """All that instruments are compared on.

    Attributes:
        months: `persoon`, `spell`, `dag`, the covariates, `uit` (in which month after the day the
            benefit ended, empty where it had not), `reden` (why) and `geleden` (how many months
            before the day the person last got work beside the benefit or a step up the ladder);
            one row per person-month that is followed, sorted by person and day.
        starts: the same for every first start of an instrument in benefit, with `instrument`,
            `persoon_id` and `tot` (last day of the benefit, empty where it runs at the end).
        first: by instrument and person the first start, in benefit or not.
        covariates: those that this export has.
        groups: target groups that can be told; `doelgroep:NAME` in both frames says who is in one.
        begin, end: first and last day of which everything was registered.
        spells: `persoon_id`, `persoon`, `spell`, `van`, `tot`, `reden` of every stay in benefit.
        described: adds to rows of `persoon`, `spell`, `van`, `dag` all that `months` has.
        part: one in how many person-months is followed.
    """

    months: pl.DataFrame
    starts: pl.DataFrame
    first: pl.DataFrame
    covariates: tuple[str, ...]
    begin: date
    end: date
    spells: pl.DataFrame
    described: Callable[[pl.DataFrame], pl.DataFrame]
    part: int = 1
    groups: tuple[str, ...] = ()

    @cached_property
    def stage(self) -> Stage:
        """The same as arrays, for all instruments at once."""
        return stage_of(self.months, self.starts, self.first, self.covariates, self.groups)


def panel_of(caseload: Caseload, end: date, most: int = MOST_ROWS) -> Panel | None:
    """Return the person-months up to `end`, or nothing where no end of a benefit is registered."""
    begin = ends_registered_since(caseload, end)
    if begin is None:
        return None
    spells = _spells(caseload)
    first = _first_starts(caseload, spells, end)
    months, part = person_months(spells, begin, end, most)
    traits = _traits(caseload)
    starts = (
        first.join(spells.select("persoon", "persoon_id", "spell", "van", "tot"), on="persoon")
        .filter(pl.col("van") < pl.col("dag"), pl.col("tot").is_null()
                | (pl.col("tot") >= pl.col("dag")), pl.col("dag") >= begin)
        .select("instrument", "persoon", "persoon_id", "spell", "dag", "van")
    )  # fmt: skip
    groups = groups_of(caseload, "personen")
    asked = traits | group_traits(caseload, "personen")
    columns = {trait: f":{number}" for number, trait in enumerate(dict.fromkeys(asked.values()))}
    held = {name: columns[trait] for name, trait in asked.items()}
    lines = _timelines(caseload, columns, spells)
    known, ends = _first_ever(first), _ends(spells, end)
    signs = _signs(caseload, spells)
    told = [
        *(_known(held[name]).alias(name) for name in traits if name != _RUNNING),
        *_own(held.get(_RUNNING)),
        *(_belongs(caseload, name, held) for name in groups),
    ]

    def described(rows: pl.DataFrame) -> pl.DataFrame:
        there = _evening_before(rows, lines, known)
        whole = there.with_columns(*told).drop("avond", "ooit", "van", *lines)
        return _with_outcome(_with_sign(whole, signs), ends)

    return Panel(
        described(months).drop("tot"), described(starts),
        first.select("instrument", "persoon", begonnen="dag"),
        tuple(name for name in COVARIATES if name in traits or name in _OWN),
        begin, end, spells, described, part, tuple(groups),
    )  # fmt: skip


def _known(column: str) -> pl.Expr:
    return pl.col(column).fill_null(_word(UNKNOWN))


def _word(text: str) -> pl.Expr:
    return pl.lit(text, dtype=pl.Categorical)


def _belongs(caseload: Caseload, group: str, held: Mapping[str, str]) -> pl.Expr:
    """Return who belongs to a target group, from the traits that its conditions are about.

    `held` is the column of each condition, by `group:number`.
    """
    holds = [
        _known(held[f"{group}:{number}"]).is_in(list(accepted))
        for number, (_, accepted, _) in enumerate(conditions_of(caseload.profile.doelgroep[group]))
    ]
    return pl.all_horizontal(holds).alias(f"{TARGET}:{group}")


def _spells(caseload: Caseload) -> pl.DataFrame:
    return (
        caseload.unit("personen")
        .sort("persoon_id", "van")
        .with_columns(persoon=pl.col("persoon_id").rle_id(), spell=pl.int_range(pl.len()))
        .select("persoon_id", "persoon", "spell", "van", "tot", reden="reden_uitstroom")
    )


def _first_starts(caseload: Caseload, spells: pl.DataFrame, end: date) -> pl.DataFrame:
    """Return `instrument`, `persoon`, `dag`: the first start of each instrument of a person."""
    numbers = spells.select("persoon_id", "persoon").unique()
    return (
        caseload.table("voorzieningen")
        .filter(pl.col("begindatum") <= end)
        .group_by("instrument", "persoon_id")
        .agg(pl.col("begindatum").min().alias("dag"))
        .join(numbers, on="persoon_id")
        .select("instrument", "persoon", "dag")
        .sort("instrument", "persoon")
    )


def _first_ever(first: pl.DataFrame) -> pl.DataFrame:
    return first.group_by("persoon").agg(pl.col("dag").min().alias("ooit"))


def person_months(
    spells: pl.DataFrame, begin: date, end: date, most: int = MOST_ROWS
) -> tuple[pl.DataFrame, int]:
    """Return `persoon`, `spell`, `van`, `dag` for every month of every spell, and the part kept.

    Of each person-month one day counts: a day in the month that is drawn, on which the person was
    in the stock the evening before and is still entitled.

    Args:
        spells: `persoon` (number), `spell`, `van`, `tot`.
        begin, end: the first and the last day.
        most: how many person-months at most; beyond that one in so many is kept.
    """
    low, high = _month(pl.lit(begin)), _month(pl.lit(end))
    opens = pl.max_horizontal(_month(pl.col("van")), low)
    closes = pl.min_horizontal(_month(pl.col("tot")).fill_null(high), high)
    followed = spells.select(
        pl.col("persoon").cast(pl.UInt32), pl.col("spell").cast(pl.UInt32), "van", "tot",
        maand=pl.int_ranges(opens, closes + 1, dtype=pl.Int32),
    ).filter(pl.col("maand").list.len() > 0)  # fmt: skip
    total = int(followed.select(pl.col("maand").list.len().sum()).item() or 0)
    part = -(-total // most) if total else 1
    number = (
        pl.col("persoon").cast(pl.UInt64) * _SPREAD + pl.col("maand").cast(pl.UInt64) * _STEP
    ) % _WORD
    draw = (number ^ (number // 65_536)) * _SPREAD % _WORD
    opening = pl.date(pl.col("maand") // 12, pl.col("maand") % 12 + 1, 1)
    day = opening.dt.offset_by("0d") + pl.duration(
        days=draw // part % opening.dt.days_in_month().cast(pl.UInt64)
    )
    long = followed.lazy().explode("maand")
    if part > 1:
        long = long.filter(draw % part == 0)
    kept = (
        long.select("persoon", "spell", "van", "tot", dag=day)
        .filter(
            pl.col("van") < pl.col("dag"), pl.col("dag").is_between(begin, end),
            pl.col("tot").is_null() | (pl.col("tot") >= pl.col("dag")),
        )
        .select("persoon", "spell", "van", "dag")
    )  # fmt: skip
    return kept.collect().sort("persoon", "dag"), part


def _month(day: pl.Expr) -> pl.Expr:
    return day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1


def _traits(caseload: Caseload) -> dict[str, Trait]:
    """Return the covariates that the export has, each as a trait of persons."""
    special: dict[str, Trait] = {
        "opleidingsniveau": OfPerson("opleidingsniveau"), "parttime": OfWorkIncome(),
        _RUNNING: OfRunningSupport(),
    }  # fmt: skip
    dimensions = dimensions_of(caseload)
    found: dict[str, Trait] = {}
    for name in (*COVARIATES, _RUNNING):
        if name in special:
            if not caseload.lacks((_NEEDS.get(name, "voorzieningen"),)):
                found[name] = special[name]
        elif name in dimensions and not caseload.lacks(dimensions[name].needs):
            found[name] = dimensions[name].trait
    return found


def _timelines(
    caseload: Caseload, columns: Mapping[Trait, str], spells: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Return traits by column: `persoon`, `vanaf`, value; a category, for little memory."""
    numbers = caseload.numbers_of(spells.get_column("persoon_id"))
    persons = numbers[np.flatnonzero(np.diff(numbers, prepend=-1))]  # in order: so are `persoon`
    return {
        column: _as_frame(in_numbers(caseload, trait), persons) for trait, column in columns.items()
    }


def _as_frame(line: Timeline, persons: Ints) -> pl.DataFrame:
    """Return the rows of some persons, who are called by their place."""
    place = np.searchsorted(persons, line.owner)
    kept = np.append(persons, -2)[place] == line.owner  # -1 is nobody
    labels = pl.Series(line.labels, dtype=pl.String).cast(pl.Categorical)
    return pl.DataFrame(
        {
            "persoon": place[kept].astype(np.uint32),
            "vanaf": pl.Series(day_of(line.at[kept]), dtype=pl.Int32).cast(pl.Date),
            "categorie": labels.gather(line.code[kept]),
        }
    )


def _evening_before(
    rows: pl.DataFrame, lines: Mapping[str, pl.DataFrame], known: pl.DataFrame
) -> pl.DataFrame:
    """Add what the timelines said the evening before the day, a column for each."""
    before = (
        rows.with_columns(
            pl.col("persoon").cast(pl.UInt32), avond=pl.col("dag") - pl.duration(days=1)
        )
        .sort("persoon", "avond")
        .join(
            known.with_columns(pl.col("persoon").cast(pl.UInt32)),
            on="persoon", how="left", maintain_order="left",
        )
    )  # fmt: skip
    places = before.select("persoon", "avond")
    return before.with_columns(
        places.join_asof(
            line, left_on="avond", right_on="vanaf", by="persoon", check_sortedness=False
        )
        .get_column("categorie")
        .alias(name)
        for name, line in lines.items()
    )


def _signs(caseload: Caseload, spells: pl.DataFrame) -> pl.DataFrame:
    """Return `persoon`, `stap`: the days of a step up the ladder or a first month of work income.

    What somebody does while still in benefit: it can be seen before a start as well as after it.
    """
    found = []
    if not caseload.lacks(("inkomsten",)):
        income = OfWorkIncome()
        line = caseload.remembered(income, income.by_person)
        goes_on = (pl.col("persoon_id") == pl.col("persoon_id").shift(1)) & (
            pl.col("categorie").shift(1).is_not_null()
        )
        found.append(
            line.filter(pl.col("categorie").is_not_null() & ~goes_on.fill_null(False)).select(
                "persoon_id", stap="vanaf"
            )
        )
    if not caseload.lacks((caseload.profile.ladder.bron,)):
        found.append(
            caseload.unit("stappen").filter("vooruit").select("persoon_id", stap="stapdatum")
        )
    if not found:
        return pl.DataFrame(schema={"persoon": pl.UInt32, "stap": pl.Date})
    numbers = spells.select("persoon_id", pl.col("persoon").cast(pl.UInt32)).unique()
    return (
        pl.concat(found)
        .join(numbers, on="persoon_id")
        .select("persoon", "stap")
        .unique()
        .sort("persoon", "stap")
    )


def _with_sign(rows: pl.DataFrame, signs: pl.DataFrame) -> pl.DataFrame:
    """Add how many months before the day the last sign came; just before it is 1."""
    found = rows.sort("persoon", "dag").join_asof(
        signs, left_on="dag", right_on="stap", by="persoon", check_sortedness=False,
        allow_exact_matches=False,
    )  # fmt: skip
    days = (pl.col("dag") - pl.col("stap")).dt.total_days()
    ago = (days / _DAYS_PER_MONTH).ceil().cast(pl.Int16)
    return found.with_columns(geleden=ago).drop("stap")


def _months_after(end: str) -> pl.Expr:
    """Return in which month after `dag` a date lies; up to the same day is month 1."""
    whole = _month(pl.col(end)) - _month(pl.col("dag"))
    return (whole + (pl.col(end).dt.day() >= pl.col("dag").dt.day())).cast(pl.Int16)


def _ends(spells: pl.DataFrame, end: date) -> pl.DataFrame:
    """Return when and why each spell ended, as far as that was known at `end`."""
    known = pl.when(pl.col("tot") <= end)
    return spells.select(
        pl.col("spell").cast(pl.UInt32), tot=known.then("tot"),
        reden=known.then("reden").cast(pl.Categorical),
    )  # fmt: skip


def _with_outcome(rows: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """Add when and why the benefit ended."""
    return (
        rows.with_columns(pl.col("spell").cast(pl.UInt32))
        .join(ends, on="spell", how="left", maintain_order="left")
        .with_columns(uit=_months_after("tot"))
    )


def _own(running: str | None) -> list[pl.Expr]:
    """Return the covariates that follow from the row itself; `running` holds what supports run."""
    months = (pl.col("dag") - pl.col("van")).dt.total_days() / _DAYS_PER_MONTH
    duration = _word(DURATIONS[0][1])
    for bound, label in DURATIONS[1:]:
        duration = pl.when(months >= bound).then(_word(label)).otherwise(duration)
    earlier = pl.when(pl.col("ooit") < pl.col("dag")).then(_word("eerder")).otherwise(
        _word("nooit")
    )  # fmt: skip
    if running is not None:
        earlier = pl.when(_known(running) != UNKNOWN).then(_word("lopend")).otherwise(earlier)
    year = pl.col("dag").dt.year().cast(pl.String)
    return [
        earlier.alias("eerder"),
        duration.alias("duur"),
        year.cast(pl.Categorical).alias("kalender"),
        months.cast(pl.Float32).alias("maanden_in"),
    ]
