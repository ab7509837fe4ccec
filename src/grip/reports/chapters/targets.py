"""The chapter on targets: what was reached against the norm, and the policy goals behind them."""

from __future__ import annotations

from grip.periods import Period
from grip.reports import formats
from grip.reports import target_words as words
from grip.reports.document import Cell, Column, Figure, Kind, Section, Series, Shape, Table
from grip.reports.lookup import short
from grip.reports.target_words import Row
from grip.target_door import ProtectedTargets
from grip.targets.judgement import PERCENT, Standing

_LONGEST_ALT = 300


def targets_chapter(targets: ProtectedTargets, source: str) -> Section:
    """Return the chapter on targets; `source` says where the figures come from."""
    rows = list(targets.frame.iter_rows(named=True))
    tables = (_table(targets, rows, source), _told(rows))
    return Section("doelen", "Doelen", (targets_message(targets),), tables)


def targets_message(targets: ProtectedTargets) -> str:
    """Say how many targets were reached, and which one is furthest from its norm."""
    mains = [row for row in targets.frame.iter_rows(named=True) if not row["naast"]]
    period = _period(mains[0])
    judged = [row for row in mains if words.standing_of(row) in words.JUDGED]
    if not judged:
        if any(words.judgement_hidden(row) for row in mains):
            return f"Van de doelen is over {period.phrase} geen oordeel te tonen."
        return f"Voor {period.phrase} gelden geen normen; de uitkomsten staan er zonder oordeel."
    good = [row for row in judged if words.standing_of(row) in words.GOOD]
    verb = "behaald" if _is_over(judged) else "op koers"
    are = "is" if len(good) <= 1 else "zijn"
    which = words.how_many(len(good), len(judged))
    said = f"In {period.phrase} {are} {which} met een oordeel {verb}"
    hidden = sum(words.judgement_hidden(row) for row in mains)
    if hidden:
        return f"{said}; van {hidden} is het oordeel geheim."
    short_of = [row for row in judged if row not in good and row["nog"]]
    if not short_of:
        return f"{said}."
    most = max(short_of, key=words.distance)
    return f"{said}; het verst van de norm is '{most['naam']}' ({words.to_go(most)})."


def _is_over(judged: list[Row]) -> bool:
    """Tell whether the year is over, so that what was counted is a fact."""
    return words.standing_of(judged[0]) in (Standing.MET, Standing.MISSED)


def _period(row: Row) -> Period:
    return Period(row["periode_begin"], row["periode_eind"])


def _label(row: Row) -> str:
    late = " [v]" if words.provisional([row]) else ""
    return f"{short(_period(row))}{late}"


def _table(targets: ProtectedTargets, rows: list[Row], source: str) -> Table:
    before = {row["regel"]: row for row in targets.before.iter_rows(named=True)}
    earlier = before.get(rows[0]["regel"])
    now, then = _label(rows[0]), _label(earlier) if earlier else "vorig jaar"
    told = any(row["kans"] is not None for row in rows)
    columns = (
        Column("doel", "Doel", Kind.TEXT),
        Column("norm", "Norm", Kind.TEXT),
        Column("waarde", f"Uitkomst {now}", Kind.DECIMAL),
        Column("aantal", f"Aantal {now}"),
        Column("van", f"Van hoeveel {now}"),
        Column("verschil", "Verschil met de norm", Kind.DECIMAL, difference=True),
        Column("nog", "Nog te gaan", Kind.TEXT),
        Column("oordeel", f"Oordeel {now}", Kind.TEXT),
        *((Column("kans", "Kans op de norm", Kind.TEXT),) if told else ()),
        Column("toen", f"Uitkomst {then}", Kind.DECIMAL),
        Column("oordeel_toen", f"Oordeel {then}", Kind.TEXT),
        Column("verandering", f"Vergeleken met {then}", Kind.TEXT),
    )
    lines = tuple(_line(row, before.get(row["regel"]), chance=told) for row in rows)
    period = _period(rows[0])
    return Table(
        "doelen", "Doelen", targets_message(targets).rstrip("."),
        f"De doelen uit het beleidsplan, {period.label}: wat er van elk doel terechtkwam, tegen de "
        "norm en naast het jaar ervoor.",
        columns, lines, _notes(targets, rows), norm_figures(rows, before, source),
        tuple(words.kind_of(row["eenheid"]) for row in rows), whole=True,
    )  # fmt: skip


def _line(row: Row, before: Row | None, *, chance: bool) -> tuple[Cell, ...]:
    name = f"Ernaast: {row['naam']}" if row["naast"] else row["naam"]
    share = row["eenheid"] == PERCENT
    counted = None if row["eenheid"] in words.NO_COUNTS else "teller"
    parts = ("teller", "noemer") if share else (counted, None)
    return (
        name,
        "-" if row["naast"] else words.norm_of(row),
        words.cell(row, "waarde"),
        *(_part(row, part) for part in parts),
        words.cell(row, "verschil") if row["norm"] is not None else "-",
        words.to_go(row) or "-",
        "-" if row["naast"] else words.said(row),
        *((words.chance(row),) if chance else ()),
        words.cell(before, "waarde"),
        "-" if row["naast"] or before is None else words.said(before),
        _compared(row),
    )


def _told(rows: list[Row]) -> Table:
    """Return what every target counts, and the story beside it."""
    columns = (
        Column("doel", "Doel", Kind.TEXT),
        Column("toelichting", "Toelichting", Kind.TEXT),
        Column("telt", "Wat telt", Kind.TEXT),
        Column("id", "Naam in bestanden", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
    )
    lines = tuple(
        (row["naam"], words.remark(row) or "-", row["omschrijving"], row["doel_id"], row["bron"])
        for row in rows
    )
    return Table(
        "doelen_toegelicht", "Doelen toegelicht", "Wat elk doel telt, en wat erover te zeggen is",
        "De keuzes waarmee de woorden van het plan telbaar zijn gemaakt.", columns, lines,
    )  # fmt: skip


def _part(row: Row, part: str | None) -> Cell:
    return words.cell(row, part) if part else "-"


def _compared(row: Row) -> str:
    """Say how the outcome compares with that of the year before."""
    if not row["richting"]:
        return "geen vergelijking"
    return str(row["richting"]).replace("te_weinig_gegevens", "te weinig gegevens")


def _notes(targets: ProtectedTargets, rows: list[Row]) -> tuple[str, ...]:
    period = _period(rows[0])
    told = [
        f"Elk doel gaat over 1 januari tot en met {formats.day(period.end)}, welke periode het "
        "rapport ook heeft.",
        "Oordeel: [+] behaald of op koers, [-] niet behaald of achter. Punt: procentpunt, het "
        "verschil tussen twee percentages.",
    ]
    if any(row["naast"] for row in rows):
        told.append("Ernaast: zonder norm, om het doel erboven beter te begrijpen.")
    if any(words.standing_of(row) is Standing.NOT_COMPUTED for row in rows):
        told.append("Waarom een doel niet is berekend, staat op blad 'Doelen toegelicht'.")
    if rows[0]["deel_van_jaar"] < 1:
        gone = formats.percent(100 * rows[0]["deel_van_jaar"], 0)
        told.append(
            "Op koers: minstens de norm maal het deel van het jaar dat voorbij is "
            f"({gone}). Doelen die niet met het jaar meegroeien staan tegen de hele norm."
        )
        told += words.chance_notes(rows)
        if any(row["prognose"] is not None for row in rows):
            told.append("Wat op 31 december wordt verwacht, met marge (95%), staat op blad "
                        "'Doelen toegelicht'.")  # fmt: skip
    told += [words.unknown_note(year, count) for year, count in sorted(targets.unknown.items())]
    if words.provisional(rows):
        told.append("[v] = voorlopig: er wordt nog geregistreerd over deze periode.")
    return tuple(told)


def norm_figures(rows: list[Row], before: dict[str, Row], source: str) -> tuple[Figure, ...]:
    """Return the shares against their norms; a count has another scale and stands in the table."""
    shares = [
        row
        for row in rows
        if not row["naast"]
        and row["eenheid"] == PERCENT
        and words.standing_of(row) is not Standing.NOT_COMPUTED
    ]
    if not shares:
        return ()
    now, earlier = _label(shares[0]), before.get(shares[0]["regel"])
    series = [Series("waarde", f"Uitkomst {now}", tuple(row["waarde"] for row in shares))]
    if earlier:
        values = tuple(before[row["regel"]]["waarde"] for row in shares)
        series.append(Series("toen", f"Uitkomst {_label(earlier)}", values))
    norms = tuple(row["norm"] for row in shares)
    normed = any(norm is not None for norm in norms)
    if normed:
        series.append(Series("norm", "Norm", norms, line=True))
    return (
        Figure(
            "doelen", Shape.BULLET, _figure_title(shares),
            f"De doelen in procenten{', tegen hun norm' if normed else ''}, "
            f"{_period(shares[0]).label}. Bron: {source}.",
            tuple(row["naam"] for row in shares), tuple(series), PERCENT, _alt(shares),
            provisional=len(shares) if words.provisional(shares) else 0, note=_note(shares),
        ),
    )  # fmt: skip


def _figure_title(shares: list[Row]) -> str:
    judged = [row for row in shares if words.standing_of(row) in words.JUDGED]
    if not judged:
        return f"De doelen in {_period(shares[0]).phrase}: uitkomsten zonder norm"
    good = [row for row in judged if words.standing_of(row) in words.GOOD]
    one, many = (
        ("haalt de norm", "halen de norm")
        if _is_over(judged)
        else ("ligt op koers", "liggen op koers")
    )
    said = f"{words.how_many(len(good), len(judged))} {one if len(good) <= 1 else many}"
    said += " (doelen in procenten)"
    return f"{said[:1].upper()}{said[1:]}"


def _alt(shares: list[Row]) -> str:
    said = [f"{row['naam']} {words.amount(row, row['waarde']) or 'niet getoond'}" for row in shares]
    text = f"Staven per doel met een streep op de norm: {'; '.join(said)}."
    return text if len(text) <= _LONGEST_ALT else f"{text[: _LONGEST_ALT - 1].rstrip()}…"


def _note(shares: list[Row]) -> str:
    told = []
    if any(words.standing_of(row) is Standing.HIDDEN for row in shares):
        told.append(
            "[g] = geheim: het aantal is zo klein dat het naar personen te herleiden kan zijn."
        )
    gone = shares[0]["deel_van_jaar"]
    if gone < 1 and any(row["cumulatief"] and row["norm"] is not None for row in shares):
        told.append(
            "Streep: de norm voor het hele jaar. Een doel dat met het jaar meegroeit, is op koers "
            f"vanaf {formats.percent(100 * gone, 0)} daarvan."
        )
    return " ".join(told)
