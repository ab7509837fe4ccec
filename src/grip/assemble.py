"""What a report takes beside its view: long series, group pages, signals, commentary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from grip.apart import Apart, known_effects
from grip.benchmark.tasks import task_lines
from grip.comparison import against_rest
from grip.config import Profile
from grip.disclosure import ProtectedResults
from grip.effect_door import ProtectedEffects, protect_effects, refuse_public
from grip.errors import UsageError
from grip.indicators.catalogue import defaults, register
from grip.indicators.engine import Order, compute, compute_all
from grip.indicators.late_registration import completed, silent_flows
from grip.indicators.model import Indicator
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.reports import formats
from grip.reports.appendix.products import figures_of, periods_of
from grip.reports.beside import Beside, told_in
from grip.reports.chapters.profiles import CROSSED, group_ids
from grip.reports.lookup import Aim, Key, Scope
from grip.results import TOTAL, Audience, Results
from grip.signals.watch import WATCHED, signals_of, watched_months
from grip.targets.figures import indicator_of
from grip.targets.lines import lines_of

# What is in and out of the stock of a group, whole: from four of these the fifth follows.
_BOOKS_OF_PERSONS = (
    "stand_begin_personen", "stand_personen", "instroom_personen", "uitstroom_personen",
    "herindeling_personen",
)  # fmt: skip
_BOOKS = ("stand_begin", "stand_eind", "instroom", "uitstroom", "herindeling")
_SHARES = ("instroom_pct", "uitstroom_pct")  # who did not leave is a secret that the books tell
STEPS = (1, 3, 6, 12)  # months


def counted(
    caseload: Caseload, scope: Scope, reader: str | None, run: str, audience: Audience
) -> Results:
    """Return the figures of a report: what its audience may be shown."""
    orders = list(_in_view(caseload.profile, scope, reader, audience))
    if audience is Audience.PUBLIC:
        return _together(caseload, scope, run, orders)
    orders += _in_house(caseload.profile, scope, reader)
    late = Results(completed(caseload, scope.extraction, scope.period.end, run), {})
    return _together(caseload, scope, run, orders, late)


def _together(
    caseload: Caseload, scope: Scope, run: str, orders: Iterable[Order], *more: Results
) -> Results:
    """Return what several orders give, and more, as one."""
    made = compute_all(caseload, list(orders), extraction=scope.extraction, run=run)
    return Results.joined([made, *more])


def _in_view(
    profile: Profile, scope: Scope, reader: str | None, audience: Audience
) -> Iterator[Order]:
    """Yield the view with all its splits, series, and pairs."""
    inside = audience is Audience.INTERNAL
    every = [
        i
        for i in register(profile)
        if (reader is None or reader in i.card.readers) and (inside or not i.for_the_house)
    ]
    usual, others = ([i for i in every if i.by_default is by] for by in (True, False))
    money = [i for i in every if i.id == "uitputting_pct"]
    loose = [i for i in every if i.id == "kosten" and "deel" in i.variant]
    capacity = [i for i in usual if i.id in ("stand_personen", "keuring_pct")]
    pairs = [("beleidsdoel",), ("beleidsdoel", "budgetpost")]
    yield Order(usual, scope.view)
    yield Order([i for i in every if i.in_series], scope.all, [()])
    yield Order([i for i in others if not (i.in_series or i.pooled)], scope.view, [()])
    yield Order([i for i in every if i.pooled], [scope.period])
    yield Order(capacity, [scope.period], [("rol", "loonwaardeklasse")])
    yield Order(money, [scope.to_date], pairs)
    yield Order(loose, [scope.to_date, scope.to_date.shifted(-12)], [("soort",)])
    yield Order(loose if profile.raming else [], [scope.to_date], [("budgetpost",)])


def _chain_orders(every: Sequence[Indicator], scope: Scope) -> Iterator[Order]:
    """Yield the posts under each goal, and what instruments cost per place on the ladder."""
    chain = [i for i in every if i.id.startswith("budget_")]
    yield Order(chain, [scope.to_date], [("beleidsdoel", "budgetpost")])
    spent = [i for i in every if i.id == "kosten"]
    places = ("categorie", "loonwaardeklasse")
    yield Order(spent, [scope.to_date], [(place, "instrument") for place in places])


def series_step(caseload: Caseload, period: Period, extraction: date, least: int) -> int:
    """Return how many months a period of a public series has.

    In months of few a small town would see nothing but hidden figures: the shortest of month,
    quarter, half-year and year is chosen in which twice the smallest cell may be expected of both
    flows, by those of the last twelve months.
    """
    year = period.last_twelve_months()
    flows = [i for i in register(caseload.profile) if i.id in ("instroom", "uitstroom")]
    made = compute(caseload, flows, [year], per=[()], extraction=extraction, run="").frame
    counts: list[float] = made.get_column("waarde").drop_nulls().to_list()
    fewest = min(counts, default=0)
    return next((step for step in STEPS if fewest * step / 12 >= 2 * least), STEPS[-1])


def in_appendix(caseload: Caseload, scope: Scope, run: str) -> Results:
    """Return what the products of the planning and control cycle over a day show, and no more.

    All products are cut from these figures, so that what one hides does not follow from another.
    """
    profile = caseload.profile
    wanted, (periods, years) = set(figures_of(profile)), periods_of(scope)
    every = [i for i in register(profile) if not i.for_the_house]
    totals = [i for i in every if i.id in wanted and i.by_default]
    money = [i for i in every if i.id.startswith(("budget_", "buig_"))]
    chain = [i for i in money if "beleidsdoel" in i.dimensions]
    costs = [i for i in every if i.id in ("kosten", "kosten_aantal")]
    groups = [i for i in every if i.id in _BOOKS or (i.id in _SHARES and i.by_default)]
    moves = [i for i in every if i.id == "doorstroom"]
    persons = [i for i in every if i.id in _BOOKS_OF_PERSONS]
    both = tuple(dict.fromkeys([*periods, *years]))
    year = [scope.to_date, scope.to_date.shifted(-12)]
    orders = [
        Order(totals, periods, [()]),
        Order(money, both, [()]),
        Order(chain, both, [("beleidsdoel",), ("beleidsdoel", "budgetpost")]),
        Order(costs, periods, [(), ("soort",)]),
        Order(groups, [*periods, *_last_months(scope)], [(), ("doelgroep",)]),
        Order(moves, year),
        Order(persons, [*periods, *_last_months(scope)], [()]),
        Order(persons, year, [(profile.ladder.dimension,)]),
        *_aimed_at(profile, scope),
    ]
    return _together(caseload, scope, run, orders)


def _last_months(scope: Scope) -> Iterator[Period]:
    """Yield the last month, the same month of last year, and the last twelve months."""
    month = Period.of_months(scope.period.end.year, scope.period.end.month, 1)
    yield from (month, month.shifted(-12), month.last_twelve_months())


def _aimed_at(profile: Profile, scope: Scope) -> Iterator[Order]:
    """Yield the figures that targets are the value of, in the split that they are of."""
    splits: dict[str, dict[str, Indicator]] = {}
    for line in lines_of(profile):
        one = indicator_of(profile, line.rule.indicator or "")
        if one is not None and line.rule.dimensie:
            splits.setdefault(line.rule.dimensie, {})[one.definition_id] = one
    for dimension, chosen in splits.items():
        periods = [scope.to_date, scope.to_date.shifted(-12)]
        yield Order(list(chosen.values()), periods, [(dimension,)])


def _in_house(profile: Profile, scope: Scope, reader: str | None) -> Iterator[Order]:
    """Yield what only colleagues see: long month series, group pages, the gate.

    From the count of a month and what it will come to, a hidden count would follow.
    """
    usual = [i for i in defaults(profile) if reader is None or reader in i.card.readers]
    year = scope.period.last_twelve_months()

    def of(ids: Iterable[str], dimension: str = "") -> list[Indicator]:
        found = [i for i in usual if i.id in ids]
        return [i for i in found if not dimension or dimension in i.dimensions]

    yield Order(of(WATCHED), watched_months(scope.first, scope.period.end), [()])
    years = [period for period in (year, year.shifted(-12)) if period not in scope.view]
    yield Order(of(group_ids(), "doelgroep"), years, [(), ("doelgroep",)])
    gate = [i for i in usual if "poortactie" in i.dimensions]
    yield Order(gate, [scope.to_date], [("poortactie",)])
    for id, by in CROSSED.items():
        yield Order(of([id]), [scope.period], [("doelgroep", by)])
    yield from _chain_orders(usual, scope)


def beside(caseload: Caseload, results: ProtectedResults, scope: Scope, apart: Apart) -> Beside:
    """Return what stands beside the figures, for colleagues; the public sees the comparison only.

    Limits of a month series are means, and can be as small as the counts that may not be shown.
    """
    settings = caseload.profile.instellingen
    rest = against_rest(results.frame, settings.minimum_noemer)
    differs = {(row[0], row[1], row[2], row[3]): row[4] for row in rest.iter_rows()}
    if results.audience is Audience.PUBLIC:
        return Beside(rest=differs)
    months, effects = watched_months(scope.first, scope.period.end), apart.effects
    return Beside(
        signals_of(results, months, caseload.profile.beleidsbreuk),
        told_in(caseload.table("duiding").iter_rows(named=True)),
        apart.late_test,
        silent_flows(caseload, scope.extraction),
        differs,
        apart.peers,
        task_lines(caseload),
        apart.outlook,
        protect_effects(effects, results.audience) if effects is not None else None,
    )


def instruments(
    caseload: Caseload, end: date, extraction: date, chosen: Sequence[str], audience: Audience
) -> ProtectedEffects:
    """Return what is known of instruments at the end of a day, for colleagues."""
    if audience is Audience.PUBLIC:
        refuse_public()
    return protect_effects(known_effects(caseload, end, extraction, chosen), audience)


def aims(profile: Profile, day: date) -> dict[tuple[str, Key], Aim]:
    """Return the norms of targets that are simply the value of an indicator."""
    return {
        (line.rule.indicator, (line.rule.dimensie or TOTAL, line.category or TOTAL)): Aim(
            norm, line.rule.vergelijking == ">="
        )
        for line in lines_of(profile)
        if line.rule.indicator and (norm := line.norm(day)) is not None
    }


def too_early(scope: Scope) -> UsageError:
    """Return that the period lies before anything was registered."""
    first = formats.day(scope.first)
    said = f"Over {scope.period.label} is geen einde geregistreerd; dat gebeurt vanaf {first}."
    error = UsageError("CLI-GEBRUIK", melding=said)
    error.advice = "Kies met --periode een latere periode."
    return error
