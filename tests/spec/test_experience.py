"""Resultaat van voorzieningen

Wat werd er van voorzieningen die in de periode eindigden, en hoe is het effect ervaren?
"""

ENDED = """
voorziening_id | persoon_id | begindatum | einddatum  | reden_einde | ervaren_effect_client
1              | a          | 2024-01-01 | 2024-03-01 | 1           | 4
2              | b          | 2024-01-01 | 2024-03-31 | 2           | 2
3              | c          | 2024-01-01 | 2024-03-15 | 3           |
4              | d          | 2024-01-01 | 2024-03-15 |             | 5
5              | e          | 2024-01-01 | 2024-04-01 | 1           | 1
6              | f          | 2024-01-01 |            |             |
"""


def test_completed(spec):
    """In maart eindigden 1 tot en met 4; alleen 1 is volledig afgerond. Overmacht (3) en een lege
    reden (4) staan wel in de noemer."""
    spec("afgerond_pct", periode="2024-03", voorzieningen=ENDED, teller=1, noemer=4, waarde=25)


def test_completed_to_the_day(spec):
    """Wat op 1 april eindigt, hoort bij april."""
    spec("afgerond_pct", periode="2024-04-01..2024-04-01", voorzieningen=ENDED, teller=1, noemer=1)


def test_nothing_ends(spec):
    """Eindigt er niets, dan is er geen aandeel en geen gemiddelde."""
    case = {"periode": "2023", "voorzieningen": ENDED}
    spec("afgerond_pct", **case, teller=0, noemer=0)
    spec("ervaren_effect_client", **case, teller=0, noemer=0)
    spec("respons_client_pct", **case, teller=0, noemer=0)


def test_the_score_of_the_client(spec):
    """In maart gaven drie cliënten een score: 4, 2 en 5. Gemiddeld 3,7."""
    spec("ervaren_effect_client", periode="2024-03", voorzieningen=ENDED,
         teller=11, noemer=3, waarde=11 / 3)  # fmt: skip


def test_how_often_each_score_was_given(spec):
    """De verdeling: van de drie scores was er een 2, een 4 en een 5."""
    case = {"periode": "2024-03", "voorzieningen": ENDED, "per": "score"}
    spec("ervaren_effect_client", **case, tellers={"2": 1, "4": 1, "5": 1})
    spec("ervaren_effect_client", **case, categorie="4", teller=1, noemer=3, waarde=33.3)


def test_who_gave_a_score(spec):
    """Van de vier beëindigde voorzieningen gaven er drie een score van de cliënt: 75%."""
    spec("respons_client_pct", periode="2024-03", voorzieningen=ENDED, teller=3, noemer=4,
         waarde=75)  # fmt: skip


def test_scores_by_instrument(spec):
    """Naar instrument, met de dag van het einde als peildag."""
    spec("respons_client_pct", periode="2024-03", voorzieningen=ENDED, per="instrument",
         categorie="scholing", teller=3, noemer=4)  # fmt: skip


OF_THE_CONSULENT = """
persoon_id | begindatum | einddatum  | instrument | aanbieder | ervaren_effect_consulent
a          | 2024-01-01 | 2024-03-01 | jobcoach   | X         | 3
b          | 2024-01-01 | 2024-03-02 | jobcoach   | Y         | 3
c          | 2024-01-01 | 2024-03-03 | scholing   | X         |
d          | 2024-01-01 | 2024-02-29 | scholing   | X         | 1
"""


def test_the_score_of_the_consulent(spec):
    """De consulent gaf in maart twee keer een 3; de score van februari telt niet mee."""
    spec("ervaren_effect_consulent", periode="2024-03", voorzieningen=OF_THE_CONSULENT,
         teller=6, noemer=2, waarde=3)  # fmt: skip


def test_the_response_of_the_consulent(spec):
    """Van de drie voorzieningen die in maart eindigden, hebben er twee een score: 67%."""
    spec("respons_consulent_pct", periode="2024-03", voorzieningen=OF_THE_CONSULENT,
         teller=2, noemer=3, waarde=66.7)  # fmt: skip


def test_the_consulent_by_provider(spec):
    """Per aanbieder: bij X werd een van de twee voorzieningen beoordeeld."""
    case = {"periode": "2024-03", "voorzieningen": OF_THE_CONSULENT, "per": "aanbieder"}
    spec("ervaren_effect_consulent", **case, categorie="X", teller=3, noemer=1, waarde=3)
    spec("respons_consulent_pct", **case, categorie="X", teller=1, noemer=2)


def test_the_consulent_gave_nothing(spec):
    """Zonder scores is er geen gemiddelde; de respons is dan 0%. Zonder de kolom wordt er niets
    berekend."""
    spec("ervaren_effect_consulent", periode="2024-03", voorzieningen=OF_THE_CONSULENT,
         per="instrument", categorie="scholing", teller=0, noemer=0)  # fmt: skip
    spec("respons_consulent_pct", periode="2024-03", voorzieningen=OF_THE_CONSULENT,
         per="instrument", categorie="scholing", teller=0, noemer=1)  # fmt: skip


PLANNED = """
voorziening_id | persoon_id | begindatum | verwachte_einddatum | einddatum  | resultaat
1              | a          | 2023-09-01 | 2024-03-01          | 2024-03-01 |
2              | b          | 2023-09-01 | 2024-03-01          | 2024-03-01 | uitstroom_werk
3              | c          | 2023-09-01 | 2024-03-05          | 2024-03-01 |
4              | d          | 2023-09-01 | 2024-03-10          | 2024-03-10 |
5              | e          | 2023-09-01 | 2024-03-10          | 2024-03-10 |
6              | f          | 2023-09-01 | 2024-03-10          | 2024-03-10 |
"""
LEFT = """
persoon_id | ingangsdatum | einddatum
a          | 2020-01-01   | 2024-06-30
b          | 2020-01-01   | 2024-06-30
c          | 2020-01-01   | 2024-06-30
d          | 2020-01-01   | 2024-09-10
e          | 2020-01-01   | 2024-09-11
f          | 2020-01-01   | 2024-03-10
"""


def test_just_too_short(spec):
    """Van de zes voorzieningen eindigden 1, 4, 5 en 6 op de verwachte dag zonder resultaat. a en d
    stroomden daarna binnen zes maanden uit, e een dag te laat, f op de einddag zelf (dat is niet
    daarna). 2 had resultaat en 3 stopte eerder."""
    spec("overschrijding_pct", periode="2024-03", voorzieningen=PLANNED, uitkeringen=LEFT,
         teller=2, noemer=6, waarde=33.3)  # fmt: skip


def test_just_too_short_by_instrument(spec):
    """Ook per instrument is de noemer alles wat eindigde."""
    spec("overschrijding_pct", periode="2024-03", voorzieningen=PLANNED, uitkeringen=LEFT,
         per="instrument", categorie="scholing", teller=2, noemer=6)  # fmt: skip


def test_nothing_was_too_short(spec):
    """Eindigt er niets, dan is er geen aandeel."""
    spec("overschrijding_pct", periode="2023", voorzieningen=PLANNED, uitkeringen=LEFT,
         teller=0, noemer=0)  # fmt: skip
