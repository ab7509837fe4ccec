"""All that is known of registration discipline, for the terminal, the report and the worklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.discipline.doubt import Doubt, doubts
from grip.discipline.fields import Field, needed_fields
from grip.discipline.filling import filling
from grip.discipline.keepers import KEEPER, TEAM
from grip.findings import Finding
from grip.indicators.views.caseload import Caseload
from grip.periods import Period, months_between

MONTH = "maand"
_FIELD = ["tabel", "veld"]


@dataclass(frozen=True)
class Discipline:
    """How well the records are kept over the twelve months that end with the period.

    Attributes:
        fields: what must be filled, and who needs it.
        filled: per field, month, team and consulent: `velden`, `gevuld` and `onbekende_codes`.
        entered: every start or end that was entered in these months: `maand`, `team`,
            `consulent`, `dagen` from the day itself to the entry.
        doubts: which figures rest on how many doubtful rows.
        months: the months, oldest first.
        soon: within how many days an entry is in time.
        fewest: a share of fewer than this is not given for a team or a consulent.
    """

    fields: tuple[Field, ...]
    filled: pl.DataFrame
    entered: pl.DataFrame
    doubts: tuple[Doubt, ...]
    months: tuple[Period, ...]
    soon: int
    fewest: int

    @property
    def last(self) -> date:
        return self.months[-1].end

    def completeness(self, *by: str, needed: bool = True) -> pl.DataFrame:
        """Return `velden`, `gevuld`, `onbekende_codes` and `volledig_pct`, summed by columns.

        With `needed` only fields that something needs count; else also those with codes only.
        """
        parts = ["velden", "gevuld", "onbekende_codes"]
        rows = self.filled
        if needed:
            names = [field.name for field in self.fields]
            rows = rows.filter((pl.col("tabel") + "." + pl.col("veld")).is_in(names))
        summed = rows.group_by(by).agg(pl.col(parts).sum()).sort(by) if by else rows.select(
            pl.col(parts).sum()
        )  # fmt: skip
        share = 100 * pl.col("gevuld") / pl.col("velden")
        return summed.with_columns(volledig_pct=pl.when(pl.col("velden") > 0).then(share))

    def timeliness(self, *by: str) -> pl.DataFrame:
        """Return `invoer` (how many), `mediaan_dagen` and `op_tijd_pct`, by columns."""
        days = pl.col("dagen")
        counts = (
            pl.len().cast(pl.Int64).alias("invoer"),
            days.median().alias("mediaan_dagen"),
            (100 * (days <= self.soon).mean()).alias("op_tijd_pct"),
        )
        if not by:
            return self.entered.select(*counts)
        return self.entered.group_by(by).agg(*counts).sort(by)

    def unknown_codes(self, *by: str) -> pl.DataFrame:
        """Return the fields that hold codes nobody knows, by columns beside the field.

        A record that runs for months is in each of them: the month that has most is given.
        """
        keys = [*_FIELD, *by]
        codes = pl.col("onbekende_codes")
        months = self.filled.group_by([*keys, MONTH]).agg(codes.sum())
        return months.filter(codes > 0).group_by(keys).agg(codes.max()).sort(keys)


def discipline_of(
    caseload: Caseload, findings: Iterable[Finding], rows: Mapping[str, pl.Series],
    period: Period, extraction: date,
) -> Discipline:  # fmt: skip
    """Return the registration discipline of the twelve months that end with the period."""
    year = period.last_twelve_months()
    months = tuple(m for m in months_between(year.begin, year.end) if m.end <= year.end)[-12:]
    fields = needed_fields(caseload)
    settings = caseload.profile.instellingen
    return Discipline(
        fields, filling(caseload, fields, months, extraction), _entered(caseload, months),
        doubts(caseload, fields, findings, rows, year, extraction),
        months, settings.tijdig_dagen, settings.minimum_noemer,
    )  # fmt: skip


def _entered(caseload: Caseload, months: Sequence[Period]) -> pl.DataFrame:
    """Return what was entered in these months, as `tijdigheid_dagen` counts it."""
    days = (pl.col("ingevoerd") - pl.col("dag")).dt.total_days()
    whole = pl.col("ingevoerd").is_between(months[0].begin, months[-1].end) if months else False
    return (
        caseload.unit("invoer")
        .filter(whole)
        .select(
            pl.col("ingevoerd").dt.month_end().alias(MONTH), TEAM,
            pl.col(KEEPER).fill_null("onbekend"), dagen=days,
        )
        .sort(MONTH, TEAM, KEEPER, "dagen")
    )  # fmt: skip
