"""Indelingen en hun datum

Elk cijfer kan naar groepen worden uitgesplitst. De groep van iemand hoort bij een dag: de stand
aan het begin kijkt naar de dag voor de periode, de stand aan het eind naar de laatste dag, instroom
naar de ingangsdatum, uitstroom naar de einddatum en een melding naar de meldingsdatum. Wat niet
bekend is, heet onbekend en valt nooit weg.
"""

ONE = """
persoon_id | ingangsdatum
a          | 2018-01-01
"""
TWENTY_SEVEN = """
persoon_id | geboortedatum
a          | 1997-03-31
"""


def test_stock_takes_the_value_of_its_own_day(spec):
    """De stand aan het begin neemt de leeftijd van de dag voor de periode, de stand aan het eind
    die van de laatste dag. Op de verjaardag telt het nieuwe jaar."""
    case = {"periode": "2024-03", "per": "leeftijdsgroep", "uitkeringen": ONE}
    case |= {"personen": TWENTY_SEVEN}
    spec("stand_begin", **case, tellers={"<27": 1})
    spec("stand_eind", **case, tellers={"27-44": 1})


FLOWS = """
persoon_id | ingangsdatum | einddatum
a          | 2024-03-10   | 2024-03-20
"""
BIRTHDAY_BETWEEN = """
persoon_id | geboortedatum
a          | 1997-03-15
"""


def test_flows_take_the_value_of_their_own_day(spec):
    """Instroom kijkt naar de ingangsdatum en uitstroom naar de einddatum: dezelfde persoon stroomt
    hier in als 26-jarige en uit als 27-jarige."""
    case = {"periode": "2024-03", "per": "leeftijdsgroep", "uitkeringen": FLOWS}
    case |= {"personen": BIRTHDAY_BETWEEN}
    spec("instroom", **case, tellers={"<27": 1})
    spec("uitstroom", **case, tellers={"27-44": 1})


LEAP = """
persoon_id | geboortedatum
a          | 1992-02-29
"""


def test_who_was_born_on_29_february_completes_a_year_on_1_march(spec):
    """Wie op 29 februari is geboren, is in een gewoon jaar op 1 maart jarig."""
    case = {"per": "leeftijdsgroep", "uitkeringen": ONE, "personen": LEAP}
    spec("stand_eind", periode="2019-02", **case, tellers={"<27": 1})
    spec("stand_eind", periode="2019-03-01..2019-03-01", **case, tellers={"27-44": 1})


PENSION = """
persoon_id | geboortedatum
a          | 1954-09-01
"""


def test_the_aow_age_follows_the_table_of_the_profile(spec):
    """De AOW-leeftijd staat per jaar in het profiel. In 2020 en 2021 is dat 66 jaar en 4 maanden:
    wie op 1 september 1954 is geboren, is AOW+ vanaf 1 januari 2021."""
    case = {"per": "leeftijdsgroep", "uitkeringen": ONE, "personen": PENSION}
    spec("stand_eind", periode="2020-12", **case, tellers={"55-AOW": 1})
    spec("stand_eind", periode="2021-01-01..2021-01-01", **case, tellers={"AOW+": 1})


AGES = """
persoon_id | ingangsdatum
a          | 2018-01-01
b          | 2018-01-01
c          | 2018-01-01
d          | 2018-01-01
"""
ON_THE_BORDER = """
persoon_id | geboortedatum
a          | 1979-03-31
b          | 1979-04-01
c          | 1969-03-31
d          | 1969-04-01
"""


def test_an_age_group_starts_on_the_birthday(spec):
    """De grenzen zijn 27, 45 en 55 jaar en de AOW-leeftijd. Wie op de peildatum jarig is, zit in
    de nieuwe groep; wie een dag later jarig is, nog in de oude."""
    spec("stand_personen", periode="2024-03", per="leeftijdsgroep", uitkeringen=AGES,
         personen=ON_THE_BORDER, tellers={"27-44": 1, "45-54": 2, "55-AOW": 1})  # fmt: skip


def test_who_is_not_in_personen_is_unknown(spec):
    """Staat iemand niet in de tabel personen, dan is de groep onbekend; de uitkering telt mee."""
    spec("stand_eind", periode="2024-03", per="leeftijdsgroep", uitkeringen=AGES,
         personen=TWENTY_SEVEN, tellers={"27-44": 1, "onbekend": 3})  # fmt: skip


FEATURES = """
persoon_id | geslacht | statushouder | wijk
a          | vrouw    | ja           | Zijdelwaard
b          | man      | nee          | Zijdelwaard
c          | onbekend |              |
"""


def test_features_of_a_person_are_the_same_on_every_day(spec):
    """Geslacht, statushouder en wijk staan bij de persoon en hebben geen datum. Niet ingevuld is
    onbekend, net als wie niet in de tabel staat (d)."""
    case = {"periode": "2024-03", "uitkeringen": AGES, "personen": FEATURES}
    spec("stand_personen", **case, per="geslacht", tellers={"man": 1, "vrouw": 1, "onbekend": 2})
    spec("stand_personen", **case, per="statushouder", tellers={"ja": 1, "nee": 1, "onbekend": 2})
    spec("stand_personen", **case, per="wijk", tellers={"Zijdelwaard": 2, "onbekend": 2})


CASEWORKERS = """
persoon_id | consulent | ingangsdatum
a          | K1        | 2023-01-01
b          | K1        | 2023-01-01
c          |           | 2023-01-01
"""


def test_caseworkers_only_when_asked_for(spec):
    """De indeling naar consulent wordt alleen gemaakt als daarom wordt gevraagd. Een team bestaat
    alleen als het profiel zegt wie erin zit; zonder dat is het onbekend."""
    case = {"periode": "2024-03", "uitkeringen": CASEWORKERS}
    spec("stand_eind", **case, per="consulent", tellers={"K1": 2, "onbekend": 1})
    spec("stand_eind", **case, per="team", tellers={"onbekend": 3})


YEAR = """
persoon_id | ingangsdatum
a          | 2023-04-01
"""


def test_duration_is_in_completed_years(spec):
    """De duur is het aantal hele jaren sinds de ingangsdatum. Een jaar na 1 april 2023 is het
    1 april 2024, niet 31 maart."""
    case = {"per": "duurklasse", "uitkeringen": YEAR}
    spec("stand_eind", periode="2024-03", **case, tellers={"<1": 1})
    spec("stand_eind", periode="2024-04-01..2024-04-01", **case, tellers={"1-2": 1})
    spec("stand_eind", periode="2028-03", **case, tellers={"3-5": 1})
    spec("stand_eind", periode="2028-04", **case, tellers={"5-10": 1})
    spec("stand_eind", periode="2033-04", **case, tellers={">=10": 1})


FOLLOWED = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2020-01-01   | 2023-12-31
2            | a          | 2024-01-01   |
"""


def test_duration_of_a_person_runs_on(spec):
    """Bij personen loopt de duur door over uitkeringen die op elkaar aansluiten; bij uitkeringen
    begint elke uitkering opnieuw."""
    case = {"periode": "2024-03", "per": "duurklasse", "uitkeringen": FOLLOWED}
    spec("stand_personen", **case, tellers={"3-5": 1})
    spec("stand_eind", **case, tellers={"<1": 1})


OWN_ROW = """
uitkering_id | persoon_id | rol     | regeling | ingangsdatum | einddatum
1            | a          | client  | PW       | 2023-01-01   | 2024-03-10
2            | a          | partner | IOAW     | 2024-03-11   |
2            | b          | client  | IOAW     | 2024-03-11   |
"""


def test_role_and_scheme_come_from_the_own_row_of_the_day(spec):
    """Rol, regeling en leefvorm van een persoon komen van de eigen rij die op die dag loopt. Wie
    van client partner wordt, verandert van groep en stroomt niet uit."""
    case = {"periode": "2024-03", "uitkeringen": OWN_ROW}
    spec("stand_begin_personen", **case, per="rol", tellers={"client": 1})
    spec("stand_personen", **case, per="rol", tellers={"client": 1, "partner": 1})
    spec("stand_personen", **case, per="regeling", tellers={"IOAW": 2})
    spec("herindeling_personen", **case, per="rol", tellers={"client": -1, "partner": 1})


LAST_OWN_DAY = """
uitkering_id | persoon_id | regeling | ingangsdatum | einddatum
1            | a          | PW       | 2023-01-01   | 2024-03-31
2            | a          | IOAW     | 2024-04-01   |
"""


def test_the_own_row_still_counts_on_its_last_day(spec):
    """Op de laatste dag van een rij geldt die rij nog, ook al loopt de persoon de dag erna door op
    een andere."""
    case = {"per": "regeling", "uitkeringen": LAST_OWN_DAY}
    spec("stand_personen", periode="2024-03", **case, tellers={"PW": 1})
    spec("stand_eind", periode="2024-03", **case, tellers={})
    spec("stand_personen", periode="2024-04", **case, tellers={"IOAW": 1})


TWO_ROWS = """
uitkering_id | persoon_id | rol     | leefvorm      | ingangsdatum
1            | a          | client  | alleenstaande | 2022-01-01
2            | a          | partner | samenwonend   | 2023-01-01
3            | b          | client  | alleenstaande | 2022-01-01
4            | b          | client  | samenwonend   | 2023-01-01
"""


def test_of_two_own_rows_the_client_row_wins(spec):
    """Lopen er twee eigen rijen, dan telt eerst die als client (bij a), dan die met de laatste
    ingangsdatum (bij b)."""
    spec("stand_personen", periode="2024-03", uitkeringen=TWO_ROWS, per="leefvorm",
         tellers={"alleenstaande": 1, "samenwonend": 1})  # fmt: skip


FOUR = """
persoon_id | rol     | ingangsdatum
a          | client  | 2023-01-01
b          | client  | 2023-01-01
c          | partner | 2023-01-01
d          | partner | 2023-01-01
"""
CAPACITIES = """
persoon_id | begindatum | loonwaarde_pct
a          | 2023-01-01 | 39,9
b          | 2023-01-01 | 40
c          | 2023-01-01 | 69,9
d          | 2023-01-01 | 100
"""


def test_the_lower_bound_belongs_to_the_class(spec):
    """De ondergrens hoort bij de klasse: 40 is 40-70, en precies 100 is 100+."""
    spec("stand_personen", periode="2024-03", uitkeringen=FOUR, arbeidsvermogen=CAPACITIES,
         per="loonwaardeklasse", tellers={"0-40": 1, "40-70": 2, "100+": 1})  # fmt: skip


def test_two_dimensions_at_a_time(spec):
    """Twee indelingen tegelijk geeft een cijfer per combinatie."""
    spec("stand_personen", periode="2024-03", uitkeringen=FOUR, arbeidsvermogen=CAPACITIES,
         per="rol|loonwaardeklasse",
         tellers={"client|0-40": 1, "client|40-70": 1, "partner|40-70": 1,
                  "partner|100+": 1})  # fmt: skip


MELDINGEN = """
persoon_id | geboortedatum | meldingsdatum | aanvraagdatum
a          |               | 2024-02-28    | 2024-03-20
           | 1997-03-16    | 2024-03-15    | 2024-03-20
           |               | 2024-03-15    | 2024-03-20
"""


def test_a_melding_has_the_age_of_the_day_of_the_melding(spec):
    """Een melding telt in de groep van de meldingsdatum, ook als de aanvraag later valt. Zonder
    persoon telt de geboortedatum op de melding zelf; ontbreekt die ook, dan is het onbekend."""
    spec("aanvragen", periode="2024-03", meldingen=MELDINGEN, personen=BIRTHDAY_BETWEEN,
         per="leeftijdsgroep", tellers={"<27": 2, "onbekend": 1})  # fmt: skip


VOORZIENINGEN = """
persoon_id | begindatum | einddatum
a          | 2024-03-01 |
z          | 2024-03-01 |
"""


def test_without_benefit_the_scheme_is_unknown(spec):
    """Van een voorziening zonder uitkering op die dag zijn regeling, rol en leefvorm onbekend."""
    spec("voorzieningen_gestart", periode="2024-03", uitkeringen=ONE, voorzieningen=VOORZIENINGEN,
         per="regeling", tellers={"PW": 1, "onbekend": 1})  # fmt: skip


def test_an_absent_table_switches_off_only_what_needs_it(spec):
    """Ontbreekt een tabel, dan wordt alleen niet berekend wat die tabel nodig heeft, en het
    rapport zegt welke tabel dat is. De rest telt gewoon."""
    spec("stand_eind", periode="2024-03", uitkeringen=ONE, teller=1)
    spec("stand_eind", periode="2024-03", uitkeringen=ONE, per="leeftijdsgroep",
         niet_berekend="tabel `personen` ontbreekt")  # fmt: skip
    spec("bereik_pct", periode="2024-03", uitkeringen=ONE,
         niet_berekend="tabel `voorzieningen` ontbreekt")  # fmt: skip
