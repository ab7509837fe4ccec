"""What the comparison of instruments finds where the truth is known.

    python benchmarks/effects.py [repeats] [persons] [months]     simulated municipalities
    python benchmarks/effects.py --nsw MAP                        job training beside an experiment
    python benchmarks/effects.py --size                           time and memory of person-months
    python benchmarks/effects.py --designs [repeats]              the designs of step 3
    python benchmarks/effects.py --sample                         ten instruments of the sample

Simulated municipalities: people flow in and stay in benefit for as long as loonwaarde and time in
benefit say; both also decide who starts an instrument (more of those near to work), at any day of
any month. After a start work comes at half the odds for two months, and at 1.65 times the odds
after that; or nothing changes at all. The truth follows from the same odds, person by person. The
municipality is written as tables and goes through the very functions that `grip instrumenten` uses.
The seeds are 1, 2, 3, ...: the same numbers every time.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from numpy.random import Generator, default_rng  # noqa: E402

from grip.config import load_profile  # noqa: E402
from grip.effects.adjust import Comparison, Estimate, compare  # noqa: E402
from grip.effects.panel import panel_of, person_months  # noqa: E402
from grip.effects.queue import queued  # noqa: E402
from grip.effects.stepped import LATER as NO_OFFER  # noqa: E402
from grip.effects.stepped import Counted, stepped  # noqa: E402
from grip.effects.threshold import bandwidth, jump_at  # noqa: E402
from grip.effects.trial import Trial, naive, placebo_of, trial_of  # noqa: E402
from grip.effects.verdict import Verdict, judged  # noqa: E402
from grip.indicators.views.caseload import Caseload  # noqa: E402
from grip.plan import Design  # noqa: E402
from grip.schema import TABLES, columns_of  # noqa: E402

HORIZON = 12
FIRST = 2015 * 12  # January 2015
WAGES = np.array([20.0, 55.0, 85.0])
CHANCE_OF_WAGE = np.array([0.4, 0.35, 0.25])
EXIT = np.array([-5.2, -4.0, -2.9])  # log odds of work per month, by loonwaarde
START = np.array([-5.0, -4.2, -3.4])  # log odds of a start per month, by loonwaarde
FLAT = np.array([-4.2, -4.2, -4.2])  # the same for everybody, as on a list with places
BANDS = np.array([3, 6, 12, 24, 36, 60])  # months in benefit: as the covariate has them
LATER = -0.22  # on both log odds, for every band further
OTHER_EXIT, UNMOVED = 0.004, 0.003  # per month, whoever it is
NEVER, DRAWN = 10**6, 1.3
COLUMNS = {
    "uitkeringen": frozenset({"leefvorm", "reden_uitstroom"}),
    "arbeidsvermogen": frozenset({"loonwaarde_pct"}),
    "voorzieningen": frozenset({"instrument"}),
    "personen": frozenset(),
}
LOCK_IN, AFTER, LOCKED = np.log(0.5), np.log(1.65), 2


def expit(z: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-z)))


@dataclass
class Town:
    """A simulated municipality: tables, and the true difference of those who started."""

    tables: dict[str, pl.DataFrame]
    truth: float

    @property
    def persons(self) -> int:
        return self.tables["personen"].height


def month_start(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def odds(wage: np.ndarray, months: np.ndarray, base: np.ndarray) -> np.ndarray:
    return np.asarray(base[wage] + LATER * np.searchsorted(BANDS, months, side="right"))


def months_in(month: np.ndarray | int, came: np.ndarray) -> np.ndarray:
    """Return the whole months in benefit of who came on the last day of a month.

    From the next month on they can start and leave. Would they come on its first day, then there
    would be a month in which nobody can do either, and others are drawn but no starters.
    """
    return np.asarray(month - came - 1)


def town(
    rng: Generator, people: int, months: int, effect: bool, starts: np.ndarray = START
) -> Town:
    """Return a municipality of so many people in benefit at any time over these months."""
    drawn = round(people * DRAWN)  # of whom so many are still there when the data begin
    came = rng.integers(-60, months, drawn)
    wage = rng.choice(3, drawn, p=CHANCE_OF_WAGE)
    gone = np.full(drawn, NEVER)
    why = np.zeros(drawn, dtype=np.int64)  # 1 work, 2 other, 3 AOW
    start_month, start_day = np.full(drawn, -1), np.zeros(drawn, dtype=np.int64)
    for month in range(-60, months):
        here = np.flatnonzero((came < month) & (gone == NEVER))
        time = months_in(month, came[here])
        if month >= 0:
            may = start_month[here] < 0
            begins = may & (rng.random(len(here)) < expit(odds(wage[here], time, starts)))
            start_month[here[begins]] = month
            start_day[here[begins]] = rng.integers(1, 29, begins.sum())
        z = odds(wage[here], time, EXIT) + changed(month - start_month[here], start_month[here],
                                                   effect)  # fmt: skip
        draw, work = rng.random(len(here)), expit(z)
        leaves = np.where(draw < work, 1, np.where(draw < work + OTHER_EXIT, 2,
                          np.where(draw < work + OTHER_EXIT + UNMOVED, 3, 0)))  # fmt: skip
        gone[here[leaves > 0]], why[here[leaves > 0]] = month, leaves[leaves > 0]
    keep = np.flatnonzero(gone >= 0)
    return Town(
        _tables(keep, came, wage, gone, why, start_month, start_day),
        _truth(came, wage, start_month, start_day, months, effect, starts),
    )


def changed(since: np.ndarray, start: np.ndarray, effect: bool) -> np.ndarray:
    """Return what a start does to the log odds of work, by months since."""
    if not effect:
        return np.zeros(len(since))
    return np.where(start < 0, 0.0, np.where(since < LOCKED, LOCK_IN, AFTER))


def _truth(
    came: np.ndarray, wage: np.ndarray, start: np.ndarray, day: np.ndarray, months: int,
    effect: bool, starts: np.ndarray,
) -> float:  # fmt: skip
    """Return the mean, over who started, of the chance with the start less that without it now."""
    if not effect:
        return 0.0
    mine = np.flatnonzero((start >= 0) & (start < months - HORIZON))
    wages, since = wage[mine], months_in(start[mine], came[mine])
    now = chance_of_work(wages, since, np.zeros(len(mine)))
    return float(100 * (now - not_now(wages, since, (28 - day[mine]) / 28, starts)).mean())


def chance_of_work(wage: np.ndarray, since: np.ndarray, delay: np.ndarray) -> np.ndarray:
    """Return the chance of work within the horizon when the start comes `delay` months later."""
    left, out = np.ones(len(wage)), np.zeros(len(wage))
    for step in range(HORIZON):
        z = odds(wage, since + step, EXIT)
        z = z + np.where(step < delay, 0.0, np.where(step - delay < LOCKED, LOCK_IN, AFTER))
        work = expit(z)
        out += left * work
        left *= 1 - OTHER_EXIT - UNMOVED - work
    return out


def not_now(
    wage: np.ndarray, since: np.ndarray, rest: np.ndarray, starts: np.ndarray = START
) -> np.ndarray:
    """Return the chance of work without a start now, which may come later.

    In the part of this month that is left (`rest`), or in any month after.
    """
    per = expit(odds(wage, since, starts))
    waiting = per * rest / (1 - per * (1 - rest))
    total, unstarted = waiting * chance_of_work(wage, since, np.zeros(len(wage))), 1 - waiting
    for delay in range(1, HORIZON):
        per = expit(odds(wage, since + delay, starts))
        total += unstarted * per * chance_of_work(wage, since, np.full(len(wage), delay))
        unstarted = unstarted * (1 - per)
    return total + unstarted * chance_of_work(wage, since, np.full(len(wage), HORIZON))


def _tables(
    keep: np.ndarray, came: np.ndarray, wage: np.ndarray, gone: np.ndarray, why: np.ndarray,
    start: np.ndarray, day: np.ndarray,
) -> dict[str, pl.DataFrame]:  # fmt: skip
    def opening(months: np.ndarray) -> pl.Series:
        known = {int(m): month_start(FIRST + int(m)) for m in np.unique(months)}
        return pl.Series([known[int(m)] for m in months], dtype=pl.Date)

    names = pl.Series([f"P{n:06d}" for n in keep])
    entry = opening(came[keep] + 1) - timedelta(days=1)
    codes = {0: None, 1: "11", 2: "98", 3: "03"}
    last = opening(np.minimum(gone[keep], 999) + 1) - timedelta(days=1)
    benefits = pl.DataFrame(
        {
            "uitkering_id": names, "persoon_id": names, "rol": "client", "regeling": "PW",
            "leefvorm": "alleenstaande", "ingangsdatum": entry,
            "einddatum": pl.select(pl.when(pl.Series(gone[keep] < NEVER)).then(last)).to_series(),
            "reden_uitstroom": [codes[int(one)] for one in why[keep]],
        }
    )  # fmt: skip
    began = keep[start[keep] >= 0]
    support = pl.DataFrame(
        {
            "voorziening_id": [f"V{n:06d}" for n in began],
            "persoon_id": [f"P{n:06d}" for n in began], "instrument": "scholing",
            "begindatum": opening(start[began]) + pl.Series(
                [timedelta(days=int(d) - 1) for d in day[began]], dtype=pl.Duration("us")),
        }
    ).with_columns(pl.col("begindatum").cast(pl.Date))  # fmt: skip
    capacity = pl.DataFrame(
        {
            "persoon_id": names,
            "begindatum": entry,
            "loonwaarde_pct": WAGES[wage[keep]],
        }
    )
    persons = pl.DataFrame({"persoon_id": names, "geboortedatum": date(1980, 1, 1)})
    made = {"uitkeringen": benefits, "voorzieningen": support, "arbeidsvermogen": capacity,
            "personen": persons}  # fmt: skip
    return {name: _whole(name, frame) for name, frame in made.items()}


def _whole(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with every column of its table."""
    return frame.select(
        (pl.col(c.name) if c.name in frame.columns else pl.lit(c.default))
        .cast(c.dtype)
        .alias(c.name)
        for c in columns_of(TABLES[table]).values()
    )


@dataclass
class Run:
    """What one simulated municipality gave."""

    persons: int
    truth: float
    found: Comparison | None
    naive: float
    signal: bool
    silent: bool
    seconds: float


def once(seed: int, people: int, months: int, effect: bool) -> Run:
    made = town(default_rng(seed), people, months, effect)
    profile = load_profile("uithoorn").profile
    begun = perf_counter()
    panel = panel_of(Caseload(made.tables, profile, COLUMNS), month_start(FIRST + months)
                     - timedelta(days=1))  # fmt: skip
    assert panel is not None
    trial = trial_of(panel, "scholing", HORIZON)
    placebo = placebo_of(panel, "scholing")
    found = compare(trial, placebo) if trial is not None else None
    usual = naive(panel, "scholing", HORIZON)
    verdict = judged(found).verdict if found is not None else Verdict.NONE
    return Run(made.persons, made.truth, found, usual.difference if usual else float("nan"),
        verdict is Verdict.SIGNAL, verdict is Verdict.NONE,
               perf_counter() - begun)  # fmt: skip


def simulate(repeats: int, people: int, months: int) -> bool:
    """Print what comes of both worlds, one with an effect and one without."""
    good = True
    for effect in (True, False):
        runs = [once(seed, people, months, effect) for seed in range(1, repeats + 1)]
        there = np.mean([run.persons for run in runs])
        world = "bekend verschil" if effect else "geen verschil"
        print(f"{world}: {there:.0f} personen, {months} maanden, {repeats} gemeenten", flush=True)
        done = [(run, run.found) for run in runs if run.found is not None]
        if not done:
            print("  nergens een vergelijking")
            continue
        good &= told(runs, done)
    return good


def told(runs: list[Run], done: list[tuple[Run, Comparison]]) -> bool:
    """Print the figures of one world; tell whether the mean is within Monte Carlo error."""
    truth = float(np.mean([run.truth for run, _ in done]))
    found = np.array([one.work.difference for _, one in done])
    spread, errors = found.std(ddof=1), np.mean([one.work.error for _, one in done])
    error = spread / len(found) ** 0.5
    inside = np.array([one.work.low <= run.truth <= one.work.high for run, one in done])
    speaks = np.array([not run.silent for run, _ in done])
    apart = np.mean([not one.work.low <= 0 <= one.work.high for _, one in done])
    width = np.mean([one.work.high - one.work.low for _, one in done])
    starters = np.mean([one.starters for _, one in done])
    print(f"  starters {starters:.0f}, vergeleken {len(done)} van {len(runs)}, "
          f"waarheid {truth:.2f}")  # fmt: skip
    print(f"  niveau 2 {found.mean():.2f} (fout {error:.2f}, spreiding {spread:.2f}, gemiddelde "
          f"standaardfout {errors:.2f}), breedte {width:.1f}")  # fmt: skip
    print(f"  dekking {100 * inside.mean():.1f}%, waar iets wordt gezegd "
          f"{100 * inside[speaks].mean() if speaks.any() else float('nan'):.1f}%; interval zonder "
          f"0 {100 * apart:.1f}%")  # fmt: skip
    print(f"  aanwijzing {100 * np.mean([run.signal for run in runs]):.1f}%, "
          f"geen uitspraak {100 * np.mean([run.silent for run in runs]):.1f}%")  # fmt: skip
    print(f"  ongewogen {np.mean([one.raw for _, one in done]):.2f}, ooit tegenover nooit "
          f"{np.mean([run.naive for run, _ in done]):.2f}")  # fmt: skip
    print(f"  {np.mean([run.seconds for run in runs]):.2f} s per gemeente", flush=True)
    return bool(abs(found.mean() - truth) <= 3 * error)


def of_size() -> None:
    """Print time and memory of a hundred thousand persons times 96 months."""
    import resource

    count = 100_000
    spells = pl.DataFrame({"persoon": range(count), "spell": range(count)}).with_columns(
        van=pl.lit(date(2010, 1, 1)), tot=pl.lit(None, pl.Date)
    )
    begun = perf_counter()
    made, _ = person_months(spells, date(2012, 1, 1), date(2019, 12, 31), 10**9)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{made.height} persoonmaanden: {perf_counter() - begun:.1f} s, {used:.2f} GB")


def nsw(folder: Path) -> None:
    """Print the job training of NSW beside its own experiment, with controls from a survey (CPS).

    The folder holds `nsw_mixtape.csv` and `cps_mixtape.csv` of the package `causaldata`.
    """
    from grip.effects.estimators import effective_size, entropy_weights, linear

    trained = pl.read_csv(folder / "nsw_mixtape.csv")
    survey = pl.read_csv(folder / "cps_mixtape.csv")
    names = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
    one, none = trained.filter(pl.col("treat") == 1), trained.filter(pl.col("treat") == 0)
    y1, y0, y = (f.get_column("re78").to_numpy() for f in (one, none, survey))
    print(f"experiment {y1.mean() - y0.mean():.1f}, naïef {y1.mean() - y.mean():.1f}")

    def covariates(frame: pl.DataFrame) -> np.ndarray:
        idle = frame.select((pl.col("re74") == 0).cast(float).alias("u74"),
                            (pl.col("re75") == 0).cast(float).alias("u75"))  # fmt: skip
        square = frame.select((pl.col("age") ** 2 / 100).alias("age2"))
        return frame.select(names).hstack(idle).hstack(square).to_numpy().astype(float)

    x1, x = covariates(one), covariates(survey)
    weights = entropy_weights(x, x1.mean(axis=0))
    assert weights is not None
    expected = linear(x, y, np.vstack([x1, x]), weights)
    att = y1.mean() - weights @ y
    influence = np.r_[
        (y1 - expected[: len(x1)] - att) / len(x1), -weights * (y - expected[len(x1) :])
    ]
    error = float(np.sqrt((influence**2).sum()))
    size = effective_size(weights)
    before = (np.abs(x1.mean(axis=0) - x.mean(axis=0)) / x1.std(axis=0, ddof=1)).max()
    low, high = att - 1.96 * error, att + 1.96 * error
    print(f"gewogen {att:.1f} (95%: {low:.1f} tot {high:.1f}), effectief {size:.0f} van {len(x)}, "
          f"vooraf tot {before:.1f} sd uiteen")  # fmt: skip


def pilot(rng: Generator, effect: float, shock: float, persons: int = 300) -> Counted:
    """Return two groups over eight periods, of which one gets an offer after six.

    A third of the persons comes back in the next period; `shock` is the spread of what befalls a
    whole group in a period.
    """
    common, befalls = rng.normal(0, 0.03, 8), rng.normal(0, shock, (2, 8))
    rows = []
    for group in (0, 1):
        who = np.arange(persons) + group * 10**6
        for period in range(8):
            who = np.where(rng.random(persons) < 2 / 3, who + 10**3, who)
            chance = 0.2 + 0.03 * group + common[period] + befalls[group, period]
            chance += effect * (group == 0 and period >= 6)
            rows.append((who, np.full(persons, group), np.full(persons, period),
                         (rng.random(persons) < chance).astype(float)))  # fmt: skip
    person, group_of, period_of, outcome = (np.concatenate(c) for c in zip(*rows, strict=True))
    number = np.unique(person, return_inverse=True)[1]
    return Counted(number, group_of, period_of, outcome, np.array([6, NO_OFFER]))


def phased(rng: Generator, effect: float, persons: int = 300) -> Counted:
    """Return three groups over eight periods: one begins after three, one after five, one never.

    A third of the persons comes back in the next period, and the effect grows by half every period.
    """
    common, rows = rng.normal(0, 0.03, 8), []
    begins = (3, 5, NO_OFFER)
    for group, begin in enumerate(begins):
        who = np.arange(persons) + group * 10**6
        for period in range(8):
            who = np.where(rng.random(persons) < 2 / 3, who + 10**3, who)
            since = period - begin
            grown = effect * (1 + since / 2) if since >= 0 else 0.0
            chance = 0.15 + 0.03 * group + common[period] + grown
            rows.append((who, np.full(persons, group), np.full(persons, period),
                         (rng.random(persons) < chance).astype(float)))  # fmt: skip
    person, group_of, period_of, outcome = (np.concatenate(c) for c in zip(*rows, strict=True))
    number = np.unique(person, return_inverse=True)[1]
    return Counted(number, group_of, period_of, outcome, np.array(begins))


GROWN = (1 + 1.5 + 2 + 2.5 + 3 + 1 + 1.5 + 2) / 8  # of the effect, over all periods with an offer


def threshold(rng: Generator, effect: float, persons: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how far over a threshold people are, and whether they left for work: a curved line."""
    x = rng.normal(-1, 6, persons)
    chance = np.clip(0.25 + 0.008 * x + 0.0004 * x**2 - 0.00002 * x**3, 0.02, 0.9)
    return x, (rng.random(persons) < chance + effect * (x >= 0)).astype(float)


def designs(repeats: int) -> None:
    """Print how often the interval of each design holds the truth."""
    for effect, shock in ((0.08, 0.0), (0.0, 0.0), (0.08, 0.03), (0.0, 0.03)):
        found = [stepped(pilot(default_rng(seed), effect, shock)) for seed in range(repeats)]
        drift = np.mean([one.before.chance < 0.05 for one in found if one and one.before])
        summed(f"pilot, groepsschok {shock:.2f}", effect, [one.effect for one in found if one])
        print(f"  uiteenlopen vooraf slaat aan in {100 * drift:.1f}%")
    for effect in (0.05, 0.0):
        runs = [stepped(phased(default_rng(seed), effect)) for seed in range(repeats)]
        summed("gefaseerd, groeiend", effect * GROWN, [one.effect for one in runs if one])
    for effect, persons in ((0.12, 1500), (0.0, 1500), (0.0, 400)):
        drawn = [threshold(default_rng(seed), effect, persons) for seed in range(repeats)]
        jumps = [jump_at(x, y, bandwidth(x, y)).estimate() for x, y in drawn]
        summed(f"drempel, {persons} personen", effect, jumps)


def waiting_lists(repeats: int, people: int = 2000, months: int = 36) -> None:
    """Print the same of a waiting list: all are on it from the first day, and places decide."""
    profile = load_profile("uithoorn").profile
    listed = Design(id="w", naam="W", soort="wachtlijst", instrument="scholing", lijst="taalpunt")
    for effect in (True, False):
        found, truths, unlike = [], [], 0
        for seed in range(1, repeats + 1):
            made = town(default_rng(seed), people, months, effect, FLAT)
            last = month_start(FIRST + months) - timedelta(days=1)
            cases = Caseload(_with_list(made.tables), profile, COLUMNS)
            panel = panel_of(cases, last)
            assert panel is not None
            tried = queued(cases, panel, listed)
            unlike += bool(tried.reasons())
            if tried.effect is not None:
                found.append(tried.effect)
                truths.append(made.truth)
        inside = np.mean([a.low <= b <= a.high for a, b in zip(found, truths, strict=True)])
        gaps = np.array([one.difference for one in found]) - np.array(truths)
        print(f"wachtlijst, {people} personen: waarheid {np.mean(truths):.1f}, ernaast "
              f"{gaps.mean():.2f} (fout {gaps.std(ddof=1) / len(gaps) ** 0.5:.2f}), dekking "
              f"{100 * inside:.1f}%, breedte {np.mean([one.high - one.low for one in found]):.1f}, "
              f"geen uitspraak {100 * unlike / repeats:.1f}%", flush=True)  # fmt: skip


def _with_list(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the tables with everybody on the list from the first day until the start."""
    begun = tables["voorzieningen"].select("persoon_id", af=pl.col("begindatum"))
    line = (
        tables["uitkeringen"]
        .join(begun, on="persoon_id", how="left")
        .select(
            "persoon_id", voorziening_id=pl.concat_str(pl.lit("L"), "persoon_id"),
            instrument=pl.lit("taalpunt"), begindatum="ingangsdatum",
            einddatum=pl.coalesce(pl.col("af") - pl.duration(days=1), "einddatum"),
        )
    )  # fmt: skip
    both = pl.concat([tables["voorzieningen"], _whole("voorzieningen", line)])
    return {**tables, "voorzieningen": both}


def summed(name: str, effect: float, found: list[Estimate]) -> None:
    truth = 100 * effect
    inside = np.mean([one.low <= truth <= one.high for one in found])
    gaps = np.array([one.difference for one in found])
    width = np.mean([one.high - one.low for one in found])
    print(f"{name}: waarheid {truth:.1f}, gemiddeld {gaps.mean():.2f} (fout "
          f"{gaps.std(ddof=1) / len(gaps) ** 0.5:.2f}), dekking {100 * inside:.1f}%, breedte "
          f"{width:.1f}", flush=True)  # fmt: skip


def of_sample() -> None:
    """Print the time of ten instruments of Dalfsen, each with 1,000 draws for every curve.

    And the same errors by drawing persons again and weighing anew, of the first three.
    """
    from grip import load
    from grip.effects import adjust

    cases = load(ROOT / "data/sample/dalfsen", "dalfsen")
    begun = perf_counter()
    panel = panel_of(cases, date(2021, 10, 14))
    assert panel is not None
    counted = panel.starts.get_column("instrument").value_counts(sort=True)
    names = sorted(counted.head(10).get_column("instrument"))
    adjust.DRAWS = 1000
    trials = {name: trial_of(panel, name, HORIZON) for name in names}
    found = {name: compare(trial, placebo_of(panel, name))
             for name, trial in trials.items() if trial is not None}  # fmt: skip
    print(f"{len(found)} instrumenten: {perf_counter() - begun:.2f} s")
    for name in names[:3]:
        trial, one = trials[name], found[name]
        assert trial is not None
        assert one is not None
        print(f"{name}: fout {one.work.error:.2f}, personen opnieuw getrokken "
              f"{redrawn(trial, 300):.2f}")  # fmt: skip


def redrawn(trial: Trial, times: int) -> float:
    """Return the spread of the difference when persons are drawn again and weighed anew."""
    persons = int(trial.person.max()) + 1
    gaps = []
    for seed in range(times):
        often = default_rng(seed).multinomial(persons, np.full(persons, 1 / persons))
        rows = np.repeat(np.arange(len(trial.person)), often[trial.person])
        one = {name: value[rows] for name, value in vars(trial).items()
               if isinstance(value, np.ndarray) and len(value) == len(trial.person)
               and name != "design"}  # fmt: skip
        again = compare(Trial(**{**vars(trial), **one}), curved=False)
        if again is not None:
            gaps.append(again.work.difference)
    return float(np.std(gaps, ddof=1))


def main() -> int:
    asked = sys.argv[1:]
    if asked[:1] == ["--designs"]:
        repeats = int(asked[1]) if len(asked) > 1 else 400
        designs(repeats)
        waiting_lists(repeats // 2)
        return 0
    if asked[:1] == ["--sample"]:
        of_sample()
        return 0
    if asked[:1] == ["--nsw"]:
        nsw(Path(asked[1]))
        return 0
    if asked[:1] == ["--size"]:
        of_size()
        return 0
    numbers = [int(one) for one in asked] + [20, 20_000, 36][len(asked) :]
    return 0 if simulate(*numbers) else 1


if __name__ == "__main__":
    sys.exit(main())
