"""With whom a figure is compared: the chosen areas, and the municipalities that are most alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from grip.benchmark.limits import FEWEST_AREAS, NO_SPREAD, Spread, spread_of
from grip.passports import Passport, Peers

MUNICIPALITY, ALIKE, OWN_AREA = "gemeente", "gelijkende gemeenten", "eigen gemeente"
OF_ONE_SIZE = ("grootteklasse", ALIKE)
KINDS = ("land", "grootteklasse", "arbeidsmarktregio", "referentiegroep", ALIKE, OWN_AREA)
LEAST_CASES = 200  # counts are rounded to tens: below this, rounding looks like spread
_LOGGED = ("inwoners",)  # traits of which the ratio counts and not the difference


Figures = Mapping[tuple[str, str], pl.DataFrame]  # rows by source and indicator


@dataclass(frozen=True)
class Published:
    """One published figure of one area and period.

    `members` are the codes of a made group, `bottom` is its denominator where that is published.
    """

    kind: str
    area: str
    value: float
    period: str
    status: str = ""
    origin: str = ""
    members: tuple[str, ...] = ()
    bottom: float | None = None


class Shelf:
    """The published figures, asked by area, as far as this municipality compares itself with them.

    Args:
        rows: rows of the table `benchmark`, with `herkomst`.
        choices: with whom the municipality compares itself.
        own: how the municipality is called in published tables: its code, its name.
        names: code of an area = name.
    """

    def __init__(
        self, rows: pl.DataFrame, choices: Peers, own: tuple[str, ...], names: Mapping[str, str]
    ) -> None:
        self._rows = rows
        self._choices = choices
        self._own = tuple(word for word in own if word)
        self._names = names
        self._parts = _by_figure(rows)
        self._spreads: dict[tuple[str, str, float | None], tuple[Spread, str]] = {}
        self._found: dict[str, list[Published]] = {}

    def of(self, passport: Passport) -> list[Published]:
        """Return the figures of the chosen areas, of every period."""
        if passport.key not in self._found:
            self._found[passport.key] = self._chosen(passport)
        return self._found[passport.key]

    def _chosen(self, passport: Passport) -> list[Published]:
        key = (passport.bron, passport.indicator)
        part = self._of_chosen.get(key)
        chosen = [] if part is None else [
            Published(
                OWN_AREA if row["gebied_soort"] == MUNICIPALITY else row["gebied_soort"],
                self.name(row["gebied"]), row["waarde"], row["periode"], row["status"] or "",
                row["herkomst"], (), row["noemer"],
            )
            for row in part.iter_rows(named=True)
        ]  # fmt: skip
        return [*chosen, *self._of_alike.get(key, ())]

    def indicators(self, source: str) -> list[str]:
        """Return the names of all figures of a source."""
        return [indicator for one, indicator in self._parts if one == source]

    def name(self, area: str) -> str:
        """Return the name of an area; a code without a name stays a code."""
        return self._names.get(area, area)

    @cached_property
    def _of_chosen(self) -> Figures:
        """The rows of the chosen areas."""
        return _by_figure(self._rows.filter(self._is_chosen()))

    def _is_chosen(self) -> pl.Expr:
        kind, area = pl.col("gebied_soort"), pl.col("gebied")
        tests = [kind == "land", (kind == MUNICIPALITY) & area.is_in(list(self._own))]
        for name in ("grootteklasse", "arbeidsmarktregio", "referentiegroep"):
            chosen = getattr(self._choices, name)
            wanted = [chosen] if isinstance(chosen, str) else list(chosen)
            codes = [*wanted, *(code for code, word in self._names.items() if word in wanted)]
            tests.append((kind == name) & area.is_in(codes))
        return pl.any_horizontal(tests)

    # ---- municipalities that are most alike ------------------------------------------------------

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """The codes of the municipalities that are most alike, nearest first; none where unknown.

        Each trait is brought to mean 0 and spread 1 over all municipalities (of inhabitants the
        logarithm); near is the smallest Euclidean distance, with equal weights.
        """
        traits = self._traits()
        if traits is None or self._choices.gelijk_aantal == 0:
            return ()
        codes = traits.get_column("gebied").to_list()
        mine = next((code for code in self._own if code in codes), None)
        if mine is None:
            return ()
        numbers = traits.drop("gebied").to_numpy()
        spread = numbers.std(axis=0)
        scaled = (numbers - numbers.mean(axis=0)) / np.where(spread > 0, spread, 1)
        distance = np.sqrt(((scaled - scaled[codes.index(mine)]) ** 2).sum(axis=1))
        order = np.lexsort((np.array(codes), distance))
        others = [codes[place] for place in order if codes[place] != mine]
        return tuple(others[: self._choices.gelijk_aantal])

    def _traits(self) -> pl.DataFrame | None:
        """Return the latest traits of municipalities that have all of them in that period."""
        names = list(self._choices.gelijkenis)
        rows = self._rows.filter(
            pl.col("gebied_soort") == MUNICIPALITY, pl.col("indicator").is_in(names)
        )
        full = (
            rows.group_by("periode")
            .agg(pl.col("gebied").n_unique(), aantal=pl.col("indicator").n_unique())
            .filter(pl.col("aantal") == len(names), pl.col("gebied") >= FEWEST_AREAS)
            .sort("periode")
        )
        if not names or full.is_empty():
            return None
        latest = full.get_column("periode").last()
        wide = rows.filter(pl.col("periode") == latest).pivot(
            "indicator", index="gebied", values="waarde", aggregate_function="first"
        )
        logged = [pl.col(name).log() for name in names if name in _LOGGED]
        plain = [pl.col(name) for name in names if name not in _LOGGED]
        return wide.select("gebied", *logged, *plain).drop_nulls().sort("gebied")

    @cached_property
    def _of_alike(self) -> dict[tuple[str, str], list[Published]]:
        """The figures of the most similar municipalities together, where all are known."""
        if not self.alike:
            return {}
        together = (
            self._rows.filter(
                pl.col("gebied_soort") == MUNICIPALITY,
                pl.col("gebied").is_in(list(self.alike)),
                pl.col("noemer") > 0,
                pl.col("teller").is_not_null(),
            )
            .group_by("bron", "indicator", "periode")
            .agg(
                pl.col("teller").sum(), pl.col("noemer").sum(), pl.len(),
                schaal=(pl.col("waarde") * pl.col("noemer") / pl.col("teller")).median(),
                status=pl.col("status").first(), herkomst=pl.col("herkomst").first(),
            )
            .filter(pl.col("len") == len(self.alike))
            .sort("periode")
        )  # fmt: skip
        found: dict[tuple[str, str], list[Published]] = {}
        for row in together.iter_rows(named=True):
            found.setdefault((row["bron"], row["indicator"]), []).append(
                Published(
                    ALIKE, f"{len(self.alike)} meest gelijkende gemeenten",
                    _scale(row["schaal"]) * row["teller"] / row["noemer"], row["periode"],
                    row["status"] or "", row["herkomst"], self.alike, row["noemer"],
                )
            )  # fmt: skip
        return found

    # ---- how much municipalities differ ----------------------------------------------------------

    def spread(
        self, passport: Passport, period: str, size: float | None = None
    ) -> tuple[Spread, str]:
        """Return how much municipalities differ, in the nearest period of which that is known.

        With `size` only those count whose denominator is between half of it and twice as much:
        large and small municipalities differ in level too, which is no spread within a class.
        """
        place = passport.key, period, size
        if place not in self._spreads:
            self._spreads[place] = self._nearest_spread(passport, period, size)
        return self._spreads[place]

    def _nearest_spread(
        self, passport: Passport, period: str, size: float | None
    ) -> tuple[Spread, str]:
        part = self._parts.get((passport.bron, passport.indicator))
        if part is None:
            return NO_SPREAD, ""
        known = part.filter(
            pl.col("gebied_soort") == MUNICIPALITY,
            pl.col("noemer") >= LEAST_CASES,
            pl.col("teller").is_not_null(),
            pl.lit(True) if size is None else pl.col("noemer").is_between(size / 2, size * 2),
        )
        sizes = known.group_by("periode").len().filter(pl.col("len") >= FEWEST_AREAS)
        year = int(period[:4])
        nearest = min(
            sizes.get_column("periode").to_list(),
            key=lambda other: (abs(int(other[:4]) - year), other),
            default="",
        )
        if not nearest:
            return NO_SPREAD, ""
        chosen = known.filter(pl.col("periode") == nearest)
        spread = spread_of(
            chosen.get_column("teller").to_numpy(), chosen.get_column("noemer").to_numpy()
        )
        return spread, nearest


def _by_figure(rows: pl.DataFrame) -> Figures:
    parts = rows.partition_by(["bron", "indicator"], as_dict=True, maintain_order=True)
    return {(key[0], key[1]): part for key, part in parts.items()}


def _scale(seen: float | None) -> float:
    """Return the scale (100, 1,000, 10,000) that rounded figures of a table stand in."""
    return min((1.0, 100.0, 1000.0, 10_000.0), key=lambda one: abs(np.log(one / (seen or 100.0))))
