"""Signalen voor het weekoverleg: wanneer een dossier op de lijst komt, en sinds wanneer."""

from __future__ import annotations

from datetime import date

import pytest

from grip.discipline.signals import SIGNALS
from tests.worklist.lists import Office, since, states

DAY = "2021-09-10"
HEAD = "uitkering_id | persoon_id | rol | regeling | ingangsdatum | einddatum | administratie_begin"


def benefits(*rows: str) -> str:
    return "\n".join([HEAD, *rows])


def everyone(office: Office, code: str, day: str = DAY, **tables: str) -> set[str]:
    """Return the persons who are on the list with a code."""
    office.export(**tables)
    return set(states(office.run(day), code))


def test_new_registrations(office: Office) -> None:
    """Een melding na de vorige werklijst, of zonder vorige in de laatste maand; die van de dag van
    de export telt, die van precies een maand eerder niet."""
    registered = """
    melding_id | persoon_id | meldingsdatum
    M1         | P1         | 2021-08-10
    M2         | P2         | 2021-08-11
    M3         | P3         | 2021-09-10
    M4         | P4         | 2021-09-11
    """
    runs = benefits("U9 | P9 | client | PW | 2021-01-01 | | 2021-01-05")
    tables = {"uitkeringen": runs, "meldingen": registered}
    assert everyone(office, "SIG-MELDING", **tables) == {"P2", "P3"}
    rows = office.run("2021-09-17")
    assert states(rows, "SIG-MELDING") == {"P4": "nieuw"}
    assert since(rows, "SIG-MELDING", "P4") == date(2021, 9, 11)


def test_new_benefits(office: Office) -> None:
    """Begonnen of ingevoerd na de vorige werklijst, en nog niet geeindigd; de partner staat er niet
    apart op."""
    runs = benefits(
        "U1 | P1 | client  | PW | 2021-08-10 |            | 2021-08-10",
        "U2 | P2 | client  | PW | 2021-08-11 |            | 2021-08-12",
        "U2 | Q2 | partner | PW | 2021-08-11 |            | 2021-08-12",
        "U3 | P3 | client  | PW | 2021-02-01 |            | 2021-09-01",
        "U4 | P4 | client  | PW | 2021-08-20 | 2021-09-10 | 2021-08-21",
    )
    assert everyone(office, "SIG-UITKERING", uitkeringen=runs) == {"P2", "P3"}


def test_news_is_not_solved(office: Office) -> None:
    """Nieuws staat er een keer op en komt niet terug als 'opgelost'."""
    runs = benefits("U2 | P2 | client | PW | 2021-09-01 | | 2021-09-02")
    assert everyone(office, "SIG-UITKERING", uitkeringen=runs) == {"P2"}
    assert states(office.run("2021-10-10"), "SIG-UITKERING") == {}


PLACED = """
persoon_id | categorie | begindatum | einddatum
P1         | Meedoen   | 2021-03-01 |
P2         | Meedoen   | 2021-03-01 | 2021-09-09
P3         | Meedoen   | 2021-03-01 | 2021-09-10
"""


def test_not_placed(office: Office) -> None:
    """Op de dag van de export zonder plaats op de ladder: de indeling eindigde gisteren (P2) of is
    er nooit geweest (P4); een indeling geldt nog op haar laatste dag (P3). Wie geen uitkering meer
    heeft (P5), staat er niet op. De bevinding over hetzelfde staat er niet nog eens."""
    runs = benefits(
        *(f"U{n} | P{n} | client | PW | 2021-01-01 | | 2021-01-05" for n in range(1, 5)),
        "U5 | P5 | client | PW | 2021-01-01 | 2021-06-30 | 2021-01-05",
    )
    tables = {"uitkeringen": runs, "categorieen": PLACED}
    assert everyone(office, "SIG-NIET-INGEDEELD", **tables) == {"P2", "P4"}
    assert states(office.rows(DAY), "CATEGORIE-ONTBREEKT") == {}


def test_not_placed_needs_the_ladder(office: Office) -> None:
    """Zonder de tabel van de ladder is er niets te zeggen."""
    runs = benefits("U1 | P1 | client | PW | 2021-01-01 | | 2021-01-05")
    assert everyone(office, "SIG-NIET-INGEDEELD", uitkeringen=runs) == set()


def test_without_support(office: Office) -> None:
    """Na meer dan 30 dagen zonder voorziening, op de dag af: P1 is 30 dagen in de uitkering, P2
    31. P3 heeft er een gehad, P4 heeft er een van voor de start die nog loopt; die van P5 eindigde
    voor de start. P6 is volledig en duurzaam ontheven."""
    runs = benefits(
        "U1 | P1 | client | PW | 2021-08-11 | | 2021-08-11",
        "U2 | P2 | client | PW | 2021-08-10 | | 2021-08-10",
        *(f"U{n} | P{n} | client | PW | 2021-03-01 | | 2021-03-01" for n in range(3, 7)),
    )
    supports = """
    voorziening_id | persoon_id | instrument | begindatum | einddatum
    V3             | P3         | jobcoach   | 2021-04-01 | 2021-05-01
    V4             | P4         | jobcoach   | 2021-02-01 |
    V5             | P5         | jobcoach   | 2020-02-01 | 2020-05-01
    """
    exempt = """
    persoon_id | soort             | begindatum
    P6         | volledig_duurzaam | 2021-04-01
    """
    tables = {"uitkeringen": runs, "voorzieningen": supports, "ontheffingen": exempt}
    assert everyone(office, "SIG-ZONDER-VOORZIENING", **tables) == {"P2", "P5"}
    rows = office.rows(DAY)
    assert since(rows, "SIG-ZONDER-VOORZIENING", "P2") == date(2021, 9, 9)
    rows = office.run("2021-10-10")
    assert states(rows, "SIG-ZONDER-VOORZIENING") == {"P1": "nieuw", "P2": "open", "P5": "open"}


def test_exemptions_that_end(office: Office) -> None:
    """De laatste dag ligt binnen drie maanden, de dag zelf erbij; wat vandaag eindigt loopt niet
    meer, en wie geen uitkering heeft staat er niet op."""
    runs = benefits(
        *(f"U{n} | P{n} | client | PW | 2021-01-01 | | 2021-01-05" for n in range(1, 5))
    )
    exempt = """
    persoon_id | soort     | begindatum | einddatum
    P1         | tijdelijk | 2021-02-01 | 2021-12-10
    P2         | tijdelijk | 2021-02-01 | 2021-12-11
    P3         | tijdelijk | 2021-02-01 | 2021-09-10
    P4         | tijdelijk | 2021-02-01 |
    P9         | tijdelijk | 2021-02-01 | 2021-10-01
    """
    tables = {"uitkeringen": runs, "ontheffingen": exempt}
    assert everyone(office, "SIG-ONTHEFFING", **tables) == {"P1"}
    assert since(office.rows(DAY), "SIG-ONTHEFFING", "P1") == date(2021, 9, 10)
    longer = exempt.replace("2021-12-10", "2022-12-31")
    office.export(uitkeringen=runs, ontheffingen=longer)
    assert states(office.run("2021-10-01"), "SIG-ONTHEFFING") == {"P1": "opgelost", "P2": "nieuw"}


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.code)
def test_signals_speak_in_sentences(signal) -> None:  # type: ignore[no-untyped-def]
    for text in (signal.message, signal.remedy, signal.why):
        assert text.endswith(".")
    assert signal.code.startswith("SIG-")
