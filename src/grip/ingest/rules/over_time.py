"""Rules over time: what an export misses, what jumps, and dates that cannot be known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import polars as pl

from grip.findings import Scope, Severity
from grip.ingest.extraction import ADMINISTRATIVE, EFFECTIVE
from grip.ingest.rules.counts import by_month, by_year, limits_of, month_name
from grip.ingest.rules.model import (
    COUNT,
    DAY,
    Check,
    Export,
    Hits,
    about,
    against_extraction,
    each,
    where,
)
from grip.schema import TABLES

_WARN = Severity.WARN
_YEAR = timedelta(days=366)
_FAR = timedelta(days=3653)
_SLACK = timedelta(days=31)
_FEW = 7  # by chance alone, this many are missing once in a thousand times
_WINDOW, _RECENT, _MANY = 24, 12, 10
_MASS, _MASS_BEGIN_SHARE, _MASS_END_SHARE = 20, 0.4, 0.25
_FLOWS = (
    ("uitkeringen", "ingangsdatum"), ("uitkeringen", "einddatum"), ("meldingen", "meldingsdatum"),
)  # fmt: skip
_REGISTERS = (*_FLOWS, ("voorzieningen", "begindatum"))
_EVENTS = (
    ("meldingen", "meldingsdatum"), ("besluiten", "datum"), ("toetsingen", "datum"),
    ("kosten", "datum"),
)  # fmt: skip
_SPELLS = tuple((table, row.begin) for table, row in TABLES.items() if row.begin)
_ENDS = tuple((table, "einddatum") for table, _ in _SPELLS)


def _quiet(export: Export) -> Iterator[Hits]:
    """The last months have nothing, where the year before makes that more than chance."""
    for table, column, months in _monthly(export, _REGISTERS):
        values = list(months.values())
        silent = next((n for n, value in enumerate(reversed(values)) if value), len(values))
        year = values[: len(values) - silent][-_RECENT:]
        if silent and len(year) == _RECENT and silent * sum(year) / _RECENT >= _FEW:
            last = month_name(max(months) - silent)
            yield about(table, column, {"aantal": silent, "maand": last})


def _jumps(export: Export) -> Iterator[Hits]:
    """Months of the last year beyond what the last two years make likely.

    The newest months may still be low, since they are not all entered yet: too low is only said
    of months that are no longer provisional.
    """
    provisional = export.profile.instellingen.voorlopig_maanden
    for table, column, months in _monthly(export, _FLOWS):
        window = list(months.items())[-_WINDOW:]
        limits = limits_of([value for _, value in window])
        if limits is None:
            continue
        settled = max(months) - provisional
        wild = [
            {"maand": month_name(month)}
            for month, value in window[-_RECENT:]
            if value > limits[1] or (value < limits[0] and value and month <= settled)
        ]
        if wild:
            yield about(table, column, *wild)


def _monthly(
    export: Export, columns: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str, dict[int, int]]]:
    for table, column in columns:
        if export.extraction is not None and export.has(table, column):
            months = by_month(export.days(table, column), export.extraction)
            if months:
                yield table, column, months


def _empty_years(export: Export) -> Iterator[Hits]:
    """Years without a single date, where the years around them make that more than chance."""
    for table, column in _REGISTERS:
        if export.extraction is not None and export.has(table, column):
            years = by_year(export.days(table, column), export.extraction)
            holes = [{"jaar": year} for year in years if not years[year] and _odd(years, year)]
            if holes:
                yield about(table, column, *holes)


def _odd(years: dict[int, int], empty: int) -> bool:
    before = next((years[y] for y in range(empty, min(years) - 1, -1) if years[y]), 0)
    after = next((years[y] for y in range(empty, max(years) + 1) if years[y]), 0)
    return min(before, after) >= _FEW


def _many_on_one_day(
    export: Export, columns: Iterable[tuple[str, str]], share: float
) -> Iterator[Hits]:
    for table, column in columns:
        if export.has(table, column):
            days = export.days(table, column)
            often = (pl.col(COUNT) >= _MASS) & (pl.col(COUNT) >= share * pl.col(COUNT).sum())
            counts = days.filter(often & (pl.len() > 1)).get_column(COUNT)
            if len(counts):
                yield about(table, column, *({"aantal": count} for count in counts))


def _mass_begin(export: Export) -> Iterator[Hits]:
    yield from _many_on_one_day(export, _SPELLS, _MASS_BEGIN_SHARE)


def _mass_end(export: Export) -> Iterator[Hits]:
    yield from _many_on_one_day(export, _ENDS, _MASS_END_SHARE)


def _lonely_last_day(export: Export) -> Iterator[Hits]:
    """The day that the extraction was taken from stands a year apart from all (many) others."""
    if export.given:
        return
    for columns in (ADMINISTRATIVE, EFFECTIVE):
        found = [
            days.select(DAY, table=pl.lit(table), column=pl.lit(name))
            for name in columns
            for table in export.with_column(name)
            if not (days := export.days(table, name)).is_empty()
        ]
        if found:
            last = pl.concat(found).sort(DAY, "table", "column").unique(DAY, maintain_order=True)
            *before, (day, table, name) = last.iter_rows()
            if len(before) >= _MANY and day - before[-1][0] > _YEAR:
                yield about(table, name, {"aantal": len(before)})
            return


def _entered_later(day: pl.Expr, extraction: date) -> pl.Expr:
    return day > extraction


def _not_yet(day: pl.Expr, extraction: date) -> pl.Expr:
    return day > extraction + _SLACK


def _next_year(day: pl.Expr, extraction: date) -> pl.Expr:
    return day > extraction + _YEAR


def _next_decade(day: pl.Expr, extraction: date) -> pl.Expr:
    return day > extraction + _FAR


def _long_before(entered: str, effective: str) -> pl.Expr:
    return pl.col(entered) + _YEAR < pl.col(effective)


_DAY = "extractiedatum 2021-01-15"
_EVERY_MONTH = "2 per maand, 24 maanden lang: meldingen | meldingsdatum"

OVER_TIME = (
    Check(
        code="TIJD-STIL", severity=_WARN, scope=Scope.TIME,
        message="De laatste datum in '{kolom}' ligt in {maand}; aantal lege maanden tot de export: "
        "{aantal}.",
        remedy="Controleer de selectie van de export; de laatste maanden lijken te ontbreken.",
        why="Een maand zonder instroom is onwaarschijnlijk waar er altijd instroom was. "
        "De cijfers over deze maanden zijn te laag, en de stand is te hoog of te laag.",
        good=(f"{_EVERY_MONTH} 2019-01-10", _DAY), bad=(f"{_EVERY_MONTH} 2018-05-10", _DAY),
        find=_quiet,
    ),
    Check(
        code="TIJD-SPRONG", severity=_WARN, scope=Scope.TIME,
        message="In {maand} is het aantal in '{kolom}' veel hoger of lager dan in de andere "
        "maanden.",
        remedy="Zoek uit wat er die maand was: echt, een inhaalslag in de registratie, of dubbele "
        "rijen.",
        why="Een sprong in de instroom of uitstroom is soms echt. Is hij het gevolg van de "
        "registratie, dan vertelt hij niets over het bestand. De grens is die van een "
        "regelkaart (XmR) over twee jaar.",
        good=("8 per maand, 24 maanden lang: meldingen | meldingsdatum 2019-01-10", _DAY),
        bad=("8 per maand, 24 maanden lang: meldingen | meldingsdatum 2019-01-10",
             "30 keer: meldingen | meldingsdatum 2020-09-20", _DAY),
        find=_jumps,
    ),
    Check(
        code="TIJD-GAT", severity=_WARN, scope=Scope.TIME,
        message="Over {jaar} staat er in '{kolom}' niets, terwijl eerdere en latere jaren er wel "
        "zijn.",
        remedy="Neem dat jaar op in de export, of begin het rapport na dat jaar.",
        why="Zonder beëindigingen in een jaar lijkt het bestand te groeien, zonder starts te "
        "krimpen. Cijfers over dat jaar kloppen niet.",
        good=("1 per maand, 24 maanden lang: meldingen | meldingsdatum 2019-01-10", _DAY),
        bad=("1 per maand, 12 maanden lang: meldingen | meldingsdatum 2018-01-10",
             "1 per maand, 12 maanden lang: meldingen | meldingsdatum 2020-01-10", _DAY),
        find=_empty_years,
    ),
    Check(
        code="TIJD-MASSA-BEGIN", severity=_WARN, scope=Scope.TIME,
        message="{aantal} rijen hebben in '{kolom}' dezelfde dag; dat lijkt een conversie.",
        remedy="Vraag na of dit de echte begindatum is, of die van een nieuw systeem.",
        why="Bij een overgang naar een ander systeem krijgen alle rijen dezelfde begindatum. De "
        "duur en de doorstroom van voor die dag zijn dan weg.",
        good=("2 per maand, 12 maanden lang: uitkeringen | ingangsdatum 2020-01-06",
              "2 per maand, 12 maanden lang: categorieen | categorie Zorg | begindatum 2020-01-10",
              _DAY),
        bad=("20 keer: categorieen | categorie Zorg | begindatum 2020-01-01",
             "categorieen | categorie Zorg | begindatum 2020-05-01", _DAY),
        find=_mass_begin,
    ),
    Check(
        code="TIJD-MASSA-EINDE", severity=_WARN, scope=Scope.TIME,
        message="{aantal} rijen eindigen op dezelfde dag; dat lijkt een conversie of opschoning.",
        remedy="Vraag na of dit de echte einddatum is.",
        why="Zijn rijen in een keer afgesloten, dan staat hun echte einde er niet meer. De "
        "uitstroom van die maand is te hoog en die van de maanden ervoor te laag.",
        good=("2 per maand, 24 maanden lang: voorzieningen | begindatum 2019-01-01"
              " | einddatum 2019-01-10", _DAY),
        bad=("20 keer: voorzieningen | begindatum 2019-01-01 | einddatum 2020-12-31",
             "voorzieningen | begindatum 2019-01-01 | einddatum 2020-06-30", _DAY),
        find=_mass_end,
    ),
    Check(
        code="ADMIN-VROEG", severity=_WARN, scope=Scope.TIME,
        message="De dag van invoer ('{kolom}') ligt meer dan een jaar voor de datum die is "
        "ingevoerd.",
        remedy="Verbeter in het bronsysteem de ingangsdatum of de einddatum; het jaartal is vaak "
        "verkeerd getypt.",
        why="Niemand voert een uitkering een jaar vooruit in. Waarschijnlijk is de datum zelf "
        "fout, en telt deze rij in het verkeerde jaar.",
        good=("uitkeringen | ingangsdatum 2020-01-01 | administratie_begin 2020-01-09",),
        bad=("uitkeringen | ingangsdatum 2021-10-01 | administratie_begin 2020-01-09",),
        find=each(
            where("uitkeringen", "administratie_begin",
                  _long_before("administratie_begin", "ingangsdatum")),
            where("uitkeringen", "administratie_einde",
                  _long_before("administratie_einde", "einddatum")),
        ),
    ),
    Check(
        code="ADMIN-TOEKOMST", severity=_WARN, scope=Scope.TIME,
        message="De dag van invoer ligt na de extractiedatum.",
        remedy="Controleer --extractiedatum, of de datum in het bronsysteem.",
        why="Wat na de export is ingevoerd, kan er niet in staan. Klopt de extractiedatum niet, "
        "dan zijn de verkeerde maanden als voorlopig gemerkt.",
        good=("uitkeringen | administratie_begin 2021-01-14", _DAY),
        bad=("uitkeringen | administratie_begin 2021-02-14", _DAY),
        find=each(*(against_extraction("uitkeringen", c, _entered_later) for c in ADMINISTRATIVE)),
    ),
    Check(
        code="BEGIN-TOEKOMST", severity=_WARN, scope=Scope.TIME,
        message="'{kolom}' ligt meer dan een maand na de extractiedatum.",
        remedy="Verbeter de datum in het bronsysteem. Klopt zij, geef dan met --extractiedatum de "
        "dag waarop de export is gemaakt.",
        why="Een start die nog moet komen telt nu niet mee, en later in een maand die niemand "
        "verwacht. Vaak is het jaartal verkeerd getypt.",
        good=("uitkeringen | ingangsdatum 2021-02-01", _DAY),
        bad=("uitkeringen | ingangsdatum 2021-10-01", _DAY),
        find=each(
            *(against_extraction(t, c, _not_yet) for t, c in (*_SPELLS, *_EVENTS) if c),
        ),
    ),
    Check(
        code="EINDE-TOEKOMST", severity=_WARN, scope=Scope.TIME,
        message="De einddatum ligt ver na de extractiedatum.",
        remedy="Maak de einddatum leeg als het einde niet bekend is.",
        why="Een uitkering eindigt zelden meer dan een jaar vooruit, andere zaken zelden meer dan "
        "tien jaar. Zo'n datum staat vaak voor 'loopt nog', en wordt ooit uitstroom.",
        good=("uitkeringen | einddatum 2021-01-31", _DAY),
        bad=("uitkeringen | einddatum 2029-12-31", _DAY),
        find=each(
            against_extraction("uitkeringen", "einddatum", _next_year),
            *(against_extraction(t, "einddatum", _next_decade)
              for t, _ in _SPELLS if t != "uitkeringen"),
        ),
    ),
    Check(
        code="EXTRACTIE-UITSCHIETER", severity=_WARN, scope=Scope.TIME,
        message="De extractiedatum is afgeleid van een dag die meer dan een jaar na alle "
        "andere ligt.",
        remedy="Geef --extractiedatum op, en verbeter deze datum in het bronsysteem.",
        why="De laatste datum in de gegevens geldt als de dag van de export. Een enkele tikfout "
        "maakt dan dat het rapport over een maand gaat waarin nog niets is gebeurd.",
        good=("1 per maand, 12 maanden lang: uitkeringen | administratie_begin 2020-01-06",
              "uitkeringen | administratie_begin 2021-01-14"),
        bad=("1 per maand, 12 maanden lang: uitkeringen | administratie_begin 2020-01-06",
             "uitkeringen | administratie_begin 2031-01-14"),
        find=_lonely_last_day,
    ),
)  # fmt: skip
