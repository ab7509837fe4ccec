"""An indicator, declared once: its card, what it counts, by which dimensions.

Formulas are a small closed set. `Balance` reads the ledger of a unit: entries that came in, went
out or moved between groups; `Breakdown` those by reason. `Events` counts rows by one of their
dates; `Sum`, `Distinct`, `YearEnd`, `Mean` and `Median` say something of a value of such rows, and
`Waiting` how long it takes until something happens. `Matrix` compares two moments. `Quotient` lays
one balance beside another unit or the population. `Presence` sums what was there on any day of the
period. `Quantile`, `Curve`, `Rate` and `Causes` say how long spells last, `Transition` where people
are some time on, `YearOn` what became of who was there a year ago. A formula is written in polars
expressions over named counts, so that a new indicator is a declaration and a spec, and nothing
else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import get_args

import polars as pl

from grip.indicators.views.caseload import Caseload
from grip.indicators.views.traits import Trait
from grip.results import Card

# From which day on rows are picked by a date, up to the end of the period.
PERIOD, YEAR, EVER = "b", "jaarbegin", "ooit"

PER_10000, HOURS = "per 10.000 inwoners", "uren"
# By which of its days a record counts.
FIRST, LAST = "eerste", "laatste"
# Which moments a count of a ledger can be read at.
EVE, END, WINDOW_EVE, WINDOW_END, MONTH_ENDS = "vorig", "eind", "venster_vorig", "venster", "maand"


@dataclass(frozen=True, eq=False)
class Measure:
    """One running count of a ledger.

    Attributes:
        name: unique within the unit.
        weight: integer expression over an entry: `teken` (+1 or -1), `soort` (`begin`, `in`,
            `her` or `uit`), the columns of the spell, and the traits of the formula (`ja`, `nee`,
            ... by name). What a `her` counts with the one sign is the opposite of what it counts
            with the other, as in any bookkeeping.
    """

    name: str
    weight: pl.Expr

    def at(self, moment: str) -> pl.Expr:
        """The running count at a moment: for a stock, the stock."""
        return pl.col(f"{self.name}@{moment}")

    def during(self) -> pl.Expr:
        """The count within the period."""
        return self.at(END) - self.at(EVE)

    def in_cohort(self) -> pl.Expr:
        """The count within the cohort window: the twelve months that ended a year before."""
        return self.at(WINDOW_END) - self.at(WINDOW_EVE)


@dataclass(frozen=True, eq=False)
class Balance:
    """A count, or one count over another, from the ledger of a unit.

    `parts` are dimensions that split the numerator only: per dimension and category the numerator.
    Their categories may overlap, and each stands over the whole denominator.
    """

    unit: str
    numerator: pl.Expr
    measures: tuple[Measure, ...]
    denominator: pl.Expr | None = None
    traits: Mapping[str, Trait] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, pl.Expr]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Breakdown:
    """Entries of one kind (`in` or `uit`) by the categories of a column of the spell.

    The categories are themselves the indicator (outflow by reason), so a split by a dimension
    gives `dimensie|column`.
    """

    unit: str
    entry: str
    column: str


@dataclass(frozen=True, eq=False)
class Events:
    """A count of rows of a unit whose date `moment` lies in the period, or a share of them.

    Expressions of this and the next formulas may use the columns of the row, `b` and `e` (the
    bounds of the period) and `extractie` (up to which day is known what happened). Rows are picked
    from `since` up to `e`: from `b`, from 1 January of the year of `e`, or whenever before.
    """

    unit: str
    moment: str
    where: pl.Expr = field(default_factory=lambda: pl.lit(True))
    among: pl.Expr | None = None
    since: str = PERIOD


@dataclass(frozen=True, eq=False)
class Sum:
    """A sum of amounts in cents of such rows, given in euros.

    Without `out_of` the denominator is how many persons the amounts are about; with it the sum is
    a percentage of the sum of `out_of`, or a quotient. `about` is then the id of an indicator that
    counts at most the persons whom the money is about, so that it can be hidden with them.
    """

    unit: str
    moment: str
    value: pl.Expr
    out_of: pl.Expr | None = None
    since: str = PERIOD
    about: str = ""


@dataclass(frozen=True, eq=False)
class Distinct:
    """How many different values of a column such rows have; rows without one do not count."""

    unit: str
    moment: str
    value: pl.Expr
    since: str = PERIOD


@dataclass(frozen=True, eq=False)
class YearEnd:
    """What amounts in cents come to on 31 December, in euros, at the pace of each category of `by`.

    See `grip.reckoning.expected`. What is said of a group is the sum of its parts.
    """

    unit: str
    moment: str
    by: str
    realised: pl.Expr
    committed: pl.Expr
    since: str = YEAR


@dataclass(frozen=True, eq=False)
class Mean:
    """The mean of a whole number of such rows, and how often each of `scores` was given.

    Rows without a value do not count. `name` is the dimension of the distribution.
    """

    unit: str
    moment: str
    value: pl.Expr
    name: str
    scores: tuple[int, ...]
    since: str = PERIOD


@dataclass(frozen=True, eq=False)
class Median:
    """The median of a value of such rows; rows without a value do not count."""

    unit: str
    moment: str
    value: pl.Expr
    since: str = PERIOD


@dataclass(frozen=True, eq=False)
class Waiting:
    """The median number of days from the date `start` to the date `until`, of such rows.

    Whom nothing has happened to by the extraction still waits (is censored there). Rows without a
    `start` do not count.
    """

    unit: str
    moment: str
    start: str
    until: str
    since: str = PERIOD


@dataclass(frozen=True, eq=False)
class Fates:
    """What has become of such rows so many `weeks` after the date `start`, as chances.

    It becomes one of `outcomes` on the date `until`, and is open before it; whom nothing has
    happened to by the extraction is followed up to it (is censored there). The total is the chance
    that anything has happened `of` weeks on.
    """

    unit: str
    moment: str
    start: str
    until: str
    outcome: pl.Expr
    outcomes: tuple[str, ...]
    weeks: tuple[int, ...]
    of: int
    since: str = PERIOD


@dataclass(frozen=True, eq=False)
class Matrix:
    """From where (at the eve) to where (at the end), for persons in stock at either moment."""

    unit: str


@dataclass(frozen=True, eq=False)
class Population:
    """The inhabitants of an age group (`bevolking`) in the year of the last day of the period.

    Where that year is not there the latest one before it stands in, and is named.
    """

    group: str


@dataclass(frozen=True, eq=False)
class Quotient:
    """A count of one unit over a count of another, group by group, or over the population."""

    top: Balance
    bottom: Balance | Population

    @property
    def unit(self) -> str:
        """The unit of the numerator."""
        return self.top.unit


@dataclass(frozen=True, eq=False)
class Presence:
    """A share of what is there on any day of the period, each record once.

    A record of which several spells are in the period counts by its first (`day=FIRST`), in the
    group of the day before the period or of the day on which it came; or by its last
    (`day=LAST`), in the group of the last day of the period or of the day on which it ended.

    Attributes:
        unit: of which spells are counted.
        numerator, denominator: expressions over a spell, summed.
        record: the column that tells the records apart.
        day: `FIRST` or `LAST`.
        begun: a table of persons; the column `begonnen` says whether a row of it begins in the
            period.
        remark: what must be said beside the figure, in Dutch, or an empty text.
    """

    unit: str
    numerator: pl.Expr
    denominator: pl.Expr
    record: str
    day: str
    begun: str = ""
    remark: Callable[[Caseload], str] = lambda caseload: ""


@dataclass(frozen=True, eq=False)
class Quantile:
    """After how many days a share of the spells of a unit has ended, of all that were followed.

    The unit has `begin`, `einde` and `oorzaak`; see `grip.indicators.counting.durations`.
    """

    unit: str
    share: float
    noun: str


@dataclass(frozen=True, eq=False)
class Curve:
    """Which percentage of the spells lasts longer than so many months, the total after `of`."""

    unit: str
    months: tuple[int, ...]
    of: int


@dataclass(frozen=True, eq=False)
class Rate:
    """How many spells end per hundred years of them, by how many months they have lasted.

    The bands begin at `months`; the last one has no end.
    """

    unit: str
    months: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Causes:
    """The chance that a spell has ended within `months`, by cause; `column` names the causes."""

    unit: str
    column: str
    months: int


@dataclass(frozen=True, eq=False)
class Transition:
    """From each place on the ladder the chance to be in each some months on.

    Of who was in that place then: what became of them (the landmark Aalen-Johansen estimate, which
    is their share where all are followed to the end). With `pooled` everybody's moves count, as if
    it did not matter how long or how somebody came there (Markov).
    """

    months: int
    pooled: bool = False
    unit: str = "verblijven"


@dataclass(frozen=True, eq=False)
class YearOn:
    """What became of the persons who were in stock a year before the end of the period.

    `count` says of what: `uitkomst` (what became of them), `resultaat` (whether that is good),
    `perspectief` (whether it is what was foreseen) or `inkomen_uit_werk` (whether who earned
    something then, and who did not, is out to work now).
    """

    count: str
    unit: str = "verblijven"


Dated = Events | Sum | Distinct | YearEnd | Mean | Median | Waiting | Fates
Lasting = Quantile | Curve | Rate | Causes
_ESTIMATES = (*get_args(Lasting), Transition, YearOn, Fates)
Formula = Balance | Breakdown | Dated | Matrix | Quotient | Presence | Lasting | Transition | YearOn


@dataclass(frozen=True, eq=False)
class Indicator:
    """One declaration of the register.

    Attributes:
        card: what the outside world needs to know of it.
        formula: what is counted.
        dimensions: by which dimensions it may be split; target groups are one of them.
        variant: the choices that make the definition exact, such as the denominator.
        needs: tables or columns (`table.column`) without which it cannot be computed.
        interval: `aandeel` (Wilson), `telling` (Garwood), `verhouding` (Garwood over a fixed
            denominator), `eigen` (the formula gives value and interval itself) or empty.
        by_default: false for variants that are computed only when asked for.
        in_series: false for what a report gives for its own period and not month by month.
        pooled: a share of each group with the whole weighed in, see
            `grip.indicators.statistics.shrinkage`.
        for_colleagues: true for what only colleagues see, whatever the formula.
    """

    card: Card
    formula: Formula
    dimensions: tuple[str, ...]
    variant: Mapping[str, str]
    needs: tuple[str, ...] = ("uitkeringen",)
    interval: str = "telling"
    by_default: bool = True
    in_series: bool = True
    pooled: bool = False
    for_colleagues: bool = False

    @property
    def id(self) -> str:
        return self.card.id

    @property
    def for_the_house(self) -> bool:
        """Whether only colleagues see it: the door does not know yet what it tells of others.

        That holds for estimates, for a second gap rule beside that of the profile, and for hours,
        which are no count of persons.
        """
        if self.for_colleagues or self.card.unit == HOURS:
            return True
        second = not self.by_default and "onderbreking" in self.variant
        return second or self.pooled or isinstance(self.formula, _ESTIMATES)

    @property
    def definition_id(self) -> str:
        """The variant in full, such as `instroom_pct;eenheid=uitkeringen;noemer=cbs`."""
        return ";".join([self.id, *(f"{key}={value}" for key, value in self.variant.items())])
