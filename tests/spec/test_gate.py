"""De poort

Wie zich meldt, wie een uitkering aanvraagt en wie haar krijgt.
"""

GATE = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-03-04    | 2024-03-11    | 2024-03-28   | toegekend
2          | 2024-03-05    |               |              |
3          | 2024-03-25    | 2024-04-02    | 2024-04-20   | toegekend
4          | 2024-02-20    | 2024-03-01    | 2024-03-20   | afgewezen
5          | 2024-03-12    | 2024-03-13    | 2024-03-27   | buiten_behandeling
"""


def test_who_reports(spec):
    """Een melding telt in de periode van de meldingsdatum: 1, 2, 3 en 5."""
    spec("meldingen", periode="2024-03", meldingen=GATE, teller=4)


def test_who_applies(spec):
    """Een aanvraag telt in de periode van de aanvraagdatum, ook als de melding eerder was: 1, 4 en
    5."""
    spec("aanvragen", periode="2024-03", meldingen=GATE, teller=3)


def test_who_is_granted(spec):
    """Alleen het besluit toegekend telt, in de periode van de besluitdatum: 1."""
    spec("toekenningen", periode="2024-03", meldingen=GATE, teller=1)


def test_who_did_not_apply(spec):
    """Van de vier meldingen in maart was er eind maart bij 2 en 3 geen aanvraag: 50%. De aanvraag
    van 3 kwam pas in april."""
    spec("preventie_pct", periode="2024-03", meldingen=GATE, teller=2, noemer=4, waarde=50)


BORDERS = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-02-29    | 2024-02-29    | 2024-02-29   | toegekend
2          | 2024-03-01    | 2024-03-01    | 2024-03-01   | toegekend
3          | 2024-03-31    | 2024-03-31    | 2024-03-31   | toegekend
4          | 2024-03-31    | 2024-04-01    | 2024-04-01   | toegekend
5          | 2024-04-01    | 2024-04-01    | 2024-04-01   | toegekend
"""


def test_the_gate_to_the_day(spec):
    """De eerste en de laatste dag van de periode tellen mee. Een aanvraag op de laatste dag telt
    nog als aanvraag, een dag later (4) niet."""
    case = {"periode": "2024-03", "meldingen": BORDERS}
    spec("meldingen", **case, teller=3)
    spec("aanvragen", **case, teller=2)
    spec("toekenningen", **case, teller=2)
    spec("preventie_pct", **case, teller=1, noemer=3, waarde=33.3)


def test_a_longer_period_shows_less_prevention(spec):
    """Over een langere periode is het aandeel lager, omdat aanvragen alsnog komen. Daarom is dit
    cijfer voorlopig en voor korte periodes te gunstig."""
    spec("preventie_pct", periode="2024-03-01..2024-04-30", meldingen=GATE,
         teller=1, noemer=4, waarde=25)  # fmt: skip


DECISIONS = """
melding_id | meldingsdatum | aanvraagdatum | besluitdatum | besluit
1          | 2024-03-01    | 2024-03-01    | 2024-03-20   | ingetrokken
2          | 2024-03-01    | 2024-03-01    |              | toegekend
3          | 2024-03-01    | 2024-03-01    | 2024-03-20   |
"""


def test_a_decision_needs_a_date(spec):
    """Zonder besluitdatum of zonder het woord toegekend is er geen toekenning."""
    spec("toekenningen", periode="2024-03", meldingen=DECISIONS, teller=0)
    spec("aanvragen", periode="2024-03", meldingen=DECISIONS, teller=3)


def test_nobody_reports(spec):
    """Meldt zich niemand, dan is het aantal 0 en is er geen percentage."""
    case = {"periode": "2020", "meldingen": GATE, "teller": 0}
    spec("meldingen", **case)
    spec("aanvragen", **case)
    spec("toekenningen", **case)
    spec("preventie_pct", **case, noemer=0)


RIPENED = """
melding_id | meldingsdatum | aanvraagdatum
1          | 2024-03-01    | 2024-04-30
2          | 2024-03-01    | 2024-05-01
3          | 2024-03-02    |
4          | 2024-03-03    |
5          | 2024-02-29    |
"""


def test_who_did_not_apply_in_time(spec):
    """Met gegevens van 1 mei zijn de meldingen tot en met 2 maart 60 dagen gevolgd: in maart 1, 2
    en 3. 1 vroeg op dag 60 aan, 2 een dag later, 3 niet: 67%."""
    spec("preventie_rijp_pct", periode="2024-03", meldingen=RIPENED, extractiedatum="2024-05-01",
         teller=2, noemer=3, waarde=66.7)  # fmt: skip


def test_a_day_more_is_a_registration_more(spec):
    """Een dag later is ook melding 4 gevolgd."""
    spec("preventie_rijp_pct", periode="2024-03", meldingen=RIPENED, extractiedatum="2024-05-02",
         teller=3, noemer=4, waarde=75)  # fmt: skip


def test_none_is_ripe_yet(spec):
    """Zolang geen melding 60 dagen is gevolgd, is er geen percentage. Zonder extractiedatum geldt
    het einde van de periode."""
    spec("preventie_rijp_pct", periode="2024-03", meldingen=RIPENED, extractiedatum="2024-04-15",
         teller=0, noemer=0)  # fmt: skip
    spec("preventie_rijp_pct", periode="2024-03", meldingen=RIPENED, teller=0, noemer=0)
