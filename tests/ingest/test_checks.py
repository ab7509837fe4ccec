"""Across rows and tables: each warning with an example that has it and one that has not."""

from __future__ import annotations

from pathlib import Path

from grip.config import load_profile

from .files import BENEFIT_HEADER, LENIENT, benefit, codes, load_rows, spoken

SPELL = ["persoon_id", "categorie", "begindatum", "einddatum"]


def found(tmp_path: Path, *rows: list[str], header: list[str] = BENEFIT_HEADER) -> object:
    return codes(load_rows(tmp_path, uitkeringen=[header, *rows]).findings)


def test_a_finding_about_two_rows_names_the_other(tmp_path: Path) -> None:
    """Not the row before it, but the one that it is in conflict with."""
    long = benefit(1, ingangsdatum="2020-01-01", einddatum="2021-12-31")
    short = benefit(2, persoon_id="P1", ingangsdatum="2020-02-01", einddatum="2020-03-31")
    later = benefit(3, persoon_id="P1", ingangsdatum="2021-06-01", einddatum="2022-06-30")
    rows = [BENEFIT_HEADER, later, short, long, long]
    found = load_rows(tmp_path, uitkeringen=rows).findings
    assert [(f.rule.code, f.place.row, f.names["ander"]) for f in found] == [
        ("RIJ-DUBBEL", 5, "rij 4"), ("UIT-OVERLAP", 2, "rij 4"), ("UIT-OVERLAP", 3, "rij 4"),
    ]  # fmt: skip


def test_unknown_codes_are_named_and_counted_once(tmp_path: Path) -> None:
    header = [*BENEFIT_HEADER, "reden_instroom", "reden_uitstroom"]
    rows = [
        [*benefit(1, einddatum="2020-05-31"), "11", "77"],
        [*benefit(2, einddatum="2020-05-31"), "99", "77"],
        [*benefit(3, einddatum="2020-05-31"), "88", "1"],
        [*benefit(4), "", ""],
    ]
    loaded = load_rows(tmp_path, uitkeringen=[header, *rows])
    assert codes(loaded.findings) == [
        ("CODE-ONBEKEND", 2, "reden_uitstroom"),
        ("CODE-ONBEKEND", 4, "reden_instroom"),
    ]
    assert [f.names for f in loaded.findings if f.place.column == "reden_uitstroom"] == [
        {"waarde": "77", "aantal": 2}
    ]


def test_a_long_text_or_number_is_no_code_and_is_not_shown(tmp_path: Path) -> None:
    header = [*BENEFIT_HEADER, "reden_uitstroom"]
    ended = benefit(1, einddatum="2020-05-31"), benefit(2, einddatum="2020-05-31")
    rows = [[*ended[0], "Jansen is verhuisd naar Ommen"], [*ended[1], "123456782"]]
    loaded = load_rows(tmp_path, uitkeringen=[header, *rows])
    text = spoken(loaded.findings)
    assert len(loaded.findings) == 2
    assert "Jansen" not in text
    assert "123456782" not in text


def test_instruments_and_ladder(tmp_path: Path) -> None:
    support = ["voorziening_id", "persoon_id", "instrument", "begindatum"]
    tables = {
        "voorzieningen": [support, ["V1", "P1", "jobcoach", "2020-01-01"],
                          ["V2", "P1", "toverij", "2020-01-01"]],
        "categorieen": [SPELL, ["P1", "Zorg", "2020-01-01", ""],
                        ["P2", "Elders", "2020-01-01", ""]],
    }  # fmt: skip
    expected = [("CODE-ONBEKEND", 3, "categorie"), ("CODE-ONBEKEND", 3, "instrument")]
    assert codes(load_rows(tmp_path, **tables).findings) == expected
    ladder = LENIENT.ladder.model_copy(update={"bron": "arbeidsvermogen"})
    other = LENIENT.model_copy(update={"ladder": ladder})
    assert codes(load_rows(tmp_path, other, **tables).findings) == expected[1:]


def test_two_clients(tmp_path: Path) -> None:
    first, second = benefit(1), benefit(1, persoon_id="P2")
    assert found(tmp_path, second, first) == [("UIT-DUBBELE-CLIENT", 2, "rol")]
    assert found(tmp_path, first, benefit(1, persoon_id="P2", rol="partner")) == []


def test_no_client(tmp_path: Path) -> None:
    partners = [benefit(1, rol="partner", persoon_id=f"P{n}") for n in (2, 1)]
    assert found(tmp_path, *partners) == [("UIT-GEEN-CLIENT", 3, "rol")]


def test_two_running_benefits(tmp_path: Path) -> None:
    first, second = benefit(1), benefit(2, persoon_id="P1", ingangsdatum="2021-01-01")
    assert found(tmp_path, first, second) == [("UIT-TWEE-OPEN", 3, "einddatum")]
    assert found(tmp_path, benefit(1, einddatum="2020-12-31"), second) == []


def test_missing_persons_once_per_table(tmp_path: Path) -> None:
    persons = [["persoon_id", "geboortedatum"], ["P1", "1960"]]
    again = benefit(3, persoon_id="P2", ingangsdatum="2020-03-02")
    rows = [benefit(1), benefit(2, einddatum="2020-03-01"), again]
    states = [SPELL, ["P2", "Zorg", "2020-01-01", ""], ["P1", "Zorg", "2020-01-01", ""]]
    gate = [["melding_id", "persoon_id", "meldingsdatum"], ["M1", "P9", "2020-01-01"]]
    tables = {"uitkeringen": [BENEFIT_HEADER, *rows], "categorieen": states, "meldingen": gate}
    assert codes(load_rows(tmp_path, **tables).findings) == []
    assert codes(load_rows(tmp_path, personen=persons, **tables).findings) == [
        ("PERSOON-ONTBREEKT", 2, "persoon_id"),
        ("PERSOON-ONTBREEKT", 3, "persoon_id"),
    ]


def test_overlapping_states(tmp_path: Path) -> None:
    rows = [
        ["P1", "Zorg", "2020-01-01", "2020-02-01"],
        ["P1", "Werkfit", "2020-01-01", ""],
        ["P1", "Zorg", "2020-03-01", ""],
        ["P2", "Zorg", "2020-01-01", ""],
    ]
    loaded = load_rows(tmp_path, categorieen=[SPELL, *rows])
    assert codes(loaded.findings) == [
        ("STAND-LOOPT-DOOR", 3, "einddatum"), ("STAND-OVERLAP", 2, "begindatum"),
    ]  # fmt: skip


def test_the_shipped_profiles_know_their_own_codes(tmp_path: Path) -> None:
    for name in ("standaard", "dalfsen", "uithoorn"):
        profile = load_profile(name).profile
        assert load_rows(tmp_path, profile).findings == ()


def test_amounts_of_persons_in_cents(tmp_path: Path) -> None:
    """Benefits are paid by the month; what is bought may well cost thousands."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    costs = ["datum", "bedrag", "soort", "persoon_id"]
    paid = [["2020-01-31", amount, "uitkering", "P1"] for amount in ("105000", "98000", "110050")]
    bought = [["2020-01-31", amount, "voorziening", "P1"] for amount in ("7000", "8000")]
    cents = load_rows(tmp_path / "a", uitkeringen=[BENEFIT_HEADER, benefit()],
                      kosten=[costs, *paid, *bought])  # fmt: skip
    assert codes(cents.findings) == [("BEDRAG-CENTEN", None, "bedrag")]
    euros = [[day, f"{amount[:-2]},{amount[-2:]}", *more] for day, amount, *more in paid]
    right = load_rows(tmp_path / "b", uitkeringen=[BENEFIT_HEADER, benefit()],
                      kosten=[costs, *euros, *bought])  # fmt: skip
    assert codes(right.findings) == []


def test_parts_of_one_that_go_somewhat_over_it(tmp_path: Path) -> None:
    value = ["persoon_id", "begindatum", "loonwaarde_pct"]
    rows = [["P1", "2020-01-01", "0,4"], ["P2", "2020-01-01", "1,08"], ["P3", "2020-01-01", "1"]]
    loaded = load_rows(tmp_path, arbeidsvermogen=[value, *rows])
    assert codes(loaded.findings) == [("PCT-BREUK", None, "loonwaarde_pct")]
