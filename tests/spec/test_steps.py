"""Stappen op de ladder

Hoe vaak gaat iemand een plaats omhoog of omlaag, en wie heeft het hoogst haalbare bereikt?
"""

BENEFITS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2023-01-01   |
d          | 2023-01-01   | 2024-03-15
e          | 2024-03-20   |
"""
POSITIONS = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-04
a          | Meedoen   | 2024-03-05 | 2024-03-24
a          | Werkfit   | 2024-03-25 |
b          | Werkfit   | 2023-01-01 | 2024-03-10
b          | Zorg      | 2024-03-11 |
c          | Meedoen   | 2023-01-01 | 2024-03-10
c          | Meedoen   | 2024-03-11 |
"""
CASE = {"periode": "2024-03", "uitkeringen": BENEFITS, "categorieen": POSITIONS}


def test_steps_up(spec):
    """In maart gaat a twee keer omhoog: van Zorg naar Meedoen en van Meedoen naar Werkfit. Geteld
    worden stappen, geen personen. Een nieuwe rij met dezelfde plaats (c) is geen stap."""
    spec("doorstroom_vooruit", **CASE, teller=2)


def test_steps_down(spec):
    """In maart gaat b van Werkfit naar Zorg: één stap terug, ook al zijn het twee plaatsen."""
    spec("doorstroom_terug", **CASE, teller=1)


WITH_GAPS = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-04
a          | Meedoen   | 2024-03-06 |
b          | Meedoen   | 2024-03-05 |
c          | Zorg      | 2023-01-01 |
c          | Werkfit   | 2023-06-01 | 2024-03-10
d          | Zorg      | 2023-01-01 | 2024-03-14
d          | Werkfit   | 2024-03-15 |
e          | Zorg      | 2023-01-01 | 2024-03-19
e          | Meedoen   | 2024-03-20 |
"""


def test_when_it_is_no_step(spec):
    """Wat de dag ervoor onbekend was, is geen stap: bij a zit er een dag tussen en b had nog geen
    plaats. Bij c komt een oude rij weer boven, maar er begint er geen. Bij d begint de nieuwe
    plaats op de laatste dag van het recht, als hij aan het eind van de dag niet meer in de bijstand
    is. Bij e begint ze op de eerste dag van het recht, en dat telt."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "categorieen": WITH_GAPS}
    spec("doorstroom_vooruit", **case, teller=1)
    spec("doorstroom_terug", **case, teller=0)


def test_steps_to_the_day(spec):
    """Een stap hoort bij de dag waarop de nieuwe plaats begint."""
    case = {"uitkeringen": BENEFITS, "categorieen": POSITIONS}
    spec("doorstroom_vooruit", periode="2024-03-05..2024-03-24", **case, teller=1)
    spec("doorstroom_vooruit", periode="2024-03-06..2024-03-24", **case, teller=0)
    spec("doorstroom_terug", periode="2024-03-11..2024-03-11", **case, teller=1)
    spec("doorstroom_terug", periode="2024-03-12..2024-03-31", **case, teller=0)


def test_steps_by_group(spec):
    """De groep is die van de dag zelf, en dus ook de nieuwe plaats."""
    spec("doorstroom_vooruit", **CASE, per="categorie", tellers={"Meedoen": 1, "Werkfit": 1})
    spec("doorstroom_terug", **CASE, per="duurklasse", tellers={"1-2": 1})


def test_steps_on_a_ladder_of_wage_values(spec):
    """Heeft de gemeente een ladder van loonwaarden, dan is een stap een andere klasse: van 35 naar
    45 wel, van 45 naar 60 niet."""
    values = """
    persoon_id | loonwaarde_pct | begindatum | einddatum
    a          | 35             | 2023-01-01 | 2024-03-04
    a          | 45             | 2024-03-05 | 2024-03-24
    a          | 60             | 2024-03-25 |
    b          | 100            | 2023-01-01 | 2024-03-04
    b          | 99             | 2024-03-05 |
    """
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "arbeidsvermogen": values}
    spec("doorstroom_vooruit", **case, profiel="uithoorn", teller=1)
    spec("doorstroom_terug", **case, profiel="uithoorn", teller=1)


def test_no_steps(spec):
    """Verandert er niets, dan is het aantal 0. Zonder ladder is er geen cijfer."""
    for id in ("doorstroom_vooruit", "doorstroom_terug"):
        spec(id, periode="2023-06", uitkeringen=BENEFITS, categorieen=POSITIONS, teller=0)
        spec(id, periode="2024-03", uitkeringen=BENEFITS,
             niet_berekend="tabel `categorieen` ontbreekt")  # fmt: skip


PROSPECTS = """
persoon_id | categorie | perspectief      | begindatum | einddatum
a          | Zorg      | maximaal_bereikt | 2023-01-01 |
b          | Zorg      | doorstroom       | 2023-01-01 |
c          | Meedoen   | maximaal_bereikt | 2023-01-01 |
d          | Zorg      | maximaal_bereikt | 2023-01-01 |
"""


def test_who_has_come_as_far_as_possible(spec):
    """Van de vier personen in de bijstand (a, b, c en e) hebben a en c het maximaal haalbare
    bereikt: 50%. Van e is niets bekend; hij telt mee in de noemer. Per plaats: een van de twee in
    Zorg, en de enige in Meedoen."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "categorieen": PROSPECTS}
    spec("maximaal_bereikt_aandeel", **case, teller=2, noemer=4, waarde=50)
    spec("maximaal_bereikt_aandeel", **case, per="categorie", categorie="Zorg", teller=1, noemer=2)
    spec("maximaal_bereikt_aandeel", **case, per="categorie", categorie="Meedoen",
         teller=1, noemer=1)  # fmt: skip


CHANGING = """
persoon_id | categorie | perspectief      | begindatum | einddatum
a          | Zorg      | doorstroom       | 2023-01-01 | 2024-03-30
a          | Zorg      | maximaal_bereikt | 2024-03-31 |
b          | Zorg      | maximaal_bereikt | 2023-01-01 | 2024-03-31
c          | Zorg      | maximaal_bereikt | 2023-01-01 | 2024-03-30
"""


def test_as_far_as_possible_to_the_day(spec):
    """Een perspectief geldt op zijn eerste (a) en op zijn laatste dag (b). Dat van c is op 31 maart
    voorbij."""
    spec("maximaal_bereikt_aandeel", periode="2024-03", uitkeringen=BENEFITS,
         categorieen=CHANGING, teller=2, noemer=4)  # fmt: skip


def test_nobody_as_far_as_possible(spec):
    """Heeft niemand het bereikt, dan is het 0%; is er niemand in de bijstand, dan is er geen
    aandeel. Zonder indeling is er geen cijfer."""
    case = {"uitkeringen": BENEFITS}
    spec("maximaal_bereikt_aandeel", periode="2024-03", **case, categorieen=POSITIONS,
         teller=0, noemer=4)  # fmt: skip
    spec("maximaal_bereikt_aandeel", periode="2020", **case, categorieen=PROSPECTS,
         teller=0, noemer=0)  # fmt: skip
    spec("maximaal_bereikt_aandeel", periode="2024-03", **case,
         niet_berekend="tabel `categorieen` ontbreekt")  # fmt: skip


MENDED = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-04
a          | Meedoen   | 2024-03-05 | 2024-03-24
a          | Zorg      | 2024-03-25 |
b          | Zorg      | 2023-01-01 | 2024-02-20
b          | Meedoen   | 2024-02-21 | 2024-03-23
b          | Zorg      | 2024-03-24 |
c          | Zorg      | 2023-01-01 | 2024-03-14
c          | Meedoen   | 2024-03-15 | 2024-03-24
c          | Werkfit   | 2024-03-25 |
"""


def test_a_step_that_is_mended(spec):
    """De stap van a is na 20 dagen teruggedraaid: beide heten correctie. Bij b duurde het langer
    dan 30 dagen, en c ging niet terug maar verder: dat zijn veranderingen."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "categorieen": MENDED}
    kinds = {"verandering": 2, "correctie": 1, "herindeling": 0}
    spec("doorstroom_vooruit", **case, per="stapsoort", tellers=kinds)
    spec("doorstroom_terug", **case, per="stapsoort", tellers=kinds | {"verandering": 1})


def test_a_day_on_which_many_are_placed_anew(spec):
    """Op 1 maart krijgen 10 van de 20 personen tegelijk een andere plaats: dat is een herindeling
    van de ladder en geen verandering in tien levens. De stap van een elfde persoon, op een andere
    dag, is wel een verandering."""
    people = [f"p{number:02d}" for number in range(20)]
    benefits = ["persoon_id | ingangsdatum", *(f"{who} | 2023-01-01" for who in people)]
    places = ["persoon_id | categorie | begindatum | einddatum"]
    for who in people[:10]:
        places += [f"{who} | Zorg | 2023-01-01 | 2024-02-29", f"{who} | Meedoen | 2024-03-01 |"]
    places += ["p11 | Zorg | 2023-01-01 | 2024-03-04", "p11 | Meedoen | 2024-03-05 |"]
    spec(
        "doorstroom_vooruit", periode="2024-03", uitkeringen="\n".join(benefits),
        categorieen="\n".join(places), per="stapsoort",
        tellers={"verandering": 1, "correctie": 0, "herindeling": 10},
    )  # fmt: skip
