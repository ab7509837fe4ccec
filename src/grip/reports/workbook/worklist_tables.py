"""The worklist as tables: an overview, a sheet per team and consulent, and how they register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from grip.discipline.keepers import KEEPER, TEAM
from grip.discipline.overview import MONTH, Discipline
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.results import UNKNOWN
from grip.worklist.edits import AGREED, BY, NAME, REASON, UNTIL
from grip.worklist.items import SIGNAL, Item, State

GENERAL = "Algemeen"
NOBODY = "Zonder consulent"
INPUT_KEYS = ("akkoord", "reden", "door", "tot")
_KINDS = (SIGNAL, "weiger", "waarschuw")
_ORDER = (State.NEW, State.OPEN, State.ACCEPTED, State.SOLVED)
_HOW = (
    "Nieuw: voor het eerst op de lijst. Open: stond er de vorige keer ook. Opgelost: stond er de "
    "vorige keer en nu niet meer.",
    "Hoeft iets niet opgelost te worden? Vul dan in de laatste kolommen 'ja', de reden, uw naam en "
    "tot en met welke dag, en bewaar het bestand. De volgende werklijst leest dat.",
)
_COLUMNS = (
    Column("status", "Status", Kind.TEXT, width=9),
    Column("sinds", "Sinds", Kind.DAY, width=11.5),
    Column("consulent", "Consulent", Kind.TEXT, width=11),
    Column("uitkering", "Uitkering", Kind.TEXT, width=12),
    Column("persoon", "Persoon", Kind.TEXT, width=10),
    Column("wat", "Wat er is", Kind.TEXT, width=32),
    Column("doen", "Wat te doen", Kind.TEXT, width=28),
    Column("plaats", "Plaats in de export", Kind.TEXT, width=22),
    Column("record", "Nummer in de bron", Kind.TEXT, width=14),
    Column("akkoord", AGREED, Kind.TEXT, width=9.5),
    Column("reden", REASON, Kind.TEXT, width=16),
    Column("door", BY, Kind.TEXT, width=10),
    Column("tot", UNTIL, Kind.DAY, width=11.5),
    Column("code", "Code", Kind.TEXT, width=24),
    Column("kenmerk", NAME, Kind.TEXT, width=19),
)


def worklist_tables(items: Sequence[Item], discipline: Discipline, day: date) -> list[Table]:
    """Return the sheets of the worklist, in order.

    Every item about a dossier is on the sheet of its team (where the profile has teams) and on
    that of its consulent; what is about a file, a table or a code is on the general sheet.
    """
    personal = [item for item in items if item.personal]
    teams = sorted({item.team for item in personal} - {UNKNOWN})
    keepers = sorted({item.keeper for item in personal} - {UNKNOWN})
    nobody = [item for item in personal if item.keeper == UNKNOWN and item.team == UNKNOWN]
    lost = [i for i in personal if i.team == UNKNOWN and i.keeper != UNKNOWN] if teams else []
    made = [_overview(items, day)]
    made += [_sheet(f"Team {t}", t, [i for i in personal if i.team == t], day) for t in teams]
    if lost:
        made.append(_sheet("Consulenten zonder team", "Zonder team", lost, day))
    if nobody:
        made.append(_sheet("Dossiers zonder consulent", NOBODY, nobody, day))
    general = [item for item in items if not item.personal]
    if general:
        made.append(_sheet("Bestanden, tabellen en codes", GENERAL, general, day))
    made += [
        _sheet(f"Consulent {k}", k, [i for i in personal if i.keeper == k], day) for k in keepers
    ]
    made.append(_by_keeper(discipline))
    return [_numbered(table, number) for number, table in enumerate(made)]


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return items as a meeting takes them: new first, signals first, then by dossier."""
    return sorted(
        items,
        key=lambda i: (
            _ORDER.index(i.state), _KINDS.index(i.kind), i.code, i.keeper, i.benefit, i.person,
            i.name,
        ),
    )  # fmt: skip


def _numbered(table: Table, number: int) -> Table:
    return replace(table, id=f"werklijst_{number}")


def _overview(items: Sequence[Item], day: date) -> Table:
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        who = _who(item.team, item.keeper) if item.personal else (GENERAL, "")
        groups.setdefault(who, []).append(item)
    columns = (
        Column("team", "Team", Kind.TEXT),
        Column("consulent", "Consulent", Kind.TEXT),
        *(Column(f"s{n}", str(state).capitalize()) for n, state in enumerate(_ORDER)),
        Column("signalen", "Waarvan om te bespreken"),
    )
    rows: list[tuple[Cell, ...]] = [
        (*who, *_counts(group)) for who, group in sorted(groups.items(), key=_general_last)
    ]
    total: tuple[Cell, ...] = ("Totaal", "", *_counts(items))
    return Table(
        "overzicht", "Overzicht", f"Werklijst, stand van de gegevens op {formats.day(day)}",
        "Hoeveel er te doen is, per team en consulent.", columns, (*rows, total),
        (*_HOW, "Om te bespreken: signalen over een dossier; de rest zijn bevindingen over de "
         "registratie. Rijen die alleen ter info zijn, staan niet op de werklijst."),
    )  # fmt: skip


def _general_last(group: tuple[tuple[str, str], list[Item]]) -> tuple[int, str, str]:
    (team, keeper), _ = group
    return (GENERAL, NOBODY).index(team) + 1 if not keeper else 0, team, keeper


def _counts(items: Sequence[Item]) -> tuple[int, ...]:
    states = [item.state for item in items]
    talk = sum(item.kind == SIGNAL and item.state in _ORDER[:2] for item in items)
    return (*(states.count(state) for state in _ORDER), talk)


def _sheet(title: str, name: str, items: Sequence[Item], day: date) -> Table:
    counts = dict(zip(_ORDER, _counts(items), strict=False))
    said = ", ".join(f"{formats.count(n)} {state}" for state, n in counts.items() if n)
    return Table(
        "", name, f"{title}: {said or 'niets te doen'}", f"Gegevens van {formats.day(day)}.",
        _COLUMNS, tuple(_row(item) for item in in_order(items)), _HOW,
    )  # fmt: skip


def _row(item: Item) -> tuple[Cell, ...]:
    what = f"{item.message} Let op: {item.note}" if item.note else item.message
    given = item.given
    return (
        str(item.state), item.since, _shown(item.keeper), item.benefit, item.person, what,
        item.remedy, item.place, item.record, given.agreed, given.reason, given.by,
        _day(given.until), item.code, item.name,
    )  # fmt: skip


def _who(team: str, keeper: str) -> tuple[str, str]:
    if keeper == UNKNOWN:
        return NOBODY, ""
    return ("" if team == UNKNOWN else team), keeper


def _shown(name: str) -> str:
    return "" if name == UNKNOWN else name


def _day(text: str) -> Cell:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _by_keeper(discipline: Discipline) -> Table:
    """Return completeness per month and timeliness, per consulent and in total."""
    columns = (
        Column("team", "Team", Kind.TEXT),
        Column("consulent", "Consulent", Kind.TEXT),
        *(
            Column(f"m{n}", formats.month_label(m.begin, short=True), Kind.PERCENT)
            for n, m in enumerate(discipline.months)
        ),
        Column("invoer", "Ingevoerd"),
        Column("dagen", "Dagen tot invoer (mediaan)", Kind.DECIMAL),
        Column("op_tijd", f"Binnen {discipline.soon} dagen (%)", Kind.PERCENT),
    )
    return Table(
        "registratie", "Registratie", "Registratie per consulent, laatste twaalf maanden",
        "Per maand: welk deel (%) van de velden die gevuld horen te zijn dat ook is. Daarna: hoe "
        "snel een begin of einde wordt ingevoerd.",
        columns, tuple(_lines(discipline)),
        ("Een maand gaat over de dossiers die aan het eind van die maand liepen of erin eindigden, "
         "zoals zij nu gevuld zijn.",
         f"Bij minder dan {discipline.fewest} velden of keren staat er geen percentage."),
    )  # fmt: skip


def _lines(discipline: Discipline) -> list[tuple[Cell, ...]]:
    filled = discipline.completeness(MONTH, TEAM, KEEPER)
    entered = discipline.timeliness(TEAM, KEEPER)
    share: dict[tuple[str, str], dict[date, Cell]] = {}
    for month, team, who, fields, _, _, percent in filled.iter_rows():
        enough = fields >= discipline.fewest
        share.setdefault((team, who), {})[month] = percent if enough else Mark.TOO_FEW
    speed = {(team, who): tuple(rest) for team, who, *rest in entered.iter_rows()}
    lines: list[tuple[Cell, ...]] = []
    for key in sorted(share.keys() | speed.keys()):
        number, days, soon = speed.get(key, (0, None, None))
        few = number < discipline.fewest
        months = share.get(key, {})
        lines.append(
            (
                *_who(*key),
                *(months.get(m.end, Mark.NOT_APPLICABLE) for m in discipline.months),
                number, *((Mark.TOO_FEW,) * 2 if few else (days, soon)),
            )
        )  # fmt: skip
    return lines
