"""Rules across tables: what refers to nothing, and what tables say against each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from grip.findings import Scope, Severity
from grip.ingest.parse import PLACE
from grip.ingest.rules.model import DAY, Check, Export, Finder, Hits
from grip.ingest.sheets import ROW
from grip.schema import TABLES, columns_of

_WARN = Severity.WARN
_MONTH = timedelta(days=31)
_QUARTER = timedelta(days=92)
_HALF_YEAR = timedelta(days=183)
_YOUNGEST, _YOUNGEST_IOAW = "16y", "594mo"  # 49.5 years: a bare year of birth is half a year off
_REFERENCES = (
    ("meldingen", "uitkering_id", "uitkeringen"),
    ("kosten", "uitkering_id", "uitkeringen"),
    ("kosten", "voorziening_id", "voorzieningen"),
    ("toetsingen", "besluit_id", "besluiten"),
)
_STATE_BUDGET = "buig"
_USUAL = 0.8
_BEGINS = ("ingangsdatum", "meldingsdatum", "begindatum")


def _missing_persons(export: Export) -> Iterator[Hits]:
    """Per table the first row of each person that the table of persons does not have.

    Only tables whose rows are always about a person: who reports at the gate may be new.
    """
    if "personen" not in export.tables:
        return
    for table in export.with_column("persoon_id"):
        if table != "personen" and columns_of(TABLES[table])["persoon_id"].required:
            missing = export.rows(table).join(export.rows("personen"), on="persoon_id", how="anti")
            first = missing.group_by("persoon_id").agg(pl.all().sort_by(ROW).first())
            yield Hits(table, "persoon_id", first)


def _refers_to_nothing(export: Export) -> Iterator[Hits]:
    for table, column, other in _REFERENCES:
        if export.has(table, column) and other in export.tables:
            filled = export.rows(table).filter(pl.col(column).is_not_null())
            lost = filled.join(export.rows(other), on=column, how="anti")
            named = lost.with_columns(pl.lit(other).alias("andere"))
            yield Hits(table, column, named, ("andere",))


def _unknown_posts(export: Export) -> Iterator[Hits]:
    """One finding per post that neither the profile nor the table of budgets knows."""
    known = set(export.profile.budgetpost)
    if export.has("budgetten"):
        known |= set(export.tables["budgetten"].get_column("budgetpost").unique())
    if known and export.has("kosten", "budgetpost"):
        post = pl.col("budgetpost")
        # Benefits, and what else is paid from the budget of the state, stand outside the posts.
        ours = (pl.col("soort") != "uitkering") & (post.str.to_lowercase() != _STATE_BUDGET)
        rows = export.rows("kosten").filter(ours & ~post.is_in(list(known)))
        first = rows.group_by("budgetpost").agg(pl.first(*PLACE), aantal=pl.len())
        yield Hits("kosten", "budgetpost", first, ("aantal",))


def _at_start(export: Export) -> pl.LazyFrame:
    """Return the rows of benefits with the date of birth of the person."""
    born = export.rows("personen").select("persoon_id", "geboortedatum")
    return export.rows("uitkeringen").join(born, on="persoon_id")


def _too_young(age: str, *schemes: str) -> Finder:
    def find(export: Export) -> Iterator[Hits]:
        if export.has("personen") and export.has("uitkeringen"):
            young = pl.col("ingangsdatum") < pl.col("geboortedatum").dt.offset_by(age)
            wanted = pl.col("regeling").is_in(schemes) if schemes else pl.lit(True)
            yield Hits("uitkeringen", "ingangsdatum", _at_start(export).filter(young & wanted))

    return find


def _past_pension(export: Export) -> Iterator[Hits]:
    """Clients still in benefit a month after the pension age that holds at the extraction."""
    if not (export.extraction and export.has("personen") and export.has("uitkeringen")):
        return
    day = export.extraction
    ages = [age for age in export.profile.aow_leeftijd if age.vanaf <= day]
    if ages:
        now = max(ages, key=lambda age: age.vanaf)
        reached = pl.col("geboortedatum").dt.offset_by(f"{12 * now.jaren + now.maanden}mo")
        past = (pl.col("rol") == "client") & _running(day) & (reached < day - _MONTH)
        yield Hits("uitkeringen", "einddatum", _at_start(export).filter(past))


def _running(day: date) -> pl.Expr:
    """True where a row has not ended by the end of a day."""
    return pl.col("einddatum").is_null() | (pl.col("einddatum") > day)


def _granted_without_benefit(export: Export) -> Iterator[Hits]:
    """Granted a month ago or more, and nothing of that person runs on or after the melding."""
    needs = ("besluit", "besluitdatum", "persoon_id")
    if not (export.extraction and export.has("meldingen", *needs)):
        return
    granted = export.rows("meldingen").filter(
        (pl.col("besluit") == "toegekend")
        & (pl.col("besluitdatum") <= export.extraction - _MONTH)
        & pl.col("uitkering_id").is_null()
        & pl.col("persoon_id").is_not_null()
    )
    last = pl.col("einddatum").fill_null(pl.date(9999, 12, 31)).max()
    ends = export.rows("uitkeringen").group_by("persoon_id").agg(last_day=last)
    beside = granted.join(ends, on="persoon_id", how="left")
    none = pl.col("last_day").is_null() | (pl.col("last_day") < pl.col("meldingsdatum"))
    yield Hits("meldingen", "uitkering_id", beside.filter(none))


def _without_registration(export: Export) -> Iterator[Hits]:
    """Starts of clients without a melding in the year before, where nearly all have one."""
    if not (export.has("uitkeringen", "rol") and export.has("meldingen", "persoon_id")):
        return
    first = export.days("meldingen", "meldingsdatum").item(0, DAY)
    covered = pl.col("ingangsdatum") >= first + _QUARTER
    starts = export.rows("uitkeringen").filter((pl.col("rol") == "client") & covered)
    reported = export.rows("meldingen").select("persoon_id", "meldingsdatum")
    days = (pl.col("ingangsdatum") - pl.col("meldingsdatum")).dt.total_days()
    near = starts.join(reported, on="persoon_id").filter(days.is_between(-92, 366))
    known = near.select(PLACE, known=pl.lit(True)).unique(PLACE)
    beside = starts.join(known, on=PLACE, how="left")
    usual = pl.col("known").is_not_null().mean() >= _USUAL
    yield Hits("uitkeringen", "ingangsdatum", beside.filter(pl.col("known").is_null() & usual))


def _without_place(export: Export) -> Iterator[Hits]:
    """Persons a month or more in benefit at the extraction for whom no state holds then."""
    table, day = export.profile.ladder.bron, export.extraction
    if not (day and export.has(table) and export.has("uitkeringen")):
        return
    holds = (pl.col("begindatum") <= day) & (
        pl.col("einddatum").is_null() | (pl.col("einddatum") >= day)
    )
    placed = export.rows(table).filter(holds)
    stock = export.rows("uitkeringen").filter(
        (pl.col("ingangsdatum") <= day - _MONTH) & _running(day)
    )
    missing = stock.join(placed, on="persoon_id", how="anti")
    first = missing.sort("persoon_id", "ingangsdatum", "uitkering_id")
    rows = first.unique("persoon_id", keep="first", maintain_order=True)
    yield Hits("uitkeringen", "persoon_id", rows)


def _after_death(export: Export) -> Iterator[Hits]:
    group = export.profile.reden_uitstroom.get("overlijden")
    if group is None or not export.has("uitkeringen", "einddatum", "reden_uitstroom"):
        return
    died = pl.col("reden_uitstroom").is_in(list(group.codes))
    deaths = export.rows("uitkeringen").filter(died).group_by("persoon_id")
    last = deaths.agg(death=pl.col("einddatum").min())
    for table in export.with_column("persoon_id"):
        begin = next((name for name in _BEGINS if name in columns_of(TABLES[table])), None)
        if begin:
            later = export.rows(table).join(last, on="persoon_id")
            yield Hits(table, begin, later.filter(pl.col(begin) > pl.col("death")))


def _runs_without_benefit(export: Export) -> Iterator[Hits]:
    """What belongs to a benefit and still runs half a year after the last one ended."""
    day = export.extraction
    if day is None or not export.has("uitkeringen", "einddatum"):
        return
    last = pl.col("einddatum").fill_null(pl.date(9999, 12, 31)).max()
    ends = export.rows("uitkeringen").group_by("persoon_id").agg(last_day=last)
    gone = ends.filter(pl.col("last_day") < day - _HALF_YEAR)
    for table in filter(export.has, ("ontheffingen", "maatregelen", "activiteiten")):
        rows = export.rows(table).filter(_running(day))
        if table == "activiteiten":
            rows = rows.filter(pl.col("soort") == "tegenprestatie")
        yield Hits(table, "einddatum", rows.join(gone, on="persoon_id", how="semi"))


def _reviewed_too_soon(export: Export) -> Iterator[Hits]:
    if export.has("besluiten") and export.has("toetsingen", "besluit_id"):
        decided = export.rows("besluiten").select("besluit_id", decided="datum")
        both = export.rows("toetsingen").join(decided, on="besluit_id")
        yield Hits("toetsingen", "datum", both.filter(pl.col("datum") < pl.col("decided")))


_DAY = "extractiedatum 2021-01-15"
_RUNNING = "uitkeringen | persoon_id P1 | ingangsdatum 2020-01-01"
_ENDED = f"{_RUNNING} | einddatum 2020-03-31 | reden_uitstroom 11"

ACROSS_TABLES = (
    Check(
        code="PERSOON-ONTBREEKT", severity=_WARN, scope=Scope.TABLES,
        message="Deze persoon staat niet in de tabel personen.",
        remedy="Neem de persoon op in de export van personen, of verbeter het nummer; tot dan zijn "
        "de kenmerken onbekend.",
        why="De persoon telt mee in de totalen. Leeftijd, geslacht en wijk zijn onbekend, zodat "
        "de doelgroepen te klein zijn.",
        good=(_RUNNING, "personen | persoon_id P1"), bad=(_RUNNING, "personen | persoon_id P2"),
        find=_missing_persons,
    ),
    Check(
        code="VERWIJZING", severity=_WARN, scope=Scope.TABLES,
        message="Het nummer in '{kolom}' staat niet in de tabel {andere}.",
        remedy="Verbeter het nummer, of neem de tabel {andere} vollediger op in de export.",
        why="Kosten of een toetsing zonder de rij waar zij bij horen tellen in het totaal, maar "
        "niet bij de voorziening, uitkering of het soort besluit.",
        good=("besluiten | besluit_id B1", "toetsingen | besluit_id B1 | datum 2020-03-01"),
        bad=("besluiten | besluit_id B1", "toetsingen | besluit_id B2 | datum 2020-03-01"),
        find=_refers_to_nothing,
    ),
    Check(
        code="POST-ONBEKEND", severity=_WARN, scope=Scope.TABLES,
        message="Een budgetpost staat niet in het profiel en niet in de tabel budgetten "
        "({aantal} keer).",
        remedy="Voeg de post toe aan het profiel of aan budgetten, of verbeter de naam.",
        why="Deze kosten tellen in het totaal, maar horen bij geen post en geen beleidsdoel. De "
        "uitputting van de posten is te laag.",
        good=("budgetten | budgetpost re_integratie",
              "kosten | soort voorziening | budgetpost re_integratie"),
        bad=("budgetten | budgetpost re_integratie",
             "kosten | soort voorziening | budgetpost reintegratie"),
        find=_unknown_posts,
    ),
    Check(
        code="LEEFTIJD-KIND", severity=_WARN, scope=Scope.TABLES,
        message="Deze persoon is bij de start van de uitkering jonger dan 16 jaar.",
        remedy="Controleer de geboortedatum in personen en de ingangsdatum hier; staat deze rij op "
        "het nummer van een kind, geef haar dan dat van de ouder.",
        why="Algemene bijstand is er vanaf 18 jaar. Meestal is de geboortedatum die van een kind "
        "in het gezin, of de ingangsdatum een tikfout.",
        good=(_RUNNING, "personen | persoon_id P1 | geboortedatum 1990-05-01"),
        bad=(_RUNNING, "personen | persoon_id P1 | geboortedatum 2009-05-01"),
        find=_too_young(_YOUNGEST),
    ),
    Check(
        code="LEEFTIJD-IOAW", severity=_WARN, scope=Scope.TABLES,
        message="Deze persoon heeft IOAW en is bij de start jonger dan 50 jaar.",
        remedy="Controleer de regeling en de geboortedatum.",
        why="IOAW is voor wie vanaf zijn vijftigste werkloos werd. De aantallen per regeling en "
        "de doelgroep ouderen kloppen niet als de regeling fout is.",
        good=(f"{_RUNNING} | regeling IOAW", "personen | persoon_id P1 | geboortedatum 1961-05-01"),
        bad=(f"{_RUNNING} | regeling IOAW", "personen | persoon_id P1 | geboortedatum 1991-05-01"),
        find=_too_young(_YOUNGEST_IOAW, "IOAW"),
    ),
    Check(
        code="LEEFTIJD-AOW", severity=_WARN, scope=Scope.TABLES,
        message="Deze cliënt heeft de AOW-leeftijd bereikt, maar de uitkering loopt nog.",
        remedy="Beëindig de uitkering met reden 03, of controleer de geboortedatum.",
        why="Vanaf de AOW-leeftijd betaalt de SVB. De stand is te hoog en de uitstroom naar AOW te "
        "laag zolang de uitkering open staat.",
        good=(_RUNNING, "personen | persoon_id P1 | geboortedatum 1960-05-01", _DAY),
        bad=(_RUNNING, "personen | persoon_id P1 | geboortedatum 1950-05-01", _DAY),
        find=_past_pension,
    ),
    Check(
        code="MELDING-ZONDER-UITKERING", severity=_WARN, scope=Scope.TABLES,
        message="De aanvraag is toegekend, maar deze persoon heeft daarna geen uitkering.",
        remedy="Vul bij de melding het nummer van de uitkering in (uitkering_id), of verbeter het "
        "besluit.",
        why="Toekenningen aan de poort en instroom in het bestand horen bij elkaar. Ontbreekt de "
        "uitkering, dan zijn instroom en stand te laag.",
        good=(_RUNNING, "meldingen | persoon_id P1 | meldingsdatum 2020-01-01"
              " | besluit toegekend | besluitdatum 2020-02-01", _DAY),
        bad=(_RUNNING, "meldingen | persoon_id P2 | meldingsdatum 2020-01-01"
             " | besluit toegekend | besluitdatum 2020-02-01", _DAY),
        find=_granted_without_benefit,
    ),
    Check(
        code="UIT-ZONDER-MELDING", severity=_WARN, scope=Scope.TABLES,
        message="Deze uitkering begint zonder melding van de cliënt in het jaar ervoor.",
        remedy="Voeg de melding toe in het bronsysteem. Kwam deze uitkering mee uit een andere "
        "gemeente, dan is er niets te doen.",
        why="Bijna alle uitkeringen hier beginnen met een melding. Waar die ontbreekt, is het "
        "aandeel meldingen dat tot een uitkering leidt te laag.",
        good=("1 per maand, 12 maanden lang: meldingen | persoon_id P1 | meldingsdatum 2020-01-06",
              "1 per maand, 5 maanden lang: uitkeringen | persoon_id P1"
              " | ingangsdatum 2020-06-01 | einddatum 2020-06-20", _DAY),
        bad=("1 per maand, 12 maanden lang: meldingen | persoon_id P1 | meldingsdatum 2020-01-06",
             "1 per maand, 5 maanden lang: uitkeringen | persoon_id P1"
             " | ingangsdatum 2020-06-01 | einddatum 2020-06-20",
             "uitkeringen | persoon_id P2 | ingangsdatum 2020-06-01", _DAY),
        find=_without_registration,
    ),
    Check(
        code="CATEGORIE-ONTBREEKT", severity=_WARN, scope=Scope.TABLES,
        message="Deze persoon is langer dan een maand in de bijstand en heeft geen plaats op de "
        "ladder.",
        remedy="Leg in het bronsysteem vast waar deze persoon op de ladder staat.",
        why="Wie niet is ingedeeld, telt in de stand naar categorie als onbekend en valt buiten "
        "de cijfers over doorstroom.",
        good=(_RUNNING, "categorieen | persoon_id P1 | categorie Zorg | begindatum 2020-02-01",
              _DAY),
        bad=(_RUNNING, "categorieen | persoon_id P1 | categorie Zorg | begindatum 2020-02-01"
             " | einddatum 2020-03-31", _DAY),
        find=_without_place,
    ),
    Check(
        code="NA-OVERLIJDEN", severity=_WARN, scope=Scope.TABLES,
        message="Deze rij begint na het overlijden van de persoon.",
        remedy="Verbeter de reden van uitstroom, of het nummer van de persoon op deze rij.",
        why="Een van beide klopt niet: de uitstroom door overlijden, of deze rij.",
        good=(f"{_RUNNING} | einddatum 2020-03-31 | reden_uitstroom 04",
              "voorzieningen | persoon_id P1 | begindatum 2020-02-01 | einddatum 2020-03-31"),
        bad=(f"{_RUNNING} | einddatum 2020-03-31 | reden_uitstroom 04",
             "voorzieningen | persoon_id P1 | begindatum 2020-09-01 | einddatum 2020-12-31"),
        find=_after_death,
    ),
    Check(
        code="LOOPT-ZONDER-UITKERING", severity=_WARN, scope=Scope.TABLES,
        message="Deze rij loopt nog, maar de laatste uitkering van deze persoon is meer dan een "
        "half jaar geleden gestopt.",
        remedy="Vul in het bronsysteem de einddatum van deze rij in.",
        why="Een ontheffing, maatregel of tegenprestatie hoort bij een uitkering. Het aantal dat "
        "loopt is te hoog zolang zij niet is afgesloten.",
        good=(_ENDED, "ontheffingen | persoon_id P1 | begindatum 2020-01-01"
              " | einddatum 2020-03-31", _DAY),
        bad=(_ENDED, "ontheffingen | persoon_id P1 | begindatum 2020-01-01", _DAY),
        find=_runs_without_benefit,
    ),
    Check(
        code="TOETS-VOOR-BESLUIT", severity=_WARN, scope=Scope.TABLES,
        message="De toetsing ligt voor het besluit dat is getoetst.",
        remedy="Verbeter de datum, of het nummer van het besluit.",
        why="Een besluit kan niet zijn getoetst voordat het er was. Het oordeel hoort misschien "
        "bij een ander besluit.",
        good=("besluiten | besluit_id B1 | datum 2020-02-01",
              "toetsingen | besluit_id B1 | datum 2020-03-01"),
        bad=("besluiten | besluit_id B1 | datum 2020-02-01",
             "toetsingen | besluit_id B1 | datum 2020-01-01"),
        find=_reviewed_too_soon,
    ),
)  # fmt: skip
