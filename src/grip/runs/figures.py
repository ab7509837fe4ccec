"""The figures of two runs side by side: which changed, and which of those matter most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import polars as pl

from grip.errors import UsageError, suggestion
from grip.periods import Period
from grip.results import KEY_FIGURES, SCHEMA, TOTAL, Status
from grip.runs.shelf import FIGURES, TARGETS, Run
from grip.targets.frame import bare_description

FIGURE, TARGET = "cijfer", "doel"
CHANGED: dict[str, Any] = {
    "bron": pl.String,
    "indicator": pl.String,
    "naam": pl.String,
    "definitie_oud": pl.String,
    "definitie": pl.String,
    "periode_begin": pl.Date,
    "periode_eind": pl.Date,
    "dimensie": pl.String,
    "categorie": pl.String,
    "oud": pl.Float64,
    "nieuw": pl.Float64,
    "verschil": pl.Float64,
    "eenheid": pl.String,
    "status_oud": pl.String,
    "status": pl.String,
}
"""A row per figure or target (`bron`) that changed; `oud` or `nieuw` is empty where there was
none."""

WHICH = (
    "indicator", "definitie_oud", "definitie", "periode_begin", "periode_eind", "dimensie",
    "categorie",
)  # fmt: skip
"""What tells which of `CHANGED` a row is."""
_COUNTS = {"teller": pl.Float64, "noemer": pl.Float64}
_GROUP = ("bron", "indicator", "sleutel", "periode_begin", "periode_eind", "dimensie")
_KEY = (*_GROUP, "categorie")
_NOISE = 1e-9  # of its size: sums in another order


@dataclass(frozen=True)
class Names:
    """What figures are called, by definition, and which definitions a reader usually gets.

    `known` are the ids that can be asked for, of all definitions and targets.
    """

    titles: Mapping[str, str]
    usual: frozenset[str]
    known: frozenset[str]

    def knows(self, asked: str, definition: str | None = None) -> bool:
        """Tell whether an id, or one with a variant as in `id;noemer=begin`, names a figure."""
        id, *wanted = asked.split(";")
        some = self.known if definition is None else [definition]
        return any(
            id == one.split(";")[0] and set(wanted) <= set(one.split(";")[1:]) for one in some
        )

    def title(self, definition: str) -> str:
        """Return the name of a figure; of a definition that nobody declared, that of its kin."""
        if definition in self.titles:
            return self.titles[definition]
        id, *variant = definition.split(";")
        kin = next((one for one in sorted(self.usual) if one.split(";")[0] == id), id)
        more = ", ".join(part for part in variant if part not in kin.split(";"))
        return f"{self.titles.get(kin, id)} ({more})" if more else self.titles.get(kin, id)


@dataclass(frozen=True)
class SideBySide:
    """The figures of two runs side by side.

    Attributes:
        changed: in the shape of `CHANGED`, what matters most first.
        definitions: of indicators that count by another definition: id, the old one, the new one.
        both: how many figures stand in both runs.
        alone: how many stand in one of the two only, before and after.
        hidden: how many changes are not shown since they are about few persons.
        absent: what was asked about and stands in no period in both runs.
    """

    changed: pl.DataFrame
    definitions: pl.DataFrame
    both: int
    alone: tuple[int, int]
    hidden: int = 0
    absent: tuple[str, ...] = ()


def beside(
    before: Run, after: Run, names: Names, least: int, swapped: Mapping[str, tuple[str, str]],
    ids: Sequence[str] = (),
) -> SideBySide:  # fmt: skip
    """Return the figures of two runs side by side.

    Args:
        before, after: the runs.
        names: what figures are called.
        least: the smallest count that may be shown where a run is public.
        swapped: of indicators for which the profiles choose another variant, the two.
        ids: what is asked about; without it all.

    Raises:
        UsageError: a run has no figures, or there is no such figure.
        InputError: they were changed since the run.
    """
    old, new = figures_of(before), figures_of(after)
    definitions = _other_definitions(old, new, swapped)
    old = _with_keys(old, definitions, "definitie_oud")
    new = _with_keys(new, definitions, "definitie")
    joined = old.join(
        new, on=list(_KEY), how="full", coalesce=True, suffix="_nu", maintain_order="right_left"
    )
    marked = _in_both(joined)
    # What took the place of another definition stands beside that one, and not alone.
    replaced = [definitions.get_column(name).implode() for name in definitions.columns[1:]]
    apart = [~pl.col(name).is_in(taken) for name, taken in
             zip(("definitie", "definitie_nu"), replaced, strict=True)]  # fmt: skip
    asked = _asked_for(marked, ids, names)
    single = marked.filter(~pl.col("samen"), asked)
    alone = [single.filter(one).height for one in apart]
    inside = marked.filter("samen")
    public = before.public, after.public
    hidden = 0
    if any(public):
        inside = inside.filter(_shown("status", "waarde"), _shown("status_nu", "waarde_nu"))
    changed = inside.filter(_differs())
    if all(public):
        safe = _large_enough(changed, _hiding_units(marked), least)
        hidden = changed.filter(asked).height - safe.filter(asked).height
        changed = safe
    inside, changed = inside.filter(asked), changed.filter(asked)
    absent = tuple(id for id in ids if inside.filter(_asked_for(marked, [id], names)).is_empty())
    return SideBySide(
        _ranked(changed, names, after.period or before.period),
        definitions,
        inside.height, (alone[0], alone[1]), hidden, absent,
    )  # fmt: skip


def _asked_for(marked: pl.DataFrame, ids: Sequence[str], names: Names) -> pl.Expr:
    """Return which figures are asked about; refuse what is no figure of these runs or of grip."""
    if not ids:
        return pl.lit(value=True)
    there = pl.concat([marked.get_column(name) for name in ("definitie", "definitie_nu")])
    definitions = there.drop_nulls().unique().to_list()
    chosen = {id: [one for one in definitions if names.knows(id, one)] for id in ids}
    for id, found in chosen.items():
        if not found and not names.knows(id):
            known = sorted({*names.known, *definitions})
            plain = sorted({one.split(";")[0] for one in known})
            near = suggestion(id, known if ";" in id else plain)
            raise UsageError("CLI-INDICATOR", waarde=id, suggestie=near)
    both = sorted({one for found in chosen.values() for one in found})
    return pl.col("definitie").is_in(both) | pl.col("definitie_nu").is_in(both)


def figures_of(run: Run) -> pl.DataFrame:
    """Return the figures of a run, and the outcomes of its targets.

    Raises:
        UsageError: it has none. InputError: they were changed since the run.
    """
    content = run.content(FIGURES)
    if content is None:
        raise UsageError("RUN-SOORT", where=run.name, soort=run.kind)
    wanted = ["indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie",
              "waarde", "teller", "noemer", "eenheid", "status"]  # fmt: skip
    read = pl.read_csv(BytesIO(content), schema_overrides=SCHEMA, columns=wanted)
    figures = read.select(wanted).with_columns(bron=pl.lit(FIGURE))
    content = run.content(TARGETS)
    if content is None:
        return figures
    types = {"periode_begin": pl.Date, "periode_eind": pl.Date, "waarde": pl.Float64, **_COUNTS}
    targets = pl.read_csv(BytesIO(content), schema_overrides=types).select(
        pl.col("doel_id").cast(pl.String).alias("indicator"),
        pl.col("doel_id").cast(pl.String).alias("definitie"),
        "periode_begin", "periode_eind", pl.lit(TOTAL).alias("dimensie"),
        class_of_target(), "waarde", "teller", "noemer",
        pl.lit("").alias("eenheid"), "status", pl.lit(TARGET).alias("bron"),
    )  # fmt: skip
    return pl.concat([figures, targets])


def class_of_target() -> pl.Expr:
    """Return the category of a target's outcome: what tells its lines apart, where it has more."""
    lines = pl.len().over("doel_id", "periode_begin", "periode_eind")
    text = bare_description(pl.col("omschrijving"))
    return pl.when(lines > 1).then(text).otherwise(pl.lit(TOTAL)).alias("categorie")


def _other_definitions(
    old: pl.DataFrame, new: pl.DataFrame, swapped: Mapping[str, tuple[str, str]]
) -> pl.DataFrame:
    """Return what an indicator is defined as now, beside what it was.

    That is so where the profile of the second run chooses another variant (`swapped`), and where
    one definition went and one came.
    """
    was, now = (frame.select("indicator", "definitie").unique() for frame in (old, new))
    both = ["indicator", "definitie"]
    gone, came = was.join(now, on=both, how="anti"), now.join(was, on=both, how="anti")
    single = pl.len().over("indicator") == 1
    known = pl.col("indicator").is_in(list(swapped))
    placed = (
        gone.filter(single)
        .rename({"definitie": "definitie_oud"})
        .join(came.filter(single), on="indicator")
        .filter(~known)
    )
    chosen = [(id, *pair) for id, pair in swapped.items()]
    named = pl.DataFrame(chosen, schema=placed.schema, orient="row")
    return pl.concat([placed, named]).sort("indicator")


def _with_keys(frame: pl.DataFrame, definitions: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return figures by their definition, and once more by what took its place or had it."""
    pair = pl.concat_str(["definitie_oud", "definitie"], separator=" -> ")
    keys = definitions.select(pl.col(column).alias("definitie"), sleutel=pair)
    again = frame.join(keys, on="definitie", maintain_order="left")
    return pl.concat([frame.with_columns(sleutel="definitie"), again])


def _in_both(joined: pl.DataFrame) -> pl.DataFrame:
    """Mark what both runs tell: the figure, or its split, in which a class came or went."""
    there = pl.col("definitie").is_not_null(), pl.col("definitie_nu").is_not_null()
    split = pl.all_horizontal(one.any().over(_GROUP) for one in there)
    return joined.with_columns(samen=split)


def _shown(status: str, value: str) -> pl.Expr:
    hidden = pl.col(status) == Status.HIDDEN.value
    return ~hidden & pl.col(value).is_not_null()


def _differs() -> pl.Expr:
    """True where a value came, went or changed by more than noise, or a target got a new verdict.

    A class that is there in one run only, with nothing in it, is no difference.
    """
    was, now = pl.col("waarde"), pl.col("waarde_nu")
    size = pl.max_horizontal(was.abs(), now.abs(), pl.lit(1.0))
    moved = (now - was).abs() > _NOISE * size
    there = pl.col("definitie").is_not_null() & pl.col("definitie_nu").is_not_null()
    came = was.is_null() != now.is_null()
    something = pl.coalesce(was, now) != 0
    verdict = (pl.col("bron") == TARGET) & pl.col("status").ne_missing(pl.col("status_nu"))
    return (moved | (came & (there | something)) | (verdict & there)).fill_null(value=False)


def _unit_of() -> pl.Expr:
    """Return what a figure counts; a rate counts what its definition says."""
    counted = pl.coalesce("definitie_nu", "definitie").str.extract(r";eenheid=([^;]+)")
    return pl.coalesce(counted, "eenheid_nu", "eenheid")


def _hiding_units(marked: pl.DataFrame) -> pl.Series:
    """Return the units of which either report hides a total.

    By how much that one changed is not known, and the other totals add up to it.
    """
    hides = [pl.col(name) == Status.HIDDEN.value for name in ("status", "status_nu")]
    totals = marked.filter(pl.col("dimensie") == TOTAL, pl.any_horizontal(*hides))
    return totals.select(_unit_of().unique()).to_series()


def _large_enough(changed: pl.DataFrame, hiding: pl.Series, least: int) -> pl.DataFrame:
    """Keep, of two public reports, the differences that tell nothing of few persons.

    Figures that count the same unit tell of each other. Only where every difference in a unit is
    of `least` or more, of numerators and denominators alike, and where no total of it is hidden
    (`hiding`), those of its totals are kept. A period may be what is left of two others, so that
    the differences of one definition may not lie nearer than that to each other either. Of an
    amount, and of a rate without its counts, it is not known about how many it is.
    """
    counted = pl.col("definitie").str.extract(r";eenheid=([^;]+)")
    itself = counted == pl.col("eenheid")  # the value is the count
    gaps = [pl.col(f"{name}_nu") - pl.col(name) for name in ("teller", "noemer", "waarde")]
    top = pl.coalesce(gaps[0], pl.when(itself).then(gaps[2]))
    bare = pl.col("noemer").is_null() & pl.col("noemer_nu").is_null()
    bottom = pl.coalesce(gaps[1], pl.when(bare).then(0.0))
    total = pl.col("dimensie") == TOTAL
    nearest = [gap.sort().diff().over("definitie", total) for gap in (top, bottom)]
    large = [(gap.abs() < _NOISE) | (gap.abs() >= least) for gap in (top, bottom)]
    near = [gap.is_null() | (gap < _NOISE) | (gap >= least) | ~total for gap in nearest]
    kept = pl.col("eenheid").str.starts_with("euro").not_() & (pl.col("bron") == FIGURE)
    open_ = ~_unit_of().is_in(hiding.implode())
    fine = pl.all_horizontal(*large, *near, kept, open_).fill_null(value=False)
    marked = changed.with_columns(_goed=fine, _eenheid=_unit_of())
    return marked.filter(pl.col("_goed").all().over("_eenheid"), total)


def _ranked(changed: pl.DataFrame, names: Names, about: Period | None) -> pl.DataFrame:
    """Return the changes in the shape of `CHANGED`, what matters most first.

    First the key figures over the period of the report and the year up to then, in the order of
    `KEY_FIGURES`, then the other totals over those; then totals over other periods, variants that
    nobody sees unasked, and groups. What is then left goes by the size of the difference, as a
    share of the figure.
    """
    begin, end = pl.col("periode_begin"), pl.col("periode_eind")
    main = pl.lit(value=False) if about is None else (
        (end == about.end) & begin.is_in([about.begin, about.to_date().begin])
    )  # fmt: skip
    definition = pl.coalesce("definitie_nu", "definitie")
    usual = definition.is_in(sorted(names.usual)) | (pl.col("bron") == TARGET)
    key = pl.when(usual).then(
        pl.col("indicator").replace_strict(
            {id: n for n, id in enumerate(KEY_FIGURES)}, default=None, return_dtype=pl.Int8
        )
    )  # fmt: skip
    was, now = pl.col("waarde"), pl.col("waarde_nu")
    share = ((now - was).abs() / pl.max_horizontal(was.abs(), now.abs())).fill_null(1.0)
    order = [pl.col("dimensie") != TOTAL, ~usual, ~main, key.fill_null(len(KEY_FIGURES)), -share]
    known = changed.select(definition).to_series().unique().to_list()
    title = definition.replace_strict({one: names.title(one) for one in known} or {"": ""})
    made = changed.sort(*order, *_KEY).with_columns(
        naam=title,
        definitie_oud="definitie",
        definitie=definition,
        oud=was,
        nieuw=now,
        verschil=now - was,
        eenheid=pl.coalesce("eenheid_nu", "eenheid"),
        status_oud="status",
        status="status_nu",
    )
    return made.select(*CHANGED)
