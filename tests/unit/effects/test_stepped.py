"""Difference in differences: closed forms, known truths, and what its tests should notice."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from grip.effects.stepped import LATER, Counted, Stepped, stepped

PERSONS = 300


def counted(shares: list[list[float]], begins: list[int], size: int = 100) -> Counted:
    """Return groups by periods with exactly these shares, all of other persons."""
    rows = [
        (group, period, 1.0 if number < round(share * size) else 0.0)
        for group, line in enumerate(shares)
        for period, share in enumerate(line)
        for number in range(size)
    ]
    group, period, outcome = (np.array(column) for column in zip(*rows, strict=True))
    return Counted(np.arange(len(rows)), group, period, outcome, np.array(begins))


def drawn(
    seed: int, effect: float = 0.0, shock: float = 0.0, slope: float = 0.0, begin: int = 6,
    again: float = 0.0,
) -> Counted:  # fmt: skip
    """Return two groups over eight periods at random; a share `again` comes back next period."""
    rng = np.random.default_rng(seed)
    befalls, common = rng.normal(0, shock, (2, 8)), rng.normal(0, 0.03, 8)
    rows = []
    for group in (0, 1):
        persons, moods = np.arange(PERSONS) + group * 10**6, rng.normal(0, 0.1, PERSONS)
        for period in range(8):
            fresh = rng.random(PERSONS) >= again
            persons = np.where(fresh, persons + 1000, persons)
            moods = np.where(fresh, rng.normal(0, 0.1, PERSONS), moods)
            chance = 0.25 + 0.03 * group + common[period] + befalls[group, period] + moods
            if group == 0:
                chance = chance + slope * period + effect * (period >= begin)
            rows.append((persons, np.full(PERSONS, group), np.full(PERSONS, period),
                         (rng.random(PERSONS) < chance).astype(float)))  # fmt: skip
    person, group_of, period_of, outcome = (np.concatenate(c) for c in zip(*rows, strict=True))
    number = np.unique(person, return_inverse=True)[1]
    return Counted(number, group_of, period_of, outcome, np.array([begin, LATER]))


def test_two_groups_and_two_periods_give_the_textbook_difference() -> None:
    """(0.40 - 0.20) - (0.35 - 0.25) = 0.10; its variance is the sum of p(1 - p)/n."""
    found = stepped(counted([[0.20, 0.40], [0.25, 0.35]], [1, LATER]))
    assert found is not None
    assert found.effect.difference == pytest.approx(10.0)
    variance = sum(p * (1 - p) for p in (0.20, 0.40, 0.25, 0.35)) / 100
    assert found.effect.error == pytest.approx(100 * variance**0.5)
    assert found.means == pytest.approx((40.0, 30.0))
    assert (found.treated, found.events, found.periods_before) == (100, 40, 1)
    assert found.before is None


def test_the_same_persons_before_and_after_are_one() -> None:
    """Who does the same in every period adds no doubt to a difference over time."""
    apart = counted([[0.3, 0.3], [0.3, 0.3]], [1, LATER])
    number = np.tile(np.arange(100), 2)
    alike = Counted(np.concatenate([number, number + 100]), apart.group, apart.period,
                    apart.outcome, apart.begins)  # fmt: skip
    one, two = stepped(apart), stepped(alike)
    assert one is not None
    assert two is not None
    assert one.effect.error > 5
    assert two.effect.error == pytest.approx(0.0, abs=1e-9)


def test_only_groups_that_wait_stand_beside_a_group_that_began() -> None:
    """An effect that grows: with the first group as control of the second it would be too small.

    Group 0 gains 10 in its first period and 20 in its next, group 1 gains 10; time adds 5 a period.
    """
    shares = [[0.10, 0.25, 0.40], [0.20, 0.25, 0.40], [0.30, 0.35, 0.40]]
    found = stepped(counted(shares, [1, 2, LATER]))
    assert found is not None
    assert found.effect.difference == pytest.approx((10 + 20 + 10) / 3)


def test_nobody_who_waits_or_no_time_before_gives_nothing() -> None:
    assert stepped(counted([[0.2, 0.4], [0.2, 0.4]], [0, LATER])) is None
    assert stepped(counted([[0.2, 0.4], [0.2, 0.4]], [1, 1])) is None


@cache
def many(effect: float, shock: float) -> list[Stepped]:
    """Return what 150 draws give, in which half comes back."""
    found = [stepped(drawn(seed, effect, shock, again=0.5)) for seed in range(150)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(("effect", "shock"), [(0.08, 0.0), (0.0, 0.0), (0.08, 0.03)])
def test_a_known_effect_lies_in_its_interval(effect: float, shock: float) -> None:
    estimates = [one.effect for one in many(effect, shock)]
    assert len(estimates) == 150
    inside = np.mean([one.low <= 100 * effect <= one.high for one in estimates])
    mean = np.mean([one.difference for one in estimates])
    spread = np.std([one.difference for one in estimates])
    assert 0.90 <= inside <= 0.99
    assert abs(mean - 100 * effect) < 3 * spread / 150**0.5


def test_what_befalls_a_whole_group_makes_the_interval_wider() -> None:
    quiet, loud = (
        np.mean([one.effect.error for seed in range(20) if (one := stepped(drawn(seed, shock=s)))])
        for s in (0.0, 0.08)
    )
    assert loud > 1.5 * quiet


def test_groups_that_drifted_apart_are_noticed() -> None:
    """And where they do not drift, no more often than chance allows."""
    drifting = [stepped(drawn(seed, slope=0.05)) for seed in range(40)]
    fired = [np.mean([one.before.chance < 0.05 for one in runs if one and one.before])
             for runs in (drifting, many(0.0, 0.0))]  # fmt: skip
    assert fired[0] > 0.8
    assert fired[1] < 0.08


def test_a_group_without_anybody_takes_no_test_away() -> None:
    """Beside groups that all get it in the end there may be nobody: that changes nothing."""
    whole = drawn(3, slope=0.05)
    spare = Counted(whole.person, whole.group, whole.period, whole.outcome,
                    np.array([6, LATER, LATER]))  # fmt: skip
    one, two = stepped(whole), stepped(spare)
    assert one is not None
    assert two is not None
    assert one.before is not None
    assert one.before == two.before
    assert one.effect == two.effect


def test_a_group_that_is_not_there_all_the_time_is_left_out_of_the_test() -> None:
    shares = [[0.2, 0.3, 0.6], [0.2, 0.2, 0.2], [0.2, 0.2, 0.2]]
    rows = counted(shares, [2, LATER, LATER])
    kept = (rows.group < 2) | (rows.period > 0)
    some = Counted(rows.person[kept], rows.group[kept], rows.period[kept], rows.outcome[kept],
                   rows.begins)  # fmt: skip
    found = stepped(some)
    assert found is not None
    assert found.before is not None
    assert found.before.difference == pytest.approx(10.0)
    alone = (rows.group == 0) | (rows.period > 0)
    never = stepped(Counted(rows.person[alone], rows.group[alone], rows.period[alone],
                            rows.outcome[alone], rows.begins))  # fmt: skip
    assert never is not None
    assert never.before is None


def test_with_and_without_are_of_the_cells_of_the_effect() -> None:
    """In the last period everybody has it and nobody waits: that is in neither of the shares."""
    found = stepped(counted([[0.2, 0.4, 0.9], [0.3, 0.3, 0.9]], [1, 2]))
    assert found is not None
    assert found.effect.difference == pytest.approx(20.0)
    assert found.means == pytest.approx((40.0, 20.0))
    assert (found.treated, found.events, int(found.beside.sum())) == (100, 40, 100)


def test_two_periods_before_tell_little_of_what_befalls_groups() -> None:
    """One degree of freedom: the interval is that of Student, also where they moved alike."""
    two = stepped(counted([[0.3, 0.3, 0.5], [0.3, 0.3, 0.3]], [2, LATER]))
    five = stepped(counted([[0.3] * 5 + [0.5], [0.3] * 6], [5, LATER]))
    assert two is not None
    assert five is not None
    wide, narrow = ((one.effect.high - one.effect.low) / one.effect.error for one in (two, five))
    assert wide > 10
    assert 2 * 1.96 < narrow < 2 * 2.8


def test_nobody_at_all_gives_nothing() -> None:
    none = np.array([], dtype=np.int64)
    assert stepped(Counted(none, none, none, none.astype(float), np.array([1, LATER]))) is None


def test_a_phased_start_is_the_contrast_of_a_regression_with_clusters() -> None:
    """Three groups, two of which begin, unequal and with persons who come back.

    Values by statsmodels 0.15.0: OLS of the outcome on a dummy for every group and period, errors
    clustered by person without correction, and of its coefficients the contrast that Callaway and
    Sant'Anna define (groups that wait as controls, all periods before as base, by size).
    """
    begins = np.array([1, 3, LATER])
    rows = [
        (
            g * 1000 + n + (37 * k if n % 4 == 0 else 0), g, k,
            float((n * 7 + k * 3 + g * 5 + (n // 3) * k) % 11
                  < 3 + g + 2 * (k >= begins[g]) + (k == 2)),
        )
        for g in range(3) for k in range(4) for n in range(40 - 5 * g - 2 * k)
    ]  # fmt: skip
    person, group, period, outcome = (np.array(column) for column in zip(*rows, strict=True))
    number = np.unique(person, return_inverse=True)[1]
    found = stepped(Counted(number, group, period, outcome, begins))
    assert found is not None
    assert found.effect.difference == pytest.approx(13.620630532666378, rel=1e-9)
    assert found.effect.error == pytest.approx(10.445201677060269, rel=1e-9)
