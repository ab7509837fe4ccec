"""Uitkeringen, personen en voorzieningen

Dit zijn drie eenheden die nooit door elkaar lopen. Een paar heeft samen één uitkering en telt
als twee personen. Iemand kan meer uitkeringen na elkaar hebben en toch één keer instromen.
"""

COUPLE = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | client  | 2023-01-01   | 2024-03-15
1            | b          | partner | 2023-01-01   | 2024-03-15
2            | c          | client  | 2023-01-01   |
"""


def test_a_couple_is_one_benefit_and_two_persons(spec):
    """Een uitkering telt één keer, ook als er twee personen van leven."""
    spec("stand_begin", periode="2024-03", uitkeringen=COUPLE, teller=2)
    spec("stand_begin_personen", periode="2024-03", uitkeringen=COUPLE, teller=3)
    spec("uitstroom", periode="2024-03", uitkeringen=COUPLE, teller=1)
    spec("uitstroom_personen", periode="2024-03", uitkeringen=COUPLE, teller=2)


CLIENT_LATER = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | partner | 2024-02-01   |
1            | b          | client  | 2024-03-01   |
"""


def test_a_benefit_is_counted_by_its_client_row(spec):
    """De rij van de client bepaalt wanneer de uitkering begint en eindigt; personen tellen elk
    met hun eigen rij."""
    spec("instroom", periode="2024-02", uitkeringen=CLIENT_LATER, teller=0)
    spec("instroom", periode="2024-03", uitkeringen=CLIENT_LATER, teller=1)
    spec("instroom_personen", periode="2024-02", uitkeringen=CLIENT_LATER, teller=1)
    spec("instroom_personen", periode="2024-03", uitkeringen=CLIENT_LATER, teller=1)


PARTNER_ONLY = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | partner | 2024-03-01   |
1            | b          | partner | 2024-02-01   |
"""


def test_a_benefit_without_client_still_counts(spec):
    """Zonder client telt de rij met de vroegste ingangsdatum; een uitkering valt nooit weg."""
    spec("instroom", periode="2024-02", uitkeringen=PARTNER_ONLY, teller=1)
    spec("instroom", periode="2024-03", uitkeringen=PARTNER_ONLY, teller=0)
    spec("stand_eind", periode="2024-03", uitkeringen=PARTNER_ONLY, teller=1)


TWO_CLIENTS = """
uitkering_id | persoon_id | rol    | ingangsdatum | einddatum
1            | b          | client | 2024-02-01   |
1            | a          | client | 2024-03-01   |
"""
TWO_CLIENTS_SAME_DAY = """
uitkering_id | persoon_id | rol    | ingangsdatum | einddatum
1            | b          | client | 2024-02-01   |
1            | a          | client | 2024-02-01   | 2024-03-20
"""


def test_of_two_clients_the_earliest_counts(spec):
    """Bij twee clients telt de vroegste ingangsdatum, en bij gelijke datum de laagste
    persoon_id."""
    spec("instroom", periode="2024-02", uitkeringen=TWO_CLIENTS, teller=1)
    spec("instroom", periode="2024-03", uitkeringen=TWO_CLIENTS, teller=0)
    spec("uitstroom", periode="2024-03", uitkeringen=TWO_CLIENTS_SAME_DAY, teller=1)
    spec("uitstroom_personen", periode="2024-03", uitkeringen=TWO_CLIENTS_SAME_DAY, teller=1)


TWO_BENEFITS = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2023-01-01   |
2            | a          | 2024-03-05   |
"""


def test_two_open_benefits_of_one_person(spec):
    """Twee lopende uitkeringen van één persoon zijn twee uitkeringen en één persoon. De tweede is
    instroom van een uitkering, niet van een persoon."""
    spec("stand_eind", periode="2024-03", uitkeringen=TWO_BENEFITS, teller=2)
    spec("stand_personen", periode="2024-03", uitkeringen=TWO_BENEFITS, teller=1)
    spec("instroom", periode="2024-03", uitkeringen=TWO_BENEFITS, teller=1)
    spec("instroom_personen", periode="2024-03", uitkeringen=TWO_BENEFITS, teller=0)


NEXT_DAY = """
uitkering_id | persoon_id | regeling | ingangsdatum | einddatum
1            | a          | PW       | 2023-01-01   | 2024-03-10
2            | a          | IOAW     | 2024-03-11   |
"""


def test_spells_that_follow_on_the_next_day_are_one(spec):
    """Wie de volgende dag doorgaat in een andere uitkering, bleef als persoon in de bijstand."""
    spec("uitstroom", periode="2024-03", uitkeringen=NEXT_DAY, teller=1)
    spec("instroom", periode="2024-03", uitkeringen=NEXT_DAY, teller=1)
    spec("uitstroom_personen", periode="2024-03", uitkeringen=NEXT_DAY, teller=0)
    spec("instroom_personen", periode="2024-03", uitkeringen=NEXT_DAY, teller=0)
    spec("stand_personen", periode="2024-03-10..2024-03-10", uitkeringen=NEXT_DAY, teller=1)


DAY_WITHOUT = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2023-01-01   | 2024-03-10
2            | a          | 2024-03-12   |
"""


def test_one_day_without_benefit_is_out_and_in(spec):
    """Eén dag zonder recht is al uitstroom en opnieuw instroom."""
    spec("uitstroom_personen", periode="2024-03", uitkeringen=DAY_WITHOUT, teller=1)
    spec("instroom_personen", periode="2024-03", uitkeringen=DAY_WITHOUT, teller=1)
    spec("stand_personen", periode="2024-03-10..2024-03-10", uitkeringen=DAY_WITHOUT, teller=0)


OVERLAP = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | client  | 2023-01-01   | 2024-03-20
2            | b          | client  | 2024-03-01   |
2            | a          | partner | 2024-03-01   |
3            | c          | client  | 2023-01-01   | 2024-03-31
4            | c          | client  | 2023-06-01   | 2023-09-30
"""


def test_spells_that_overlap_are_one(spec):
    """Perioden die overlappen, ook in een andere rol, zijn samen één periode. Alleen b stroomt in
    en alleen c stroomt uit."""
    spec("instroom_personen", periode="2024-03", uitkeringen=OVERLAP, teller=1)
    spec("uitstroom_personen", periode="2024-03", uitkeringen=OVERLAP, teller=1)
    spec("uitstroom_personen", periode="2023", uitkeringen=OVERLAP, teller=0)
    spec("stand_personen", periode="2024-03", uitkeringen=OVERLAP, teller=2)


REASON_OF_END = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2023-01-01   | 2024-03-10 | 02
2            | a          | 2024-03-11   | 2024-03-25 | 11
"""


def test_the_reason_is_that_of_the_row_that_ends_it(spec):
    """Een persoon stroomt uit om de reden op de rij die de samengevoegde periode beëindigt."""
    spec("uitstroom_naar_reden_personen", periode="2024-03", uitkeringen=REASON_OF_END,
         per="reden_uitstroom", tellers={"werk": 1})  # fmt: skip
    spec("uitstroom_naar_reden", periode="2024-03", uitkeringen=REASON_OF_END,
         per="reden_uitstroom", tellers={"relatie": 1, "werk": 1})  # fmt: skip


TWO_ENDS = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | partner | 2023-06-01   | 2024-03-25 | 02
2            | a          | client  | 2023-01-01   | 2024-03-25 | 11
3            | b          | client  | 2023-01-01   | 2024-03-25 | 02
4            | b          | client  | 2023-06-01   | 2024-03-25 | 11
"""


def test_of_two_ends_on_one_day_the_client_row_gives_the_reason(spec):
    """Eindigen twee rijen op dezelfde dag, dan telt eerst de rij als client (bij a), dan de
    laatste ingangsdatum (bij b)."""
    spec("uitstroom_naar_reden_personen", periode="2024-03", uitkeringen=TWO_ENDS,
         per="reden_uitstroom", tellers={"werk": 2})  # fmt: skip


CAUSE_AT_PARTNER = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | client  | 2023-01-01   | 2024-03-15 | 97
1            | b          | partner | 2023-01-01   | 2024-03-15 | 11
"""


def test_97_of_a_client_becomes_the_reason_of_the_partner(spec):
    """Code 97 is "oorzaak bij partner". Bij de client komt daarvoor de reden van de partner in de
    plaats: de partner vond werk, dus de uitkering eindigt door werk."""
    spec("uitstroom_werk", periode="2024-03", uitkeringen=CAUSE_AT_PARTNER, teller=1)
    spec("uitstroom_werk_personen", periode="2024-03", uitkeringen=CAUSE_AT_PARTNER, teller=2)


PARTNER_97 = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | client  | 2023-01-01   | 2024-03-15 | 11
1            | b          | partner | 2023-01-01   | 2024-03-15 | 97
"""


def test_97_of_a_partner_stays(spec):
    """Bij de partner blijft code 97 staan: bij de personen is dat de groep partner."""
    spec("uitstroom_naar_reden", periode="2024-03", uitkeringen=PARTNER_97,
         per="reden_uitstroom", tellers={"werk": 1})  # fmt: skip
    spec("uitstroom_naar_reden_personen", periode="2024-03", uitkeringen=PARTNER_97,
         per="reden_uitstroom", tellers={"werk": 1, "partner": 1})  # fmt: skip


NO_LENDER = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | client  | 2023-01-01   | 2024-03-15 | 97
1            | b          | partner | 2023-01-01   | 2024-03-10 | 11
2            | c          | client  | 2023-01-01   | 2024-03-15 | 97
2            | d          | partner | 2023-01-01   | 2024-03-15 |
3            | e          | client  | 2023-01-01   | 2024-03-15 | 97
3            | f          | partner | 2023-01-01   | 2024-03-15 | 97
"""


def test_97_of_a_client_stays_where_the_partner_has_no_reason_of_that_day(spec):
    """Eindigt de partner op een andere dag, of is daar geen reden of ook 97 ingevuld, dan blijft
    97 staan."""
    spec("uitstroom_naar_reden", periode="2024-03", uitkeringen=NO_LENDER,
         per="reden_uitstroom", tellers={"partner": 3})  # fmt: skip


WITHOUT_BENEFIT = """
voorziening_id | persoon_id | instrument | begindatum | einddatum
1              | a          | scholing   | 2024-01-01 |
2              | z          | jobcoach   | 2024-01-01 |
3              | z          | scholing   | 2024-01-01 |
"""
ONLY_A = """
persoon_id | ingangsdatum
a          | 2023-01-01
"""


def test_instruments_count_also_without_benefit(spec):
    """Voorzieningen tellen van iedereen, ook van wie geen uitkering heeft, en elke voorziening
    telt. Het bereik gaat juist over personen in de bijstand."""
    case = {"periode": "2024-03", "uitkeringen": ONLY_A, "voorzieningen": WITHOUT_BENEFIT}
    spec("voorzieningen_lopend", **case, teller=3)
    spec("bereik_pct", **case, teller=1, noemer=1, waarde=100)
