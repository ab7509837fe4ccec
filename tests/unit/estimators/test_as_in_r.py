"""The estimators on whole public data sets, as R gives them: to 1e-8, standard errors included.

Ties, late entry, competing causes and up to six states; see `r/README.md` for data and sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from grip.indicators.statistics.multistate import NOWHERE, Stays, transition_probabilities
from grip.indicators.statistics.survival import incidence, life_table

FOLDER = Path(__file__).parent / "r"
PARTS = 1_000_000  # of a day: some times in ebmt3 and ebmt4 are not whole
WITHIN = 1e-8
Move = tuple[float, float, str, str | None]  # since, until, state, following


def read(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema_length=None)


def r_says(name: str) -> pl.DataFrame:
    found = read("values").filter(pl.col("set") == name)
    assert len(found)
    return found


def stretches(rows: pl.DataFrame, entry: pl.Expr, until: pl.Expr, **more: pl.Expr) -> pl.DataFrame:
    """Return rows as the estimators read them; who was not seen for a day is not there."""
    made = rows.select(groep=pl.lit("a"), intrede=entry, dagen=until, **more)
    return made.filter(pl.col("intrede") < pl.col("dagen"))


def first_events() -> pl.DataFrame:
    """Return the mgus2 persons up to the first of malignancy and death."""
    ill, died = pl.col("pstat") == 1, pl.col("death") == 1
    return read("mgus2").with_columns(
        start=12 * pl.col("age"), tot=pl.when(ill).then("ptime").otherwise("futime"),
        cause=pl.when(ill).then(pl.lit("pcm")).when(died).then(pl.lit("death")),
    )  # fmt: skip


def late_lives() -> Iterable[tuple[str, str, pl.DataFrame]]:
    """Yield (set, what, rows) of lives that are followed from some age on."""
    months = pl.col("ageentry").clip(lower_bound=840), pl.col("age")
    for number in (1, 2):
        own = read("channing").filter(pl.col("gender") == number, pl.col("age") > 840)
        own = own.filter(pl.col("age") > pl.col("ageentry"))
        yield "channing", f"S_{number}", stretches(own, *months, gebeurd=pl.col("death") == 1)
    born = 12 * pl.col("age")
    lives = stretches(
        read("mgus2"), born.clip(lower_bound=720), born + pl.col("futime"),
        gebeurd=pl.col("death") == 1,
    )  # fmt: skip
    yield "mgus2", "S_age", lives


@pytest.mark.parametrize(
    ("name", "what", "rows"), list(late_lives()), ids=lambda case: str(case)[:8]
)
def test_kaplan_meier_with_ties_and_late_entry(name: str, what: str, rows: pl.DataFrame) -> None:
    asked = r_says(name).filter(pl.col("what") == what)
    table = life_table(rows, ["groep"], asked.get_column("at").to_list())
    both = asked.join(table, left_on="at", right_on="dagen")
    assert len(both) == len(asked) >= 4
    assert both["s"].to_list() == pytest.approx(both["value"].to_list(), abs=WITHIN)
    assert both["fout"].to_list() == pytest.approx(both["error"].to_list(), abs=WITHIN)


def competing() -> Iterable[tuple[str, pl.DataFrame]]:
    """Yield (set, rows with a cause)."""
    for number in (0, 1):
        own = read("abortion").filter(pl.col("group") == number)
        yield (
            f"abortion_{number}",
            stretches(own, pl.col("entry"), pl.col("exit"), oorzaak=pl.col("cause").cast(str)),
        )
    spells = read("unempdur").select(pl.exclude("number").repeat_by("number").explode())
    yield "unempdur", stretches(spells, pl.lit(0), pl.col("spell"), oorzaak=pl.col("cause"))
    cases = first_events()
    yield "mgus2", stretches(cases, pl.lit(0), pl.col("tot"), oorzaak=pl.col("cause"))
    older = cases.filter(pl.col("start") + pl.col("tot") > 720)
    entry = pl.col("start").clip(lower_bound=720)
    yield (
        "mgus2_age",
        stretches(older, entry, pl.col("start") + pl.col("tot"), oorzaak=pl.col("cause")),
    )


@pytest.mark.parametrize(("name", "rows"), list(competing()), ids=lambda case: str(case)[:10])
def test_cumulative_incidence_of_competing_causes(name: str, rows: pl.DataFrame) -> None:
    asked = r_says(name).filter(~pl.col("what").str.starts_with("S_"))
    found = incidence(rows, ["groep"], asked.get_column("at").unique().to_list())
    both = asked.join(found, left_on=["at", "what"], right_on=["dagen", "oorzaak"])
    assert len(both) == len(asked) >= 6
    assert both["kans"].to_list() == pytest.approx(both["value"].to_list(), abs=WITHIN)
    assert both["fout"].to_list() == pytest.approx(both["error"].to_list(), abs=WITHIN)


# --- states ------------------------------------------------------------------------------


def moves_of_ebmt3() -> Iterable[Move]:
    for recovered, did, left, gone in read("ebmt3").iter_rows():
        out = "3" if gone else None
        if did and recovered < left:
            yield 0, recovered, "1", "2"
            yield recovered, left, "2", out
        else:
            yield 0, left, "1", out


def moves_of_ebmt4() -> Iterable[Move]:
    events = {"2": "rec", "3": "ae", "4": "recae", "5": "rel", "6": "srv"}
    onward = {"1": "2356", "2": "456", "3": "456", "4": "56"}
    for row in read("ebmt4").iter_rows(named=True):
        state: str | None = "1"
        since = 0
        while state in onward:
            ways = [(row[events[to]], to) for to in onward[state] if row[events[to] + ".s"] == 1]
            last = max(row[events[to]] for to in onward[state])
            until, following = min(ways, key=lambda way: way[0]) if ways else (last, None)
            if until > since:
                yield since, until, state, following
            since, state = until, following


def moves_by_age() -> Iterable[Move]:
    for age, ill_at, ill, until, died in read("mgus2").iter_rows():
        start, out = 12 * age, "dead" if died else None
        if ill and ill_at < until:
            yield start, start + ill_at, "mgus", "pcm"
            yield start + ill_at, start + until, "pcm", out
        else:
            yield start, start + until, "mgus", "pcm" if ill else out


STATES = {
    "ebmt3": ("123", moves_of_ebmt3, 0),
    "ebmt3_100": ("123", moves_of_ebmt3, 100),
    "ebmt4": ("123456", moves_of_ebmt4, 0),
    "mgus2_age_states": (("mgus", "pcm", "dead"), moves_by_age, 720),
}


@pytest.mark.parametrize("name", STATES)
def test_chances_between_states(name: str) -> None:
    states, moves, start = STATES[name]
    asked = r_says(name)
    days = sorted(asked.get_column("at").unique())
    found = transition_probabilities(
        as_stays(moves(), states), start * PARTS, [day * PARTS for day in days]
    )
    for what, day, value, error in asked.drop("set").iter_rows():
        origin, to = (states.index(state) for state in what.split(" "))
        chance, spread = found[days.index(day)]
        assert chance[origin, to] == pytest.approx(value, abs=WITHIN), (what, day)
        assert spread[origin, to] == pytest.approx(error, abs=WITHIN), (what, day)


def as_stays(moves: Iterable[Move], states: Iterable[str]) -> Stays:
    number = {state: place for place, state in enumerate(states)} | {None: NOWHERE}
    rows = [
        (round(since * PARTS), round(until * PARTS), number[state], number[following])
        for since, until, state, following in moves
    ]
    return Stays(*np.array(rows, dtype=np.int64).T, len(number) - 1)
