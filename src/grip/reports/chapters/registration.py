"""Chapter: is what must be recorded filled and on time, and what does that mean for the figures."""

from __future__ import annotations

from datetime import date

from grip.discipline.fields import SPLIT, Field
from grip.discipline.keepers import TEAM
from grip.discipline.overview import MONTH, Discipline
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.results import UNKNOWN

_NAMES = 6  # figures named in one cell
_PAST = (
    "Een export bewaart niet wat er vroeger in een veld stond: een maand gaat over de dossiers die "
    "toen liepen of eindigden, zoals zij nu gevuld zijn."
)


def discipline_chapter(kept: Discipline) -> Section:
    """Return the chapter on registration discipline; no consulent is named in it."""
    tables = [fields_table(kept), months_table(kept), teams_table(kept), doubts_table(kept)]
    if not kept.unknown_codes().is_empty():
        tables.append(codes_table(kept))
    return Section("registratie", "Registratie", registration_message(kept), tuple(tables))


def registration_message(kept: Discipline) -> tuple[str, ...]:
    """Say how full and how timely the records are, and which figure has most doubtful rows."""
    said = []
    for month, fields, filled, _, percent in kept.completeness(MONTH).iter_rows():
        if month != kept.last or percent is None:
            continue
        said.append(
            f"Van de {formats.count(fields)} velden die eind "
            f"{formats.month_label(kept.last)} gevuld horen te zijn, zijn er "
            f"{formats.count(filled)} gevuld ({formats.percent(percent)})."
        )
    number, days, soon = kept.timeliness().row(0)
    if number:
        said.append(
            f"In twaalf maanden zijn {formats.count(number)} begin- en einddata ingevoerd, de "
            f"helft binnen {formats.decimal(days, 0)} dagen; {formats.percent(soon, 0)} binnen "
            f"{kept.soon} dagen."
        )
    worst = next((d for d in kept.doubts if d.share), None)
    if worst is not None and worst.share is not None:
        said.append(
            f"De meeste twijfel zit onder {worst.figures[0].lower()}: "
            f"{formats.count(worst.doubtful)} van de "
            f"{formats.count(worst.rows)} rijen ({formats.percent(worst.share)})."
        )
    return tuple(said)


def fields_table(kept: Discipline) -> Table:
    """Return every field that must be filled: who needs it, how full it is, and was."""
    columns = (
        Column("veld", "Veld", Kind.TEXT),
        Column("voor", "Nodig voor", Kind.TEXT),
        Column("gevuld", "Gevuld"),
        Column("velden", "Hoort gevuld"),
        Column("nu", _header(kept.months[-1].end), Kind.PERCENT, "{gevuld}/{velden}*100"),
        Column("toen", _header(kept.months[0].end), Kind.PERCENT),
        Column("verschil", "Verschil (procentpunt)", Kind.DECIMAL),
    )
    shares = {
        (table, column, month): (filled, fields, percent)
        for table, column, month, fields, filled, _, percent in kept.completeness(
            "tabel", "veld", MONTH
        ).iter_rows()
    }
    rows = []
    for field in (field for field in kept.fields if field.present):
        now = shares.get((field.table, field.column, kept.last))
        then = shares.get((field.table, field.column, kept.months[0].end))
        rows.append((field.name, _users(field), *_field_cells(now, then)))
    lowest = sorted(rows, key=lambda row: row[4] if isinstance(row[4], float) else 101.0)
    return Table(
        "registratie_velden", "Velden gevuld", "Welke velden zijn gevuld, de leegste eerst",
        "Elk veld waar een cijfer, een uitsplitsing of een doel op rust, of dat het profiel noemt.",
        columns, tuple(lowest),
        ("Een veld telt alleen waar het gevuld hoort te zijn: een reden van uitstroom bij wie is "
         "uitgestroomd, een besluitdatum na acht weken.", _PAST, *_not_there(kept)),
    )  # fmt: skip


def _not_there(kept: Discipline) -> tuple[str, ...]:
    names = [field.name for field in kept.fields if not field.present]
    return (f"Niet in de export: {', '.join(names)}.",) if names else ()


def _field_cells(
    now: tuple[int, int, float | None] | None, then: tuple[int, int, float | None] | None
) -> tuple[Cell, ...]:
    filled, fields, percent = now or (0, 0, None)
    before = then[2] if then else None
    change = None if percent is None or before is None else percent - before
    return filled, fields, percent, before, change


def _users(field: Field) -> str:
    names = [name for name in field.figures if name != SPLIT]
    parts = names[:_NAMES]
    if len(names) > _NAMES:
        parts.append(f"en nog {len(names) - _NAMES}")
    if SPLIT in field.figures:
        parts.append("uitsplitsing")
    if field.asked:
        parts.append("profiel")
    return ", ".join(parts)


def months_table(kept: Discipline) -> Table:
    """Return the trend over the months: filled, unknown codes, entered and how soon."""
    columns = (
        Column("maand", "Maand", Kind.TEXT),
        Column("gevuld", "Velden gevuld"),
        Column("velden", "Hoort gevuld"),
        Column("pct", "Gevuld (%)", Kind.PERCENT, "{gevuld}/{velden}*100"),
        Column("codes", "Onbekende codes"),
        Column("invoer", "Ingevoerd"),
        Column("dagen", "Dagen tot invoer (mediaan)", Kind.DECIMAL),
        Column("op_tijd", f"Binnen {kept.soon} dagen (%)", Kind.PERCENT),
    )
    filled = {row[0]: row[1:] for row in kept.completeness(MONTH).iter_rows()}
    codes = {row[0]: row[3] for row in kept.completeness(MONTH, needed=False).iter_rows()}
    speed = {row[0]: row[1:] for row in kept.timeliness(MONTH).iter_rows()}
    rows: list[tuple[Cell, ...]] = []
    for month in kept.months:
        fields, full, _, percent = filled.get(month.end, (0, 0, 0, None))
        entered = speed.get(month.end, (0, None, None))
        label = formats.month_label(month.begin, short=True)
        rows.append((label, full, fields, percent, codes.get(month.end, 0), *entered))
    return Table(
        "registratie_maanden", "Registratie per maand", "Registratie, laatste twaalf maanden",
        "Hoe vol de dossiers zijn, en hoe snel een begin of einde van een uitkering is ingevoerd.",
        columns, tuple(rows),
        (_PAST, "Dagen tot invoer: van de dag zelf tot de dag waarop die is ingevoerd, van wat in "
         "de maand is ingevoerd. Wat nog moet worden ingevoerd, is niet te zien."),
    )  # fmt: skip


def teams_table(kept: Discipline) -> Table:
    """Return per team how full its records are, now and a year ago, and how soon it enters."""
    columns = (
        Column("team", "Team", Kind.TEXT),
        Column("gevuld", "Velden gevuld"),
        Column("velden", "Hoort gevuld"),
        Column("nu", _header(kept.months[-1].end), Kind.PERCENT, "{gevuld}/{velden}*100"),
        Column("toen", _header(kept.months[0].end), Kind.PERCENT),
        Column("invoer", "Ingevoerd in 12 maanden"),
        Column("dagen", "Dagen tot invoer (mediaan)", Kind.DECIMAL),
        Column("op_tijd", f"Binnen {kept.soon} dagen (%)", Kind.PERCENT),
    )
    shares = {
        (team, month): (filled, fields, percent if fields >= kept.fewest else Mark.TOO_FEW)
        for team, month, fields, filled, _, percent in kept.completeness(TEAM, MONTH).iter_rows()
    }
    speed = {row[0]: row[1:] for row in kept.timeliness(TEAM).iter_rows()}
    rows = []
    for team in sorted({team for team, _ in shares} | speed.keys()):
        now = shares.get((team, kept.last), (0, 0, None))
        then = shares.get((team, kept.months[0].end), (0, 0, None))
        number, days, soon = speed.get(team, (0, None, None))
        few = number < kept.fewest
        entered = (number, *((Mark.TOO_FEW,) * 2 if few and number else (days, soon)))
        rows.append((_team(team), *now, then[2], *entered))
    return Table(
        "registratie_teams", "Registratie per team", "Registratie per team",
        "Een dossier hoort bij het team van de consulent die op de rij staat, anders bij dat van "
        "de consulent van de uitkering.",
        columns, tuple(rows),
        ("Per consulent staat dit in de werklijst en niet in dit rapport.", _PAST),
    )  # fmt: skip


def _team(name: str) -> str:
    return "geen team bekend" if name == UNKNOWN else name


def doubts_table(kept: Discipline) -> Table:
    """Return which figures rest on how many doubtful rows."""
    columns = (
        Column("cijfers", "Cijfers", Kind.TEXT),
        Column("tabellen", "Rusten op", Kind.TEXT),
        Column("rijen", "Rijen"),
        Column("geweigerd", "Geweigerd"),
        Column("bevinding", "Met een bevinding"),
        Column("onbekend", "Leeg of onbekende code"),
        Column("twijfel", "Twijfelachtig"),
        Column("pct", "Twijfelachtig (%)", Kind.PERCENT, "{twijfel}/{rijen}*100"),
    )
    rows = tuple(
        (
            _listed(d.figures), ", ".join(d.tables), d.rows, d.refused, d.found, d.unknown,
            d.doubtful, d.share,
        )
        for d in kept.doubts
    )  # fmt: skip
    return Table(
        "registratie_twijfel", "Twijfel per cijfer", "Welke cijfers rusten op twijfelachtige rijen",
        "Rijen van de laatste twaalf maanden; een rij telt een keer, ook als er meer mee is.",
        columns, rows,
        ("Een rij is twijfelachtig voor een cijfer als zij is geweigerd, als er een bevinding is "
         "in een kolom die het cijfer leest, of als die kolom leeg is of een onbekende code heeft.",
         "Twijfelachtig is niet fout: de meeste van deze rijen tellen gewoon mee."),
    )  # fmt: skip


def _listed(names: tuple[str, ...]) -> str:
    if len(names) <= _NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMES])} en nog {len(names) - _NAMES}"


def codes_table(kept: Discipline) -> Table:
    """Return the columns that hold codes which the profile does not know, by team."""
    columns = (
        Column("veld", "Veld", Kind.TEXT),
        Column("team", "Team", Kind.TEXT),
        Column("aantal", "Onbekende codes (hoogste maand)"),
    )
    rows = tuple(
        (f"{table}.{column}", _team(team), number)
        for table, column, team, number in kept.unknown_codes(TEAM).iter_rows()
    )
    return Table(
        "registratie_codes", "Onbekende codes", "Codes die het profiel niet kent",
        f"In dossiers die in de twaalf maanden tot en met {formats.month_label(kept.last)} liepen "
        "of eindigden; welke codes het zijn, staat bij de bevindingen.",
        columns, rows, ("Een onbekende code telt bij onbekend. Voeg hem toe aan het profiel.",),
    )  # fmt: skip


def _header(month: date) -> str:
    return f"Gevuld {formats.month_label(month, short=True)} (%)"
