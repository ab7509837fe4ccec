"""What was spent, and how much of the budget is gone.

Part of the reference evaluator (`2-indicators.md`, "Instruments and money").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from .casefiles import UNKNOWN, CaseFiles, Row, by_key, goals_of_posts
from .counting import Figure, Figures, Key, gather
from .populations import within
from .traits import (
    COST_DIMENSIONS,
    COST_KIND,
    GROUPS_AND_NUGGERS,
    LIMIT_INFLOW,
    PROMOTE_OUTFLOW,
    TOTAL,
    Case,
    person_case,
)

VERSIONS = ("begroting", "gewijzigd", "voorlopig", "nader_voorlopig", "definitief")
ATTRIBUTED = "toegerekend"
SPENT, COMMITTED = "gerealiseerd", "verplicht"
STATE_POST = "BUIG"
LKS_APART = date(2022, 1, 1)


def amount(row: Row) -> Fraction:
    """Euros, to the cent."""
    return Fraction(str(row["bedrag"]))


def in_status(files: CaseFiles, status: str, begin: date, end: date) -> list[Row]:
    """Money of the period that was spent (gerealiseerd, the default) or committed (verplicht)."""
    return [
        row
        for row in files.tables["kosten"]
        if within(row["datum"], begin, end) and (row.get("status") or SPENT) == status
    ]


def costs(files: CaseFiles, begin: date, end: date) -> Figures:
    """Kosten of the period, by soort, post, goal, instrument and group; committed apart.

    Teller is the sum in euros, noemer the number of persons with an amount.
    """
    figures: Figures = {}
    for name, status in (("kosten", SPENT), ("kosten;status=verplicht", COMMITTED)):
        rows = in_status(files, status, begin, end)
        cases = [(cost_case(files, row), row) for row in rows]
        for key, paid in gather(files, cases, COST_DIMENSIONS).items():
            people = {payee(files, row) for row in paid if amount(row)} - {None}
            figures[name, *key] = (sum(map(amount, paid), Fraction(0)), len(people))
    return figures


def purchases(files: CaseFiles, begin: date, end: date) -> Figures:
    """What was paid for: months of benefits and subsidies, and voorzieningen; and what is loose.

    A voorziening without a number is its person. Money that names nobody at all is loose.
    """
    rows = in_status(files, SPENT, begin, end)
    cases = [(cost_case(files, row), row) for row in rows]
    figures: Figures = {}
    for key, paid in gather(files, cases, COST_DIMENSIONS).items():
        things = {bought(files, row) for row in paid if amount(row)} - {None}
        figures["kosten_aantal", *key] = (Fraction(len(things)), None)
        loose = sum((amount(r) for r in paid if bought(files, r) is None), Fraction(0))
        people = {payee(files, r) for r in paid if bought(files, r) is None and amount(r)} - {None}
        figures["kosten;status=gerealiseerd;deel=zonder_ontvanger", *key] = (loose, len(people))
    return figures


def bought(files: CaseFiles, row: Row) -> tuple[object, ...] | None:
    """What a cost was for: a month of something, or a voorziening or a person."""
    person = payee(files, row)
    if row["soort"] in ("uitkering", "lks"):
        what = row.get("uitkering_id") or row.get("voorziening_id") or person
        return what and (what, row["datum"].year, row["datum"].month)
    what = row.get("voorziening_id") or person
    return what and (what,)


def support_of(files: CaseFiles, row: Row) -> Row:
    """The voorziening that the money was for; empty when there is none."""
    found = by_key(files.tables.get("voorzieningen", []), "voorziening_id")
    return found.get(row.get("voorziening_id"), [{}])[0]


def payee(files: CaseFiles, row: Row) -> str | None:
    """Whom the money was for: the person named, else of the voorziening, else of the benefit."""
    if row.get("persoon_id") is not None:
        return row["persoon_id"]
    person = support_of(files, row).get("persoon_id")
    if person is not None:
        return person
    for benefit in files.benefits:
        if benefit.row["uitkering_id"] == row.get("uitkering_id"):
            return benefit.row["persoon_id"]
    return None


def cost_case(files: CaseFiles, row: Row) -> Case:
    """A cost on its day, with the values of its own."""
    extra = {
        COST_KIND: row["soort"],
        "budgetpost": row.get("budgetpost"),
        "beleidsdoel": goal_of(files, row),
        "instrument": support_of(files, row).get("instrument"),
    }
    return person_case(files, payee(files, row), row["datum"], extra=extra)


def goal_of(files: CaseFiles, row: Row) -> str | None:
    """The goal of the post; without post by the person's first day of benefit (toegerekend)."""
    post = row.get("budgetpost")
    if post is not None:
        return goals_of_posts(files).get(post)
    who = payee(files, row)
    if who is None:
        return None
    starts = [spell.start for spell in files.spells.get(who, [])]
    return LIMIT_INFLOW if not starts or row["datum"] < min(starts) else PROMOTE_OUTFLOW


# --- budgets -----------------------------------------------------------------------------


def budget_rows(files: CaseFiles, year: int) -> list[Row]:
    """The year's budget: of every post the most definite version that there is."""
    return newest(
        row
        for row in files.tables["budgetten"]
        if row["jaar"] == year and row["budgetpost"] != STATE_POST
    )


def newest(rows: Iterable[Row]) -> list[Row]:
    """Of every post the rows of its most definite version."""
    rows = list(rows)
    chosen = []
    for of_post in by_key(rows, "budgetpost").values():
        last = max(VERSIONS.index(version_of(row)) for row in of_post)
        chosen += [r for r in of_post if VERSIONS.index(version_of(r)) == last]
    return chosen


def budget_use(files: CaseFiles, end: date) -> Figures:
    """Uitputting_pct: realised since 1 January beside the budget of the year; committed apart."""
    names = {"uitputting_pct": SPENT, "uitputting_pct;status=verplicht": COMMITTED}
    figures: Figures = {}
    for name, status in names.items():
        spent = in_status(files, status, date(end.year, 1, 1), end)
        figures |= {(name, *key): f for key, f in beside_budget(files, spent, end.year).items()}
    return figures


def beside_budget(files: CaseFiles, spent: list[Row], year: int) -> dict[Key, Figure]:
    """Money beside the year's budget: in total, per post, per goal and per version.

    What was spent on a post that is not in the budget is no use of it. What has no post is in
    no post (toegerekend) but in the goal that it is attributed to; onbekend if it is nobody's.
    """
    budgets = budget_rows(files, year)
    if not budgets:
        spent = []  # a year without a budget has nothing to lay it beside
    posts = {row["budgetpost"] for row in budgets}
    used = [row for row in spent if row.get("budgetpost") in posts]
    loose = [row for row in spent if row.get("budgetpost") is None]
    found: dict[Key, Figure] = {TOTAL: (total(used + loose), total(budgets))}
    attributed = [row for row in loose if goal_of(files, row) is not None]
    nobodys = total(row for row in loose if goal_of(files, row) is None)
    found["budgetpost", ATTRIBUTED] = (total(attributed), 0)
    found["budgetpost", UNKNOWN] = found["beleidsdoel", UNKNOWN] = (nobodys, 0)
    found["versie", UNKNOWN] = (total(loose), 0)
    for post in posts:
        on_post = [row for row in used if row["budgetpost"] == post]
        its_budget = [row for row in budgets if row["budgetpost"] == post]
        found["budgetpost", post] = (total(on_post), total(its_budget))
    goals = {*files.rules.policy, *(row["beleidsdoel"] for row in budgets)}
    for goal in goals | (attributed_goals(files, year) if budgets else set()):
        for_goal = [row for row in used + attributed if goal_of(files, row) == goal]
        its_budget = [row for row in budgets if row["beleidsdoel"] == goal]
        found["beleidsdoel", goal] = (total(for_goal), total(its_budget))
    for version in VERSIONS:
        its_budget = [row for row in budgets if version_of(row) == version]
        its_posts = {row["budgetpost"] for row in its_budget}
        under = [row for row in used if row["budgetpost"] in its_posts]
        found["versie", version] = (total(under), total(its_budget))
    return found


def budget_chain(files: CaseFiles, end: date) -> Figures:
    """Of every goal and post: first budget, present budget, paid, committed, and 31 December."""
    year, first_day = end.year, date(end.year, 1, 1)
    plans = {
        "budget_oorspronkelijk": [
            row
            for row in files.tables["budgetten"]
            if row["jaar"] == year
            and version_of(row) == VERSIONS[0]
            and row["budgetpost"] != STATE_POST
        ],
        "budget_geldend": budget_rows(files, year),
    }
    posts = {row["budgetpost"] for row in budget_rows(files, year)}
    figures: Figures = {}
    for name, rows in plans.items():
        figures |= _each(name, rows, lambda row: row["beleidsdoel"], total, lambda rows: 0)
    used = {}
    for name, status in (("budget_gerealiseerd", SPENT), ("budget_verplicht", COMMITTED)):
        used[name] = [
            row
            for row in in_status(files, status, first_day, end)
            if posts and (row.get("budgetpost") is None or row["budgetpost"] in posts)
        ]
        figures |= _each(name, used[name], lambda r: goal_of(files, r), total, _payees(files))
    both = used["budget_gerealiseerd"] + used["budget_verplicht"]

    def outlook(rows: list[Row]) -> Fraction:
        return sum((_year_end(part, end) for part in _by_post(files, rows)), Fraction(0))

    figures |= _each("budget_verwacht", both, lambda r: goal_of(files, r), outlook, _payees(files))
    for name, rows in used.items():
        cases = [(cost_case(files, row), row) for row in rows]
        for key, part in gather(files, cases, [GROUPS_AND_NUGGERS, "instrument"]).items():
            figures[name, *key] = (total(part), _payees(files)(part))
    return _with_zeros(files, figures, year if posts else None)


def _with_zeros(files: CaseFiles, figures: Figures, year: int | None) -> Figures:
    """Every goal and post of one figure of the chain stands in all of them."""
    keys = {key[1:] for key in figures if key[1] in ("beleidsdoel", "budgetpost")}
    goals = {*files.rules.policy} | (attributed_goals(files, year) if year else set())
    keys |= {("beleidsdoel", goal) for goal in goals}
    keys |= {("budgetpost", ATTRIBUTED)} if year and attributed_goals(files, year) else set()
    keys |= {("budgetpost", row["budgetpost"]) for row in budget_rows(files, year or 0)}
    keys |= {("beleidsdoel", row["beleidsdoel"]) for row in budget_rows(files, year or 0)}
    names = {key[0] for key in figures}
    empty = {(name, *key): (Fraction(0), 0) for name in names for key in keys}
    return empty | figures


def state_money(files: CaseFiles, end: date) -> Figures:
    """The BUIG of the year by version, the last one, and what was paid from it by kind."""
    rows = [
        row
        for row in files.tables["budgetten"]
        if row["jaar"] == end.year and row["budgetpost"] == STATE_POST
    ]
    figures: Figures = {("buig_budget", *TOTAL): (total(newest(rows)), 0)}
    for version in VERSIONS[2:]:
        of_version = [row for row in rows if version_of(row) == version]
        figures[f"buig_budget;versie={version}", *TOTAL] = (total(of_version), 0)
    paid = [
        row
        for row in in_status(files, SPENT, date(end.year, 1, 1), end)
        if row.get("budgetpost") == STATE_POST
        and not (row["soort"] == "lks" and row["datum"] >= LKS_APART)
    ]
    cases = [(cost_case(files, row), row) for row in paid]
    for key, part in gather(files, cases, [COST_KIND]).items():
        figures["buig_lasten", *key] = (total(part), _payees(files)(part))
    return figures


def _payees(files: CaseFiles) -> Callable[[list[Row]], int]:
    return lambda rows: len({payee(files, row) for row in rows if amount(row)} - {None})


def _by_post(files: CaseFiles, rows: list[Row]) -> list[list[Row]]:
    """Rows of one post together; what was attributed to a goal is a post of its own."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        post = row.get("budgetpost") or (ATTRIBUTED if goal_of(files, row) else UNKNOWN)
        parts.setdefault(post, []).append(row)
    return list(parts.values())


def _year_end(rows: list[Row], end: date) -> Fraction:
    """Paid, owed, and what the days to come bring at this pace beyond what is owed."""
    paid = total(row for row in rows if (row.get("status") or SPENT) == SPENT)
    owed = total(rows) - paid
    days = (date(end.year + 1, 1, 1) - date(end.year, 1, 1)).days
    gone = (end - date(end.year, 1, 1)).days + 1
    exact = 100 * paid * (days - gone) / gone
    pace = Fraction(int(abs(exact) + Fraction(1, 2)), 100) * (1 if exact >= 0 else -1)
    return paid + owed + max(Fraction(0), pace - owed)


def _each(
    name: str,
    rows: list[Row],
    goal: Callable[[Row], str | None],
    worth: Callable[[list[Row]], Fraction],
    people: Callable[[list[Row]], int],
) -> Figures:
    """A figure in total, per goal and per post."""
    figures: Figures = {(name, *TOTAL): (worth(rows), people(rows))}
    parts: dict[Key, list[Row]] = {("beleidsdoel", UNKNOWN): [], ("budgetpost", UNKNOWN): []}
    for row in rows:
        own = goal(row)
        post = row.get("budgetpost") or (ATTRIBUTED if own else None)
        parts.setdefault(("beleidsdoel", own or UNKNOWN), []).append(row)
        parts.setdefault(("budgetpost", post or UNKNOWN), []).append(row)
    return figures | {(name, *key): (worth(p), people(p)) for key, p in parts.items()}


def attributed_goals(files: CaseFiles, year: int) -> set[str]:
    """The goals to which anything of that year is attributed, spent or committed."""
    rows = [r for r in files.tables["kosten"] if r["datum"].year == year]
    goals = {goal_of(files, row) for row in rows if row.get("budgetpost") is None}
    return goals - {None}


def total(rows: Iterable[Row]) -> Fraction:
    """The sum of the amounts."""
    return sum(map(amount, rows), Fraction(0))


def version_of(row: Row) -> str:
    """The version of a budget row; without one it is the first."""
    return row.get("versie") or "begroting"
