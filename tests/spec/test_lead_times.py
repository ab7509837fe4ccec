"""Doorlooptijden

Hoe lang duurt het van melding tot aanvraag, van aanvraag tot besluit en tot de eerste voorziening?
Een mediaan is de middelste waarde: de helft duurde korter, de helft langer. Bij een even aantal is
het het midden van de twee middelste.
"""

APPLIED = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | opschorting_dagen | besluit
1          | 2024-03-01    | 2024-03-01    | 2024-03-11   |                   | toegekend
2          | 2024-02-20    | 2024-03-05    | 2024-04-24   | 14                | afgewezen
3          | 2024-01-10    | 2024-01-20    | 2024-03-15   |                   | toegekend
4          | 2024-01-15    | 2024-01-19    | 2024-03-20   | 5                 | toegekend
5          | 2024-03-20    | 2024-03-23    |              |                   |
6          | 2024-03-25    |               |              |                   |
"""


def test_days_from_registration_to_application(spec):
    """In maart vroegen 1, 2 en 5 aan, na 0, 14 en 3 dagen: de mediaan is 3. Wie niet aanvroeg (6)
    telt niet mee."""
    spec("doorlooptijd_melding_aanvraag", periode="2024-03", meldingen=APPLIED, noemer=3, waarde=3)


def test_two_applications(spec):
    """In januari waren er twee aanvragen, na 10 en 4 dagen: de mediaan is het midden, 7."""
    spec("doorlooptijd_melding_aanvraag", periode="2024-01", meldingen=APPLIED, noemer=2, waarde=7)


def test_nobody_applies(spec):
    """Zonder aanvragen is er geen mediaan."""
    spec("doorlooptijd_melding_aanvraag", periode="2023", meldingen=APPLIED, noemer=0)


def test_days_to_a_decision(spec):
    """In maart is besloten over 1, 3 en 4: na 10, 55 en 61 dagen. Bij 4 gaan er 5 dagen opschorting
    af, dus 56. De mediaan is 55. Wat nog open is (2 en 5) telt niet mee."""
    spec("doorlooptijd_besluit", periode="2024-03", meldingen=APPLIED, noemer=3, waarde=55)


def test_a_decision_counts_on_its_own_day(spec):
    """Het besluit over 2 viel in april, na 50 dagen waarvan 14 opgeschort: 36."""
    spec("doorlooptijd_besluit", periode="2024-04", meldingen=APPLIED, noemer=1, waarde=36)


def test_nothing_is_decided(spec):
    """Is er niets besloten, dan is er geen mediaan en geen aandeel."""
    spec("doorlooptijd_besluit", periode="2024-02", meldingen=APPLIED, noemer=0)
    spec("besluit_binnen_8_weken_pct", periode="2024-02", meldingen=APPLIED, teller=0, noemer=0)


def test_decisions_in_time(spec):
    """Alle drie besluiten van maart vielen binnen 56 dagen, 4 precies op de grens doordat er 5
    dagen opschorting af gaan."""
    spec("besluit_binnen_8_weken_pct", periode="2024-03", meldingen=APPLIED, teller=3, noemer=3)


ON_THE_LINE = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-01-01    | 2024-01-01    | 2024-02-26   | toegekend
2          | 2024-01-01    | 2024-01-01    | 2024-02-27   | toegekend
3          | 2024-01-01    |               | 2024-02-27   | afgewezen
"""


def test_eight_weeks_to_the_day(spec):
    """Dag 56 (1) is nog op tijd, dag 57 (2) niet. Zonder aanvraagdatum (3) is er geen
    doorlooptijd."""
    spec("besluit_binnen_8_weken_pct", periode="2024-02", meldingen=ON_THE_LINE,
         teller=1, noemer=2, waarde=50)  # fmt: skip


def test_what_is_open(spec):
    """Aan het eind van maart waren 2 en 5 aangevraagd en nog niet besloten."""
    spec("aanvragen_open", periode="2024-03", meldingen=APPLIED, teller=2)


def test_open_on_the_day_of_the_decision(spec):
    """Wat op de laatste dag van de periode wordt besloten, is dan niet meer open; een dag eerder
    nog wel. Wanneer de aanvraag was, maakt niet uit."""
    spec("aanvragen_open", periode="2024-02-26..2024-02-26", meldingen=ON_THE_LINE, teller=1)
    spec("aanvragen_open", periode="2024-02-25..2024-02-25", meldingen=ON_THE_LINE, teller=2)


def test_nothing_is_open(spec):
    """Voor de eerste aanvraag staat er niets open."""
    spec("aanvragen_open", periode="2023", meldingen=APPLIED, teller=0)
    spec("besluit_open_na_8_weken", periode="2023", meldingen=APPLIED, teller=0)


LONG_OPEN = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | opschorting_dagen
1          | 2024-01-01    | 2024-02-04    |              |
2          | 2024-01-01    | 2024-02-03    |              |
3          | 2024-01-01    | 2024-01-24    |              | 10
4          | 2024-01-01    | 2024-01-02    | 2024-04-01   |
5          | 2024-01-01    | 2024-01-02    | 2024-03-30   |
"""


def test_open_after_eight_weeks(spec):
    """Op 31 maart is 1 precies 56 dagen oud en 2 57 dagen: alleen 2 is te lang open. Van 3 gaan 10
    dagen opschorting af: 57, ook te lang. 4 is pas op 1 april besloten en telt mee, 5 niet."""
    spec("besluit_open_na_8_weken", periode="2024-03", meldingen=LONG_OPEN, teller=3)


def test_open_a_day_before(spec):
    """Een dag eerder zijn 2 en 3 precies 56 dagen oud en nog niet te laat; 5 is die dag besloten.
    Alleen 4 telt."""
    spec("besluit_open_na_8_weken", periode="2024-03-30..2024-03-30", meldingen=LONG_OPEN, teller=1)


ADVANCED = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | voorschotdatum
1          | 2024-02-02    | 2024-02-02    | 2024-04-01   | 2024-03-01
2          | 2024-02-02    | 2024-02-02    | 2024-03-01   | 2024-02-20
3          | 2024-02-05    | 2024-02-05    | 2024-03-05   | 2024-03-05
4          | 2024-02-05    | 2024-02-05    |              |
5          | 2024-02-02    | 2024-02-01    |              | 2024-02-20
"""


def test_an_advance_within_four_weeks(spec):
    """In maart werden 1, 2, 3 en 4 28 dagen oud. 2 was toen al besloten en valt weg. Van de andere
    drie was alleen voor 1 op tijd, precies op dag 28, een voorschot betaald: 33%. Aanvraag 5 werd
    op 29 februari 28 dagen oud."""
    spec("voorschot_binnen_4_weken_pct", periode="2024-03", meldingen=ADVANCED,
         teller=1, noemer=3, waarde=33.3)  # fmt: skip


def test_an_advance_to_the_day(spec):
    """Aanvraag 5 telt op de dag waarop zij 28 dagen oud is."""
    spec("voorschot_binnen_4_weken_pct", periode="2024-02-29..2024-02-29", meldingen=ADVANCED,
         teller=1, noemer=1)  # fmt: skip


def test_nobody_waits_for_an_advance(spec):
    """Werd geen aanvraag 28 dagen oud zonder besluit, dan is er geen aandeel."""
    spec("voorschot_binnen_4_weken_pct", periode="2024-01", meldingen=ADVANCED, teller=0, noemer=0)


STARTED = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2024-03-01   |
2            | b          | 2024-03-05   |
3            | c          | 2024-03-10   | 2024-04-10
4            | d          | 2024-02-20   |
"""
SUPPORTED = """
persoon_id | begindatum | einddatum
a          | 2024-01-10 |
a          | 2024-03-21 |
a          | 2024-05-01 |
b          | 2024-03-05 |
d          | 2024-03-01 |
"""
GRANTED = """
melding_id | meldingsdatum | besluitdatum | besluit   | uitkering_id
1          | 2024-02-20    | 2024-03-15   | toegekend | 1
2          | 2024-03-01    | 2024-03-20   | toegekend | 2
"""


def test_days_to_the_first_instrument(spec):
    """In maart begonnen 1, 2 en 3. a kreeg na 20 dagen een voorziening (wat al liep telt niet), b
    op dag 0 en c nog niet, ook niet na het einde van de uitkering. De helft had er een na 20
    dagen."""
    spec("doorlooptijd_start", periode="2024-03", uitkeringen=STARTED, voorzieningen=SUPPORTED,
         extractiedatum="2024-06-30", teller=2, noemer=3, waarde=20)  # fmt: skip


def test_what_happened_after_the_extraction_is_not_known(spec):
    """Op 20 maart is alleen van b bekend dat er een voorziening is: minder dan de helft, dus nog
    geen mediaan. Op 21 maart wel."""
    case = {"periode": "2024-03", "uitkeringen": STARTED, "voorzieningen": SUPPORTED}
    spec("doorlooptijd_start", **case, extractiedatum="2024-03-20", teller=1, noemer=3)
    spec("doorlooptijd_start", **case, extractiedatum="2024-03-21", teller=2, noemer=3, waarde=20)


def test_days_from_the_decision(spec):
    """Vanaf het besluit: bij a 6 dagen, bij b was de voorziening er al (0 dagen). c heeft geen
    besluit en telt niet mee. Van twee is de mediaan het midden: 3 dagen."""
    spec("doorlooptijd_start;vanaf=besluitdatum", periode="2024-03", uitkeringen=STARTED,
         voorzieningen=SUPPORTED, meldingen=GRANTED, extractiedatum="2024-06-30",
         teller=2, noemer=2, waarde=3)  # fmt: skip


def test_nobody_starts(spec):
    """Zonder instroom is er niets te meten."""
    spec("doorlooptijd_start", periode="2023", uitkeringen=STARTED, voorzieningen=SUPPORTED,
         extractiedatum="2024-06-30", teller=0, noemer=0)  # fmt: skip


def test_lead_times_without_dates(spec):
    """Ontbreekt de tabel, dan wordt er niets berekend."""
    spec("doorlooptijd_start", periode="2024-03", uitkeringen=STARTED,
         niet_berekend="tabel `voorzieningen` ontbreekt")  # fmt: skip


OPEN_TOO = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-01-02    | 2024-01-02    | 2024-01-12   | toegekend
2          | 2024-01-02    | 2024-01-02    | 2024-02-01   | afgewezen
3          | 2024-01-02    | 2024-01-02    | 2024-03-02   | toegekend
4          | 2024-01-02    | 2024-01-02    |              |
5          | 2024-01-02    | 2024-01-02    | 2024-06-01   | toegekend
"""


def test_days_to_a_decision_with_who_still_waits(spec):
    """Op 31 maart zijn er besluiten na 10, 30 en 60 dagen; 4 en 5 wachten nog. De helft van de
    vijf aanvragen heeft na 60 dagen een besluit; de mediaan van de drie besluiten is 30 dagen."""
    case = {"periode": "2024-Q1", "meldingen": OPEN_TOO, "extractiedatum": "2024-03-31"}
    spec("doorlooptijd_aanvraag", **case, teller=3, noemer=5, waarde=60)
    spec("doorlooptijd_besluit", **case, teller=None, noemer=3, waarde=30)


def test_who_waits_on_the_day_before_the_decision(spec):
    """Op 1 maart is het besluit van 3, een dag later, nog niet genomen: 2 van de 5 hebben er een.
    De helft is dan niet bereikt, en er is geen mediaan."""
    spec("doorlooptijd_aanvraag", periode="2024-01-01..2024-03-01", meldingen=OPEN_TOO,
         extractiedatum="2024-03-01", teller=2, noemer=5, waarde=None)  # fmt: skip


def test_nobody_applied(spec):
    """Zonder aanvragen in de periode is er niets te volgen; zonder de tabel wordt er niets
    berekend."""
    spec("doorlooptijd_aanvraag", periode="2023", meldingen=OPEN_TOO,
         extractiedatum="2024-03-31", teller=0, noemer=0)  # fmt: skip
    spec("doorlooptijd_aanvraag", periode="2024-Q1",
         uitkeringen="persoon_id | ingangsdatum\na | 2020-01-01",
         niet_berekend="tabel `meldingen` ontbreekt")  # fmt: skip
