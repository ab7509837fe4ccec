"""De trechter van de poort

Van melding naar aanvraag, besluit en toekenning: dezelfde meldingen, gevolgd tot de dag van de
gegevens.
"""

GATE = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-03-01    | 2024-03-08    | 2024-03-28   | toegekend
2          | 2024-03-05    | 2024-03-12    | 2024-06-01   | toegekend
3          | 2024-03-10    | 2024-03-20    | 2024-04-10   | afgewezen
4          | 2024-03-15    | 2024-03-29    |              |
5          | 2024-03-31    |               |              |
6          | 2024-04-01    | 2024-04-02    | 2024-04-20   | toegekend
"""
CASE = {"periode": "2024-03", "meldingen": GATE, "extractiedatum": "2024-06-30"}


def test_who_went_on_to_apply(spec):
    """Van de vijf meldingen in maart werden er vier een aanvraag: 1 tot en met 4. Melding 6 hoort
    bij april."""
    spec("trechter_aanvraag_pct", **CASE, teller=4, noemer=5, waarde=80)


def test_who_was_decided_upon(spec):
    """Op drie van de vijf meldingen volgde een besluit, welk dan ook: 1, 2 en 3."""
    spec("trechter_besluit_pct", **CASE, teller=3, noemer=5, waarde=60)


def test_who_still_waits(spec):
    """Een aanvraag zonder besluit staat open: 4. Aanvraag is besluit plus open, 3 plus 1."""
    spec("trechter_open_pct", **CASE, teller=1, noemer=5, waarde=20)


def test_who_was_granted_in_the_end(spec):
    """Twee van de vijf meldingen werden een toekenning: 1 en 2, ook al duurde 2 lang."""
    spec("trechter_toekenning_pct", **CASE, teller=2, noemer=5, waarde=40)


def test_the_funnel_fills_with_time(spec):
    """Met gegevens van 31 mei is op aanvraag 2 nog niet besloten: zij staat open, een dag voor haar
    besluit. Elke melding zit steeds in een van de bakken."""
    early = CASE | {"extractiedatum": "2024-05-31"}
    spec("trechter_besluit_pct", **early, teller=2, noemer=5, waarde=40)
    spec("trechter_open_pct", **early, teller=2, noemer=5, waarde=40)
    spec("trechter_toekenning_pct", **early, teller=1, noemer=5, waarde=20)
    on_the_day = CASE | {"extractiedatum": "2024-06-01"}
    spec("trechter_besluit_pct", **on_the_day, teller=3, noemer=5, waarde=60)


def test_an_application_of_today_counts(spec):
    """Een aanvraag op de dag van de gegevens telt mee, een van een dag later niet."""
    spec("trechter_aanvraag_pct", **CASE | {"extractiedatum": "2024-03-12"}, teller=2, noemer=5)
    spec("trechter_aanvraag_pct", **CASE | {"extractiedatum": "2024-03-11"}, teller=1, noemer=5)


def test_nobody_reports(spec):
    """Zonder meldingen heeft de trechter geen waarde."""
    none = CASE | {"periode": "2024-02"}
    spec("trechter_aanvraag_pct", **none, teller=0, noemer=0)
    spec("trechter_besluit_pct", **none, teller=0, noemer=0)
    spec("trechter_open_pct", **none, teller=0, noemer=0)
    spec("trechter_toekenning_pct", **none, teller=0, noemer=0)


def test_granted_after_eight_weeks(spec):
    """Van de vier aanvragen in maart is er 56 dagen later een toegekend (1). Aanvraag 2 werd dat
    pas na 81 dagen."""
    spec("aanvraag_8_weken_toegekend_pct", **CASE, teller=1, noemer=4, waarde=25)


def test_decided_otherwise_after_eight_weeks(spec):
    """Een van de vier is binnen 56 dagen afgewezen: 3."""
    spec("aanvraag_8_weken_anders_pct", **CASE, teller=1, noemer=4, waarde=25)


def test_still_open_after_eight_weeks(spec):
    """Twee van de vier staan na 56 dagen nog open: 2 en 4. De drie uitkomsten zijn samen alle
    aanvragen: 1 plus 1 plus 2."""
    spec("aanvraag_8_weken_open_pct", **CASE, teller=2, noemer=4, waarde=50)


def test_too_young_to_follow(spec):
    """Aanvraag 4 van 29 maart is op 24 mei precies 56 dagen oud en telt dan mee. Een dag eerder nog
    niet: zij kon niet even lang gevolgd worden."""
    whole = CASE | {"extractiedatum": "2024-05-24"}
    spec("aanvraag_8_weken_toegekend_pct", **whole, teller=1, noemer=4, waarde=25)
    spec("aanvraag_8_weken_open_pct", **whole, teller=2, noemer=4, waarde=50)
    early = CASE | {"extractiedatum": "2024-05-23"}
    spec("aanvraag_8_weken_toegekend_pct", **early, teller=1, noemer=3, waarde=33.3)
    spec("aanvraag_8_weken_anders_pct", **early, teller=1, noemer=3, waarde=33.3)
    spec("aanvraag_8_weken_open_pct", **early, teller=1, noemer=3, waarde=33.3)


def test_what_becomes_of_applications_over_the_weeks(spec):
    """Na drie weken is een van de vier aanvragen toegekend (1, op dag 20), een afgewezen (3, op
    dag 21) en de helft nog open. Na twaalf weken is ook aanvraag 2 toegekend (dag 81). De kansen
    van een week tellen op tot 100%; het totaal is de kans op een besluit binnen acht weken."""
    whole = CASE | {"per": "weken|uitkomst"}
    spec("aanvraag_uitkomst_pct", **CASE, teller=2, noemer=4, waarde=50)
    spec("aanvraag_uitkomst_pct", **whole, categorie="2|open", teller=4, noemer=4, waarde=100)
    for way, many, share in (("toegekend", 1, 25), ("anders", 1, 25), ("open", 2, 50)):
        found = {"categorie": f"3|{way}", "teller": many, "waarde": share}
        spec("aanvraag_uitkomst_pct", **whole, **found, noemer=4)
    late = {"categorie": "12|toegekend", "teller": 2, "noemer": 4, "waarde": 50}
    spec("aanvraag_uitkomst_pct", **whole, **late)
    spec("aanvraag_uitkomst_pct", **whole, categorie="12|open", teller=1, noemer=4, waarde=25)


def test_who_still_waits_counts_over_the_weeks(spec):
    """Met gegevens van 5 april zijn de aanvragen 2, 3 en 4 nog open, na 24, 16 en 7 dagen. Op dag
    20 worden alleen 1 en 2 nog gevolgd, dus na drie weken is de helft toegekend en niet een
    kwart. Over vier weken is nog niets te zeggen: zo lang is niemand gevolgd."""
    early = CASE | {"extractiedatum": "2024-04-05", "per": "weken|uitkomst"}
    spec("aanvraag_uitkomst_pct", **early, categorie="3|toegekend", teller=1, noemer=4, waarde=50)
    spec("aanvraag_uitkomst_pct", **early, categorie="3|anders", teller=0, noemer=4, waarde=0)
    silent = {"noemer": 4, "oordeel": "te weinig gegevens: zo lang is nog niemand gevolgd"}
    for way, many in (("toegekend", 1), ("anders", 0), ("open", 3)):
        spec("aanvraag_uitkomst_pct", **early, categorie=f"4|{way}", teller=many, **silent)
    whole = CASE | {"extractiedatum": "2024-04-05"}
    spec("aanvraag_uitkomst_pct", **whole, teller=1, **silent)


def test_nothing_is_said_of_weeks_that_nobody_could_be_followed_to(spec):
    """Aanvraag 1 is op dag 32 toegekend, aanvraag 2 wacht nog. Met gegevens van 14 januari kon
    niemand langer dan 42 dagen worden gevolgd: na zes weken is er een kans, na zeven niet meer, en
    ook niet of er binnen acht weken een besluit is."""
    few = """
    melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
    1          | 2021-12-03    | 2021-12-03    | 2022-01-04   | toegekend
    2          | 2021-12-28    | 2021-12-28    |              |
    """
    case = {"periode": "2021-12", "meldingen": few, "extractiedatum": "2022-01-14", "noemer": 2}
    weeks = {"per": "weken|uitkomst"}
    told = {"teller": 1, "waarde": 100}
    spec("aanvraag_uitkomst_pct", **case, **weeks, **told, categorie="6|toegekend")
    silent = {"teller": 1, "oordeel": "te weinig gegevens: zo lang is nog niemand gevolgd"}
    for way in ("toegekend", "open"):
        spec("aanvraag_uitkomst_pct", **case, **weeks, **silent, categorie=f"7|{way}")
    spec("aanvraag_uitkomst_pct", **case, **silent)


def test_a_decision_on_the_day_itself(spec):
    """Een besluit op de dag van de aanvraag (op dag 0) telt mee in de eerste week."""
    day = """
    melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
    1          | 2024-03-01    | 2024-03-01    | 2024-03-01   | toegekend
    2          | 2024-03-01    | 2024-03-01    | 2024-03-20   | ingetrokken
    """
    edge = {"periode": "2024-03", "meldingen": day, "extractiedatum": "2024-06-30"}
    weeks = {"per": "weken|uitkomst", "noemer": 2, "teller": 1, "waarde": 50}
    spec("aanvraag_uitkomst_pct", **edge, **weeks, categorie="1|toegekend")
    spec("aanvraag_uitkomst_pct", **edge, **weeks, categorie="4|anders")


EDGE = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-03-01    | 2024-03-01    | 2024-04-26   | toegekend
2          | 2024-03-01    | 2024-03-01    | 2024-04-27   | toegekend
3          | 2024-03-01    | 2024-03-01    | 2024-04-26   |
"""


def test_eight_weeks_to_the_day(spec):
    """Een besluit op dag 56 (1) is op tijd, een dag later (2) staat de aanvraag nog open. Een
    besluit waarvan de inhoud ontbreekt (3) telt als anders besloten."""
    edge = {"periode": "2024-03", "meldingen": EDGE, "extractiedatum": "2024-06-30"}
    spec("aanvraag_8_weken_toegekend_pct", **edge, teller=1, noemer=3, waarde=33.3)
    spec("aanvraag_8_weken_open_pct", **edge, teller=1, noemer=3, waarde=33.3)
    spec("aanvraag_8_weken_anders_pct", **edge, teller=1, noemer=3, waarde=33.3)


def test_what_was_done_at_the_gate(spec):
    """Per actie aan de poort: van de vier meldingen met een vacature in maart werd er een
    toegekend. Een actie die in alle jaren samen minder dan vijf keer voorkomt, kan van alles zijn,
    ook een naam, en heet overig."""
    actions = """
    melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit   | poortactie
    1          | 2024-03-01    | 2024-03-08    | 2024-03-28   | toegekend | vacature
    2          | 2024-03-05    |               |              |           | vacature
    3          | 2024-03-05    |               |              |           | vacature
    4          | 2024-03-05    |               |              |           | vacature
    5          | 2023-03-05    |               |              |           | vacature
    6          | 2024-03-05    | 2024-03-08    | 2024-03-28   | toegekend | gebeld met Jan
    7          | 2024-03-05    | 2024-03-08    | 2024-03-28   | toegekend |
    """
    case = {"periode": "2024-03", "meldingen": actions, "per": "poortactie"}
    spec("meldingen", **case, tellers={"vacature": 4, "overig": 1, "onbekend": 1})
    case |= {"extractiedatum": "2024-06-30"}
    spec("trechter_toekenning_pct", **case, tellers={"vacature": 1, "overig": 1, "onbekend": 1})
