"""The rest of the register for a random caseload: what happens around a benefit, and its edges.

Second part of the caseload maker. Dates again fall by preference where a boundary breaks: on the
days of the benefit itself, a day beside them, on 31 December and 1 January, and on 29 February.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .caseloads import CaseloadMaker, Row

NO_END = date(9999, 12, 31)
DAY = timedelta(days=1)
ACTIVITIES = ["betaald_werk", "parttime_werk", "school", "vrijwilligerswerk", "tegenprestatie"]
ACTIVITIES += ["arbeidsmatige_dagbesteding", "zorgtraject", "beschut_werk"]
EXEMPTIONS = ["alleenstaande_ouder", "tijdelijk", "tijdelijk", "volledig_duurzaam"]
DUTIES = ["arbeid", "re-integratie", "tegenprestatie", "arbeid+re-integratie", None, "anders"]
DUTIES += ["arbeid+tegenprestatie", "arbeid+re-integratie+tegenprestatie", "tegenprestatie+arbeid"]
DECISIONS = ["toekenning", "afwijzing", "beeindiging", "ontheffing", "voorziening", "maatregel"]
COST_KINDS = ["uitkering", "voorziening", "lks", "begeleiding", "werkplekaanpassing", "overig"]
STATE_POST = "BUIG"
POSTS = ["re_integratie_instroom_beperken", "re_integratie_uitstroom_bevorderen"]
GOALS = ["instroom_beperken", "uitstroom_bevorderen"]
AMOUNTS = [1250.0, 99.95, 0.01, 0.0, -310.4, 48_000.0, 17.3]
RESULTS = [None, None, None, "werk", "school", "geen"]
RUN_OUT = [(2, 28), (3, 31), (5, 31), (8, 29), (8, 30), (8, 31), (9, 30), (12, 31)]
WATCHED = [date(2020, 12, 31), date(2019, 12, 31), date(2020, 3, 31), date(2020, 2, 29)]
WATCHED += [date(2021, 12, 31), date(2019, 11, 2)]
MELDING_EXTRAS = ("geboortedatum", "uitkering_id", "poortactie")
SUPPORT_EXTRAS = ("branche", "reden_einde", "loonwaarde_pct", "consulent")
SUPPORT_EXTRAS += ("ervaren_effect_client", "ervaren_effect_consulent")
OPEN_ENDS = ("voorzieningen", "activiteiten", "ontheffingen", "categorieen", "uitkeringen")


def fill_register(maker: CaseloadMaker) -> None:
    """Add all that a benefit brings along, and the tables of finance and statistics."""
    for who in maker.people:
        add_nugger(maker, who)
        add_support_before_benefit(maker, who)
        add_activities(maker, who)
        add_exemptions(maker, who)
        add_sanctions(maker, who)
    for row in maker.tables["voorzieningen"]:
        describe_support(maker, row)
    for row in maker.tables["meldingen"]:
        describe_melding(maker, row)
    for who in maker.people:
        add_just_too_short(maker, who)
        add_waiting(maker, who)
    for _ in maker.people:
        add_cost(maker)
        add_decision(maker)
        add_decision(maker)
    add_loose_checks(maker)
    add_budgets(maker)
    add_population(maker)
    write_some_ends_out(maker)


def near(maker: CaseloadMaker, who: str) -> date:
    """A day on or beside the border of one of the person's benefits, or any day."""
    borders = [
        day
        for row in maker.tables["uitkeringen"]
        if row["persoon_id"] == who
        for day in (row["ingangsdatum"], row["einddatum"])
        if day is not None
    ]
    if borders and maker.chance(0.5):
        return maker.rng.choice(borders) + maker.rng.choice([-1, 0, 0, 1]) * DAY
    return maker.day()


def span(maker: CaseloadMaker, who: str) -> Row:
    """Begin and end of something of this person: one day, open, or any length."""
    start = near(maker, who)
    end = start if maker.chance(0.15) else maker.end_after(start, 0)
    return {"begindatum": start, "einddatum": end}


# --- persons -----------------------------------------------------------------------------


def add_nugger(maker: CaseloadMaker, who: str) -> None:
    """Some are marked as seeking work without benefit, also while they are in benefit."""
    for row in maker.tables["personen"]:
        if row["persoon_id"] == who:
            marked = maker.chance(0.25)
            since = near(maker, who)
            row["nugger_vanaf"] = since if marked else None
            row["nugger_tot"] = maker.end_after(since, 0) if marked else None
            row["opleidingsniveau"] = maker.rng.choice([None, "mbo", "hbo"])


def add_activities(maker: CaseloadMaker, who: str) -> None:
    """Activities, some of one day, some twice at once."""
    for _ in range(maker.rng.choice([0, 0, 1, 1, 2, 3])):
        maker.tables["activiteiten"].append(
            {"persoon_id": who, "soort": maker.rng.choice(ACTIVITIES)}
            | span(maker, who)
            | {"uren_per_week": maker.rng.choice([None, 8.0]), "branche": None}
        )


def add_exemptions(maker: CaseloadMaker, who: str) -> None:
    """Exemptions, overlapping and of several kinds and duties."""
    for _ in range(maker.rng.choice([0, 0, 1, 1, 2, 3])):
        maker.tables["ontheffingen"].append(
            {"persoon_id": who, "soort": maker.rng.choice(EXEMPTIONS)}
            | {"verplichting": maker.rng.choice(DUTIES)}
            | span(maker, who)
            | {"reden_einde": None}
        )


def add_sanctions(maker: CaseloadMaker, who: str) -> None:
    """Sanctions, also after the benefit has ended."""
    for _ in range(maker.rng.choice([0, 0, 0, 1, 2])):
        maker.tables["maatregelen"].append(
            {"persoon_id": who, "reden": maker.rng.choice(["01", "04", None])}
            | span(maker, who)
            | {"pct": maker.rng.choice([None, 30.0, 100.0])}
        )


# --- instruments and meldingen -----------------------------------------------------------


def add_support_before_benefit(maker: CaseloadMaker, who: str) -> None:
    """An instrument that starts on, before or after a border of the benefit."""
    if maker.chance(0.4):
        number = len(maker.tables["voorzieningen"]) + 1
        instrument = maker.rng.choice(["am_match", "lks_tijdelijk", "eigen_traject", "jobcoach"])
        row = {"voorziening_id": f"V{number:04d}", "persoon_id": who, "instrument": instrument}
        row |= {"aanbieder": maker.rng.choice([None, "WSP", "AM Match"])} | span(maker, who)
        maker.tables["voorzieningen"].append(row)


def describe_support(maker: CaseloadMaker, row: Row) -> None:
    """How a voorziening ended and what people thought of it; much of it is missing."""
    end, rng = row["einddatum"], maker.rng
    expected = [row["begindatum"] + timedelta(days=180), end, end, None]
    row["verwachte_einddatum"] = rng.choice(expected)
    row["reden_einde"] = rng.choice(["1", "1", "2", "3", None]) if end else None
    row["resultaat"] = rng.choice(RESULTS) if end else None
    row["branche"] = rng.choice([None, "Zorg", "Techniek"])
    row["loonwaarde_pct"] = rng.choice([None, 30.0, 62.5, 80.0])
    row["consulent"] = rng.choice(["c1", None])
    for who in ("client", "consulent"):
        row[f"ervaren_effect_{who}"] = rng.choice([None, None, 1, 2, 3, 4, 5])
    if end is not None and maker.chance(0.3):
        leave_after(maker, row["persoon_id"], end)


def leave_after(maker: CaseloadMaker, who: str, day: date) -> None:
    """The person's open benefit ends on that day, or about six months after it."""
    for row in maker.tables["uitkeringen"]:
        if row["persoon_id"] == who and row["einddatum"] is None:
            end = day + timedelta(days=maker.rng.choice([0, 1, 90, 180, 181, 182, 183, 184, 185]))
            if end > row["ingangsdatum"]:
                row["einddatum"], row["reden_uitstroom"] = end, maker.rng.choice(["11", "03"])


def add_just_too_short(maker: CaseloadMaker, who: str) -> None:
    """Some run out on time, without result, and leave on or beside the border of six months."""
    rng = maker.rng
    if not maker.chance(0.3):
        return
    end = rng.choice([date(y, m, d) for y in (2018, 2019, 2020) for m, d in RUN_OUT])
    left = half_year_after(end) + rng.choice([-1, 0, 0, 1]) * DAY
    left = rng.choice([left, left, end, end + DAY])
    maker.benefit(who, left - timedelta(days=rng.choice([20, 800])), left)
    row = {"voorziening_id": f"V{len(maker.tables['voorzieningen']) + 1:04d}", "persoon_id": who}
    row |= {"instrument": rng.choice(["jobcoach", "lks"]), "aanbieder": None, "resultaat": None}
    row |= {"begindatum": end - timedelta(days=90), "einddatum": end, "verwachte_einddatum": end}
    maker.tables["voorzieningen"].append(dict.fromkeys(SUPPORT_EXTRAS) | row)


def half_year_after(day: date) -> date:
    """The day six months on, or the last of that month."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_waiting(maker: CaseloadMaker, who: str) -> None:
    """An application that is four or eight weeks old, or a day more or less, on an edge day."""
    rng = maker.rng
    if not maker.chance(0.4):
        return
    edge = rng.choice([*WATCHED, *WATCHED, maker.day()])
    suspended = rng.choice([None, 0, 7])
    weeks = rng.choice([28, 56])
    applied = edge - timedelta(days=weeks + rng.choice([-1, 0, 0, 1]))
    if weeks == 56:
        applied -= timedelta(days=suspended or 0)
    decided = rng.choice([None, edge, edge + DAY])
    row = {"melding_id": f"M{len(maker.tables['meldingen']) + 1:04d}", "persoon_id": who}
    row |= {"meldingsdatum": applied - timedelta(days=rng.choice([0, 60, 61]))}
    row |= {"aanvraagdatum": applied, "besluitdatum": decided, "opschorting_dagen": suspended}
    row |= {"besluit": decided and "afgewezen", "voorschotdatum": rng.choice([None, edge])}
    maker.tables["meldingen"].append(dict.fromkeys(MELDING_EXTRAS) | row)


def describe_melding(maker: CaseloadMaker, row: Row) -> None:
    """Suspension, advance and benefit of a melding; sometimes the dates are out of order."""
    applied, rng = row["aanvraagdatum"], maker.rng
    row["opschorting_dagen"] = rng.choice([None, None, 0, 5, 14, 60])
    row["voorschotdatum"] = row["poortactie"] = None
    own = [b for b in maker.tables["uitkeringen"] if b["persoon_id"] == row["persoon_id"]]
    if own and maker.chance(0.7):
        row["uitkering_id"] = rng.choice(own)["uitkering_id"]
    if applied is None:
        return
    if maker.chance(0.4):
        row["voorschotdatum"] = applied + timedelta(days=rng.choice([0, 27, 28, 29, 60]))
    if row["besluitdatum"] is not None:
        shift = rng.choice([0, 0, 0, 0, 28, 29, 56, 57, 61, 117, -3])
        row["besluitdatum"] = applied + timedelta(days=shift)
        if maker.chance(0.1):
            row["besluitdatum"] = None  # decided, nobody noted when
        elif maker.chance(0.1):
            row["besluit"] = None  # and nobody noted what


# --- money and decisions -----------------------------------------------------------------


def add_cost(maker: CaseloadMaker) -> None:
    """A cost: with or without post, person, voorziening or benefit."""
    rng, who = maker.rng, maker.rng.choice(maker.people)
    row = {"datum": near(maker, who), "bedrag": rng.choice(AMOUNTS)}
    row |= {"soort": rng.choice(COST_KINDS), "persoon_id": None if maker.chance(0.3) else who}
    row["status"] = rng.choice(["gerealiseerd", "gerealiseerd", None, "verplicht"])
    row["voorziening_id"] = row["uitkering_id"] = None
    if maker.tables["voorzieningen"] and maker.chance(0.5):
        support = rng.choice(maker.tables["voorzieningen"])
        row["voorziening_id"] = support["voorziening_id"]
        row["persoon_id"] = row["persoon_id"] and support["persoon_id"]
    elif maker.tables["uitkeringen"] and maker.chance(0.5):
        benefit = rng.choice(maker.tables["uitkeringen"])
        row["uitkering_id"] = benefit["uitkering_id"]
        row["persoon_id"] = row["persoon_id"] and benefit["persoon_id"]
    row["budgetpost"] = rng.choice([None, None, *POSTS, STATE_POST])
    row["financiering"] = None
    maker.tables["kosten"].append(row)


def add_decision(maker: CaseloadMaker) -> None:
    """A decision with none, one or two checks, some dated before the decision itself."""
    rng, who = maker.rng, maker.rng.choice(maker.people)
    number = len(maker.tables["besluiten"]) + 1
    decision = {"besluit_id": f"B{number:04d}", "datum": near(maker, who)}
    decision |= {"soort": rng.choice(DECISIONS), "persoon_id": rng.choice([who, who, None])}
    maker.tables["besluiten"].append(decision | {"consulent": rng.choice(["c1", None])})
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        day = decision["datum"] + timedelta(days=rng.choice([-5, 0, 1, 20, 200, 400, 700]))
        add_check(maker, decision["besluit_id"], day)


def add_check(maker: CaseloadMaker, decision: str | None, day: date) -> None:
    """Add one row of toetsingen."""
    number = len(maker.tables["toetsingen"]) + 1
    verdict = maker.rng.choice(["akkoord", "akkoord", "niet_akkoord", "hersteld"])
    row = {"toetsing_id": f"T{number:04d}", "besluit_id": decision, "datum": day}
    maker.tables["toetsingen"].append(row | {"onderwerp": None, "oordeel": verdict})


def add_loose_checks(maker: CaseloadMaker) -> None:
    """Checks of no decision, and of one that is not in the export."""
    for decision in (None, None, "B9999"):
        add_check(maker, decision, maker.day())


def add_budgets(maker: CaseloadMaker) -> None:
    """Budgets in one or more versions; a year without, and a post without."""
    for year in (2018, 2019, 2020, 2021):
        for goal, post in zip(GOALS, POSTS, strict=True):
            for version in ("begroting", "gewijzigd", "definitief"):
                if maker.chance(0.6):
                    row = {"jaar": year, "beleidsdoel": goal, "budgetpost": post}
                    row |= {"bedrag": float(maker.rng.randint(0, 90_000)), "versie": version}
                    maker.tables["budgetten"].append(row | {"taakveld": "6.5"})
        for version in ("voorlopig", "nader_voorlopig", "definitief"):
            if maker.chance(0.6):
                row = {"jaar": year, "beleidsdoel": "inkomen", "budgetpost": STATE_POST}
                row |= {"bedrag": float(maker.rng.randint(0, 900_000)), "versie": version}
                maker.tables["budgetten"].append(row | {"taakveld": "6.3"})


def add_population(maker: CaseloadMaker) -> None:
    """Inhabitants in some years only."""
    for year in (2017, 2019, 2020):
        for group in ("18+", "15-64", "0-17"):
            number = maker.rng.randint(20_000, 25_000)
            maker.tables["bevolking"].append({"jaar": year, "groep": group, "aantal": number})


def write_some_ends_out(maker: CaseloadMaker) -> None:
    """Some systems write 9999-12-31 where others leave the end empty."""
    for name in OPEN_ENDS:
        for row in maker.tables[name]:
            if row["einddatum"] is None and maker.chance(0.2):
                row["einddatum"] = NO_END
