"""Rules across rows of one table: doubles, overlaps, gaps, and names that differ in spelling."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.findings import Scope, Severity
from grip.ingest.parse import PLACE, place_text
from grip.ingest.rules.model import OTHER, Check, Export, Hits, about, beyond_first
from grip.schema import TABLES, columns_of

_WARN = Severity.WARN
_STATES = ("categorieen", "arbeidsvermogen")
# The row of a benefit that counts comes first (rule 4 of the data contract).
_COUNTING_ORDER = ("ingangsdatum", "persoon_id")
_NAMES = ("consulent", "aanbieder", "branche", "fase", "wijk", "opleidingsniveau", "budgetpost")
_SINGLE = ("alleenstaande", "alleenstaande_ouder")
_REPEATABLE = ("activiteiten", "ontheffingen", "inkomsten", "kosten", "maatregelen")
_IN_CENTS = 500_000  # a typical month above 5,000 euro
_MONTHLY = ("uitkering", "lks")
_HABIT = 5
_FAR = pl.date(9999, 12, 31)
_MANY_DAYS = 10_000_000
_PREVIOUS, _NEXT = "vorig_einde", "volgend_begin"


def _two_clients(export: Export) -> Iterator[Hits]:
    if export.has("uitkeringen"):
        clients = export.rows("uitkeringen").filter(pl.col("rol") == "client")
        later = beyond_first(clients, ["uitkering_id"], *_COUNTING_ORDER)
        yield Hits("uitkeringen", "rol", later, (OTHER,))


def _no_client(export: Export) -> Iterator[Hits]:
    if export.has("uitkeringen"):
        rows = export.rows("uitkeringen")
        clients = rows.filter(pl.col("rol") == "client")
        others = rows.filter(pl.col("rol") != "client")
        none = others.join(clients, on="uitkering_id", how="anti")
        first = none.sort("uitkering_id", *_COUNTING_ORDER)
        yield Hits("uitkeringen", "rol", first.filter(pl.col("uitkering_id").is_first_distinct()))


def _two_open(export: Export) -> Iterator[Hits]:
    if export.has("uitkeringen"):
        running = export.rows("uitkeringen").filter(pl.col("einddatum").is_null())
        later = beyond_first(running, ["persoon_id"], "ingangsdatum", "uitkering_id")
        yield Hits("uitkeringen", "einddatum", later, (OTHER,))


def _in_turn(export: Export) -> pl.LazyFrame:
    """Return the rows of benefits by person and begin, with the latest end of those before.

    `ander` is the row that has that end. The running maximum goes over all persons at once: each
    has a number that lifts his days above those of the person before him.
    """
    rows = export.in_order("uitkeringen", "persoon_id", "ingangsdatum", "einddatum", "uitkering_id")
    lift = pl.col("persoon_id").rle_id().cast(pl.Int64) * _MANY_DAYS
    days = pl.col("einddatum").fill_null(_FAR).cast(pl.Int32)
    latest = (lift + days).cum_max()
    before = latest.shift(1) - lift
    holder = pl.when(lift + days == latest).then(pl.struct(PLACE)).forward_fill().shift(1)
    return rows.with_columns(pl.when(before > -_MANY_DAYS // 2).then(before.cast(pl.Int32))
                             .cast(pl.Date).alias(_PREVIOUS), holder.alias(OTHER))  # fmt: skip


def _beside(table: str, column: str, rows: pl.LazyFrame) -> Hits:
    """Return the rows that another row is held against, with the place of that one."""
    return Hits(table, column, rows.with_columns(place_text(OTHER)), (OTHER,))


def _overlapping(export: Export) -> Iterator[Hits]:
    """An open row after an open row has a rule of its own."""
    if export.has("uitkeringen"):
        both_open = pl.col("einddatum").is_null() & (pl.col(_PREVIOUS).dt.year() == 9999)
        overlap = pl.col("ingangsdatum") <= pl.col(_PREVIOUS)
        rows = _in_turn(export).filter(overlap & ~both_open)
        yield _beside("uitkeringen", "ingangsdatum", rows)


def _one_day_without(export: Export) -> Iterator[Hits]:
    if export.has("uitkeringen"):
        gap = pl.col("ingangsdatum") == pl.col(_PREVIOUS) + pl.duration(days=2)
        yield _beside("uitkeringen", "ingangsdatum", _in_turn(export).filter(gap))


def _states_in_turn(export: Export) -> Iterator[tuple[str, pl.LazyFrame]]:
    """Yield the rows of a state by person and begin, with the begin and place of the one after."""
    for table in filter(export.has, _STATES):
        rows = export.in_order(table, "persoon_id", "begindatum", "einddatum")
        same = pl.col("persoon_id") == pl.col("persoon_id").shift(-1)
        after = pl.when(same).then(pl.col("begindatum").shift(-1)).alias(_NEXT)
        yield table, rows.with_columns(after, pl.struct(PLACE).shift(-1).alias(OTHER))


def _states_overlap(export: Export) -> Iterator[Hits]:
    """A state that begins on the same day as the next has a rule of its own."""
    runs_on = pl.col("einddatum").is_null() | (pl.col("einddatum") >= pl.col(_NEXT))
    for table, rows in _states_in_turn(export):
        on = runs_on & (pl.col(_NEXT) > pl.col("begindatum"))
        yield _beside(table, "einddatum", rows.filter(on))


def _states_with_a_gap(export: Export) -> Iterator[Hits]:
    gap = pl.col(_NEXT) == pl.col("einddatum") + pl.duration(days=2)
    for table, rows in _states_in_turn(export):
        yield _beside(table, "einddatum", rows.filter(gap))


def _same_begin(export: Export) -> Iterator[Hits]:
    """The states that another state of that person, from the same day, outlasts."""
    for table, rows in _states_in_turn(export):
        same = pl.col(_NEXT) == pl.col("begindatum")
        yield _beside(table, "begindatum", rows.filter(same))


def _ends_on_begin(export: Export) -> Iterator[Hits]:
    """Spells that mostly start on the very day that the one before ended: another convention."""
    if not export.has("uitkeringen", "einddatum"):
        return
    begin, before = pl.col("ingangsdatum"), pl.col(_PREVIOUS)
    on_it, next_day = (begin == before).sum(), (begin == before + pl.duration(days=1)).sum()
    habit = _in_turn(export).select(aantal=on_it, next_day=next_day)
    rows = habit.filter((pl.col("aantal") >= _HABIT) & (pl.col("aantal") > pl.col("next_day")))
    yield Hits("uitkeringen", "einddatum", rows, ("aantal",), whole=True)


def _single_with_partner(export: Export) -> Iterator[Hits]:
    if not export.has("uitkeringen", "leefvorm", "rol"):
        return
    rows = export.rows("uitkeringen")
    partners = rows.filter(pl.col("rol") == "partner").select(
        "uitkering_id", partner_begin="ingangsdatum", partner_end="einddatum"
    )
    single = rows.filter(pl.col("leefvorm").is_in(_SINGLE))
    ends = pl.col("einddatum"), pl.col("partner_end")
    together = (
        (pl.col("partner_begin") <= ends[0].fill_null(_FAR))
        & (pl.col("ingangsdatum") <= ends[1].fill_null(_FAR))
    )  # fmt: skip
    both = single.join(partners, on="uitkering_id").filter(together)
    yield Hits("uitkeringen", "leefvorm", both.unique(PLACE))


def _same_day(export: Export) -> Iterator[Hits]:
    if export.has("meldingen", "persoon_id"):
        known = export.rows("meldingen").filter(pl.col("persoon_id").is_not_null())
        later = beyond_first(known, ["persoon_id", "meldingsdatum"], "melding_id")
        yield Hits("meldingen", "meldingsdatum", later, (OTHER,))


def _identical(export: Export) -> Iterator[Hits]:
    """Rows about a person that equal another row of their table in every column."""
    for table in filter(export.has, _REPEATABLE):
        names = list(columns_of(TABLES[table]))
        rows = export.rows(table).filter(pl.col("persoon_id").is_not_null())
        alike = rows.select(*PLACE, gelijk=pl.struct(names).hash())
        double = alike.filter(pl.col("gelijk").is_duplicated())
        beside = double.with_columns(pl.struct(PLACE).first().over("gelijk").alias(OTHER))
        yield _beside(table, "", beside.filter(~pl.col("gelijk").is_first_distinct()))


def _spellings(export: Export) -> Iterator[Hits]:
    """One finding per name that is written in more than one way, at its rarest spelling."""
    for column in _NAMES:
        for table in export.with_column(column):
            written = export.rows(table).group_by(column).agg(pl.first(*PLACE), times=pl.len())
            text = pl.col(column).str.normalize("NFKD").str.to_lowercase()
            spelled = written.with_columns(key=text.str.replace_all(r"[^\p{L}\p{N}]+", ""))
            several = spelled.filter(pl.col("key") != "").with_columns(aantal=pl.len().over("key"))
            rarest = several.filter(pl.col("aantal") > 1).sort("times", column)
            rows = rarest.unique("key", keep="first", maintain_order=True)
            yield Hits(table, column, rows, ("aantal",))


def _in_cents(export: Export) -> Iterator[Hits]:
    """Monthly amounts of one person that are too high, and for benefits all in whole euros."""
    amount, whole = pl.col("bedrag").abs(), pl.col("bedrag") % 100 == 0
    of_one = pl.col("soort").is_in(_MONTHLY) & pl.col("persoon_id").is_not_null()
    tries = {"inkomsten": (pl.lit(True), amount >= 0), "kosten": (of_one, whole)}
    for table, (monthly, alike) in tries.items():
        if export.has(table, "bedrag"):
            rows = export.tables[table].filter(monthly)
            typical, sure = rows.select(typical=amount.median(), sure=alike.all()).row(0)
            if sure and typical is not None and typical > _IN_CENTS:
                yield about(table, "bedrag", {"aantal": rows.height})


_FIRST = "uitkeringen | uitkering_id U1 | persoon_id P1 | ingangsdatum 2020-01-01"
_SECOND = "uitkeringen | uitkering_id U2 | persoon_id P1"
_ZORG = "categorieen | persoon_id P1 | categorie Zorg | begindatum 2020-01-01"
_WERKFIT = "categorieen | persoon_id P1 | categorie Werkfit"

ACROSS_ROWS = (
    Check(
        code="UIT-DUBBELE-CLIENT", severity=_WARN, scope=Scope.ROWS,
        message="Deze uitkering heeft meer dan een rij met rol client; {ander} is de eerste.",
        remedy="Geef een van beide de rol partner.",
        why="Een uitkering telt een keer, bij haar cliënt. Met twee cliënten kiest grip de rij die "
        "het eerst begint; kenmerken als leeftijd kunnen dan van de verkeerde zijn.",
        good=("uitkeringen | uitkering_id U1 | persoon_id P1 | rol client",
              "uitkeringen | uitkering_id U1 | persoon_id P2 | rol partner"),
        bad=("uitkeringen | uitkering_id U1 | persoon_id P1 | rol client",
             "uitkeringen | uitkering_id U1 | persoon_id P2 | rol client"),
        find=_two_clients,
    ),
    Check(
        code="UIT-GEEN-CLIENT", severity=_WARN, scope=Scope.ROWS,
        message="Deze uitkering heeft geen rij met rol client.",
        remedy="Zet bij de aanvrager rol client; staat de aanvrager niet in de export, neem die "
        "rij dan op.",
        why="De uitkering telt mee, bij de partner die het eerst begint. Haar kenmerken en de "
        "reden van uitstroom zijn dan die van de partner.",
        good=("uitkeringen | rol client",), bad=("uitkeringen | rol partner",), find=_no_client,
    ),
    Check(
        code="UIT-TWEE-OPEN", severity=_WARN, scope=Scope.ROWS,
        message="Deze persoon heeft twee uitkeringen die allebei nog lopen; de andere is {ander}.",
        remedy="Beëindig in het bronsysteem de uitkering die niet meer loopt.",
        why="Het zijn twee uitkeringen van een persoon: de stand van uitkeringen is een te hoog "
        "als de oude niet is afgesloten.",
        good=(f"{_FIRST} | einddatum 2020-06-30", f"{_SECOND} | ingangsdatum 2020-09-01"),
        bad=(_FIRST, f"{_SECOND} | ingangsdatum 2020-09-01"), find=_two_open,
    ),
    Check(
        code="UIT-OVERLAP", severity=_WARN, scope=Scope.ROWS,
        message="Deze uitkering begint terwijl een andere van dezelfde persoon nog loopt "
        "({ander}).",
        remedy="Verbeter de einddatum van de eerste of de ingangsdatum van de tweede.",
        why="In de dagen die overlappen telt de persoon als twee uitkeringen. Personen worden wel "
        "een keer geteld: daar lijkt het een lange periode.",
        good=(f"{_FIRST} | einddatum 2020-06-30", f"{_SECOND} | ingangsdatum 2020-07-01"),
        bad=(f"{_FIRST} | einddatum 2020-06-30", f"{_SECOND} | ingangsdatum 2020-06-01"),
        find=_overlapping,
    ),
    Check(
        code="UIT-GAT", severity=_WARN, scope=Scope.ROWS,
        message="Tussen deze uitkering en de vorige van dezelfde persoon ({ander}) zit precies een "
        "dag.",
        remedy="Controleer of de einddatum de laatste dag van het recht is.",
        why="Een dag zonder uitkering telt als uitstroom en daarna als nieuwe instroom. De duur "
        "begint opnieuw bij nul, zodat langdurigheid wordt onderschat.",
        good=(f"{_FIRST} | einddatum 2020-06-30", f"{_SECOND} | ingangsdatum 2020-07-01"),
        bad=(f"{_FIRST} | einddatum 2020-06-30", f"{_SECOND} | ingangsdatum 2020-07-02"),
        find=_one_day_without,
    ),
    Check(
        code="UIT-EINDDAG", severity=_WARN, scope=Scope.ROWS,
        message="{aantal} uitkeringen beginnen op de einddatum van de vorige; de einddatum lijkt "
        "de eerste dag zonder recht.",
        remedy="Vraag de leverancier of de einddatum de laatste dag met of de eerste dag zonder "
        "recht is. Is het de eerste dag zonder, zeg dat dan in een bronprofiel (docs/bronnen.md).",
        why="Voor grip is de einddatum de laatste dag van het recht. Betekent zij de eerste dag "
        "zonder, dan ligt alle uitstroom een dag te laat en schuift die van de laatste dag van "
        "een maand naar de volgende maand.",
        good=(f"{_FIRST} | einddatum 2020-06-30", f"{_SECOND} | ingangsdatum 2020-07-01"),
        bad=tuple(
            f"uitkeringen | uitkering_id U{n}{k} | persoon_id P{n} | {dates}"
            for n in range(1, _HABIT + 1)
            for k, dates in (("a", "ingangsdatum 2020-01-01 | einddatum 2020-06-30"),
                             ("b", "ingangsdatum 2020-06-30 | einddatum 2020-12-31"))
        ),
        find=_ends_on_begin,
    ),
    Check(
        code="UIT-LEEFVORM", severity=_WARN, scope=Scope.ROWS,
        message="De leefvorm is alleenstaand, maar deze uitkering heeft een rij met rol partner.",
        remedy="Verbeter de leefvorm, of beëindig de rij van de partner.",
        why="De uitsplitsing naar leefvorm en de doelgroep alleenstaande ouders kloppen dan niet.",
        good=("uitkeringen | uitkering_id U1 | persoon_id P1 | rol client | leefvorm samenwonend",
              "uitkeringen | uitkering_id U1 | persoon_id P2 | rol partner | leefvorm samenwonend"),
        bad=("uitkeringen | uitkering_id U1 | persoon_id P1 | rol client | leefvorm alleenstaande",
             "uitkeringen | uitkering_id U1 | persoon_id P2 | rol partner | leefvorm samenwonend"),
        find=_single_with_partner,
    ),
    Check(
        code="STAND-OVERLAP", severity=_WARN, scope=Scope.ROWS,
        message="Een andere rij van deze persoon begint op dezelfde dag ({ander}).",
        remedy="Laat een van beide staan; nu geldt de rij die het laatst eindigt.",
        why="Een persoon heeft op een dag een plaats op de ladder. grip kiest er een, en dat hoeft "
        "niet de bedoelde te zijn.",
        good=(f"{_ZORG} | einddatum 2020-06-30", f"{_WERKFIT} | begindatum 2020-07-01"),
        bad=(_ZORG, f"{_WERKFIT} | begindatum 2020-01-01"), find=_same_begin,
    ),
    Check(
        code="STAND-LOOPT-DOOR", severity=_WARN, scope=Scope.ROWS,
        message="Deze rij loopt door terwijl de volgende van dezelfde persoon ({ander}) al is "
        "begonnen.",
        remedy="Vul als einddatum de dag voor het begin van de volgende rij in.",
        why="Vanaf het begin van de volgende rij geldt die, dus de cijfers kloppen. Maar stopt de "
        "volgende, dan herleeft deze, en dat is meestal niet bedoeld.",
        good=(f"{_ZORG} | einddatum 2020-06-30", f"{_WERKFIT} | begindatum 2020-07-01"),
        bad=(_ZORG, f"{_WERKFIT} | begindatum 2020-07-01"), find=_states_overlap,
    ),
    Check(
        code="STAND-GAT", severity=_WARN, scope=Scope.ROWS,
        message="Tussen deze rij en de volgende van dezelfde persoon ({ander}) zit precies een "
        "dag.",
        remedy="Vul als einddatum de dag voor het begin van de volgende rij in.",
        why="Op die ene dag is de plaats op de ladder onbekend. Is het de laatste dag van een "
        "maand, dan is iedereen met zo'n gat die maand onbekend.",
        good=(f"{_ZORG} | einddatum 2020-06-30", f"{_WERKFIT} | begindatum 2020-07-01"),
        bad=(f"{_ZORG} | einddatum 2020-06-29", f"{_WERKFIT} | begindatum 2020-07-01"),
        find=_states_with_a_gap,
    ),
    Check(
        code="MELDING-DUBBEL", severity=_WARN, scope=Scope.ROWS,
        message="Deze persoon heeft op deze dag al een melding ({ander}).",
        remedy="Laat een van beide meldingen weg.",
        why="De instroom aan de poort is een te hoog, en het aandeel meldingen zonder aanvraag "
        "(preventie) ook.",
        good=("meldingen | persoon_id P1 | meldingsdatum 2020-02-03",
              "meldingen | persoon_id P1 | meldingsdatum 2020-08-03"),
        bad=("meldingen | persoon_id P1 | meldingsdatum 2020-02-03",
             "meldingen | persoon_id P1 | meldingsdatum 2020-02-03"),
        find=_same_day,
    ),
    Check(
        code="RIJ-GELIJK", severity=_WARN, scope=Scope.ROWS,
        message="Deze rij is in alle kolommen gelijk aan {ander}.",
        remedy="Laat de tweede weg als het dezelfde is; zo niet, dan is er niets te doen.",
        why="Deze tabel heeft geen nummer per rij, dus beide rijen tellen. Is het een dubbele "
        "regel uit de export, dan is het bedrag of aantal te hoog.",
        good=("inkomsten | persoon_id P1 | maand 2020-01 | bedrag 400",
              "inkomsten | persoon_id P1 | maand 2020-02 | bedrag 400"),
        bad=("inkomsten | persoon_id P1 | maand 2020-01 | bedrag 400",
             "inkomsten | persoon_id P1 | maand 2020-01 | bedrag 400"),
        find=_identical,
    ),
    Check(
        code="NAAM-SPELLING", severity=_WARN, scope=Scope.ROWS,
        message="In '{kolom}' staat een naam op {aantal} manieren geschreven (hoofdletters, "
        "spaties of leestekens).",
        remedy="Kies een schrijfwijze en gebruik die overal.",
        why="Elke schrijfwijze is voor grip een eigen groep: de aantallen van deze naam zijn "
        "verdeeld over meer regels.",
        good=("voorzieningen | aanbieder Stichting De Brug",
              "voorzieningen | aanbieder Stichting De Brug"),
        bad=("voorzieningen | aanbieder Stichting De Brug",
             "voorzieningen | aanbieder Stichting de brug"),
        find=_spellings,
    ),
    Check(
        code="BEDRAG-CENTEN", severity=_WARN, scope=Scope.ROWS,
        message="De bedragen zijn zo hoog dat zij in centen lijken te staan.",
        remedy="Lever bedragen in euro's, zeg in een bronprofiel dat het centen zijn "
        "(docs/bronnen.md), of controleer of deze bedragen kloppen.",
        why="In centen gelezen als euro's zijn alle bedragen honderd keer te hoog. De helft van "
        "wat een persoon hier per keer heeft of krijgt, ligt boven 5.000 euro.",
        good=("inkomsten | bedrag 412,00",), bad=("inkomsten | bedrag 791200",),
        find=_in_cents,
    ),
)  # fmt: skip
