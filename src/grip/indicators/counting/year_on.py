"""What became of the persons who were in benefit a year ago, and whether it was foreseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grip.indicators.counting.grids import Counted
from grip.indicators.model import Indicator, YearOn
from grip.indicators.request import Request
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.ladders import category_state, height, state_timeline
from grip.indicators.views.traits import OfWorkIncome
from grip.periods import say, shift_keeping_month_end
from grip.results import OUTCOME, TOTAL, UNKNOWN, not_computed

TO_WORK, OUT, UP, AT_BEST, SAME, DOWN = (
    "werk_of_school", "anders_uit", "vooruit", "hoogst_haalbaar", "gelijk", "terug",
)  # fmt: skip
OUTCOMES = (TO_WORK, UP, AT_BEST, SAME, DOWN, OUT, UNKNOWN)
GOOD = (TO_WORK, UP, AT_BEST)
PROSPECTS = ("uitstroom", "doorstroom", "maximaal_bereikt")
WORK_OR_SCHOOL = ("werk", "onderwijs")
BEYOND_HELP = ("overlijden", "aow", "verhuizing")  # nobody can have foreseen or brought about
AT_WORK, YES, NO = "inkomen_uit_werk", "ja", "nee"
_PROSPECT, _BEST, _YEAR = "perspectief", "maximaal_bereikt", 12
_KEYS = ("periode", "dimensie", "categorie")


def years_on(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield each indicator with its counts per `periode`, `dimensie`, `categorie`."""
    asked = [(i, i.formula) for i in indicators if isinstance(i.formula, YearOn)]
    if not asked:
        return
    people = outcomes(request)
    for indicator, formula in asked:
        yield indicator, _counted(request, formula.count, people)


def _counted(request: Request, count: str, people: pl.DataFrame) -> pl.DataFrame:
    """Count what is asked of everybody who was there a year ago."""
    ladder = request.caseload.profile.ladder
    reachable = people.filter(~pl.col("buiten_bereik"))
    if count == OUTCOME:
        everybody = people.with_columns(telt=pl.lit(True))
        made = _cells(request, everybody, (OUTCOME, OUTCOME), OUTCOMES)
        made = made.with_columns(noemer=pl.lit(None, pl.Float64))
    elif count == AT_WORK:
        judged = reachable.with_columns(telt=pl.col(OUTCOME) == TO_WORK)
        made = _cells(request, judged, (AT_WORK, AT_WORK), (YES, NO))
    elif count == _PROSPECT:
        foreseen = reachable.filter(pl.col(_PROSPECT).is_in(PROSPECTS))
        judged = foreseen.with_columns(telt=_came_true())
        made = _cells(request, judged, (_PROSPECT, _PROSPECT), PROSPECTS)
    else:
        known = reachable.filter(pl.col(OUTCOME) != UNKNOWN)
        judged = known.with_columns(telt=pl.col(OUTCOME).is_in(GOOD))
        places = (*ladder.posities, UNKNOWN)
        made = _cells(request, judged, (ladder.dimension, "plaats"), places)
    return _where_kept(request, made)


def outcomes(request: Request) -> pl.DataFrame:
    """Return everybody who was in stock a year before the end of each period.

    `plaats` was then, `plaats_na` is now (empty when out), `perspectief` was then, and so was
    `inkomen_uit_werk` (`ja` or `nee`); `uitkomst` is what became of them; `buiten_bereik` says
    that they died, reached the pension age or moved.
    """
    caseload = request.caseload
    ladder = caseload.profile.ladder
    ends = request.followed_until.rename({"dag": "nu"})
    moments = ends.with_columns(
        toen=pl.Series([shift_keeping_month_end(d, -_YEAR) for d in ends.get_column("nu")],
                       dtype=pl.Date)
    )  # fmt: skip
    stays = caseload.unit("verblijven").select("persoon_id", "plaats", "begin", "einde")
    prospects = caseload.remembered("vooruitzicht", _prospects_of)
    income = caseload.remembered(OfWorkIncome(), OfWorkIncome().by_person)
    then = _value_at(_places(stays, moments, "toen"), prospects, _PROSPECT)
    then = _value_at(then, income, AT_WORK).with_columns(pl.col(AT_WORK).fill_null(NO))
    now = _value_at(_places(stays, moments, "nu"), prospects, _PROSPECT)
    left = caseload.unit("personen").filter(pl.col("tot").is_not_null()).select(
        "persoon_id", nu="tot", reden="reden_uitstroom"
    )  # fmt: skip
    both = (
        then.join(
            now.select("periode", "persoon_id", plaats_na="plaats", perspectief_na="perspectief"),
            on=["periode", "persoon_id"], how="left",
        )
        .join(ends, on="periode")
        .sort("nu")
        .join_asof(left.sort("nu"), on="nu", by="persoon_id", strategy="backward",
                   check_sortedness=False)
    )  # fmt: skip
    gone = pl.col("plaats_na").is_null()
    was, is_now = height(ladder, pl.col("plaats")), height(ladder, pl.col("plaats_na"))
    outcome = (
        pl.when(gone & pl.col("reden").is_in(WORK_OR_SCHOOL)).then(pl.lit(TO_WORK))
        .when(gone).then(pl.lit(OUT))
        .when(was.is_null() | is_now.is_null()).then(pl.lit(UNKNOWN))
        .when(is_now > was).then(pl.lit(UP))
        .when(is_now < was).then(pl.lit(DOWN))
        .when(pl.col("perspectief_na") == _BEST).then(pl.lit(AT_BEST))
        .otherwise(pl.lit(SAME))
    )  # fmt: skip
    return both.with_columns(
        uitkomst=outcome, buiten_bereik=(gone & pl.col("reden").is_in(BEYOND_HELP)).fill_null(False)
    )


def _places(stays: pl.DataFrame, moments: pl.DataFrame, day: str) -> pl.DataFrame:
    """Return the place of everybody in stock at the end of that day of each period."""
    moment = pl.col("dag")
    return (
        stays.join(moments.select("periode", dag=day), how="cross")
        .filter(pl.col("begin") <= moment, pl.col("einde").is_null() | (pl.col("einde") > moment))
        .select("periode", "persoon_id", "plaats", "dag")
    )


def _prospects_of(caseload: Caseload) -> pl.DataFrame:
    """Return the timeline of the prospect of persons."""
    state = category_state(caseload.profile.ladder, pl.col("perspectief"))
    return state_timeline(caseload.table("categorieen"), state.value, state.rank)


def _value_at(places: pl.DataFrame, timeline: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add what of a timeline held on the day."""
    return places.sort("dag").join_asof(
        timeline.rename({"vanaf": "dag", "categorie": name}).sort("dag"),
        on="dag", by="persoon_id", strategy="backward", check_sortedness=False,
    )  # fmt: skip


def _came_true() -> pl.Expr:
    """True where what was foreseen is what is now.

    Outflow: out. Movement: higher, or out to work or school. At the highest attainable: still in
    the same place.
    """
    gone, outcome = pl.col("plaats_na").is_null(), pl.col(OUTCOME)
    foreseen = pl.col("perspectief")
    return (
        pl.when(foreseen == "uitstroom").then(gone)
        .when(foreseen == "doorstroom").then(outcome.is_in([UP, TO_WORK]))
        .otherwise(outcome.is_in([AT_BEST, SAME]))
    )  # fmt: skip


def _cells(
    request: Request, people: pl.DataFrame, split: tuple[str, str], categories: Sequence[str]
) -> pl.DataFrame:
    """Count who `telt` out of all, in total and by the categories of a (dimension, column)."""
    dimension, column = split
    rows = pl.concat(
        [
            people.select("periode", "telt", dimensie=pl.lit(TOTAL), categorie=pl.lit(TOTAL)),
            people.select("periode", "telt", dimensie=pl.lit(dimension), categorie=column),
        ]
    )
    counted = rows.group_by(_KEYS).agg(
        teller=pl.col("telt").sum().cast(pl.Float64), noemer=pl.len().cast(pl.Float64)
    )
    cells = [(TOTAL, TOTAL), *((dimension, category) for category in categories)]
    names = pl.DataFrame(cells, schema=dict.fromkeys(_KEYS[1:], pl.String), orient="row")
    return (
        request.calendar.select("periode")
        .join(names, how="cross")
        .join(counted, on=list(_KEYS), how="left", maintain_order="left")
        .with_columns(pl.col("teller", "noemer").fill_null(0.0))
    )


def _where_kept(request: Request, counted: pl.DataFrame) -> pl.DataFrame:
    """Compute nothing of a year that began before all was kept, and say since when it was."""
    ends = request.followed_until.get_column("dag")
    kept = [(end, request.kept_since("verblijven", end)) for end in ends]
    why = [
        not_computed(f"bijgehouden wordt sinds {say(since)}")
        if since is not None and shift_keeping_month_end(end, -_YEAR) < since
        else None
        for end, since in kept
    ]
    off = pl.DataFrame(
        {"periode": request.windows.get_column("periode"), "waarom": why},
        schema_overrides={"waarom": pl.String},
    )
    short = pl.col("waarom").is_not_null()
    return counted.join(off, on="periode", maintain_order="left").select(
        *_KEYS,
        pl.when(~short).then(pl.col("teller", "noemer")),
        oordeel="waarom",
    )
