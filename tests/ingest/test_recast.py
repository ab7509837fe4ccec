"""Exports of suppliers, written as the documents describe them, become the canonical tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from grip.config import PersonalData, Profile, load_profile
from grip.errors import ConfigError, InputError, PrivacyError
from grip.findings import RULES
from grip.ingest.load import Loaded, load
from grip.sources import load_source, shipped_sources

from .files import LENIENT, Table, write_csv, write_xlsx

STANDARD = load_profile("standaard").profile


def with_source(*names: str) -> Profile:
    """The lenient standard profile, with these sources."""
    return LENIENT.model_copy(update={"bron": names})


def loaded(folder: Path, sources: Sequence[str], **files: Table) -> Loaded:
    """Load files written as csv, and check that every row of every file is loaded or listed."""
    for name, rows in files.items():
        write_csv(folder / f"{name}.csv", rows)
    found = load(folder, with_source(*sources))
    accounted(found, {f"{name}.csv": len(rows) - 1 for name, rows in files.items()})
    return found


def accounted(found: Loaded, rows: dict[str, int]) -> None:
    """Each count adds up, each table holds what was counted, and no row of a file is lost."""
    for count in found.counts:
        assert count.read == count.loaded + count.refused + count.set_apart
    for table, frame in found.tables.items():
        assert frame.height == sum(c.loaded for c in found.counts if c.table == table)
    listed: dict[str, set[int]] = {}
    for finding in found.findings:
        drops = finding.rule.severity == "weiger" or finding.rule.sets_apart
        if drops and finding.place.row is not None:
            listed.setdefault(finding.place.file, set()).add(finding.place.row)
    for file, amount in rows.items():
        largest = max((c.loaded for c in found.counts if c.file == file), default=0)
        assert largest + len(listed.get(file, ())) >= amount, file


def rows_of(found: Loaded, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(found.tables[table].select(columns).rows(), key=str)


def told(found: Loaded, code: str) -> list[tuple[str, str, int | None, object, object]]:
    """The findings of one code: file, column, row, code and count."""
    return [
        (f.place.file, f.place.column, f.place.row, f.names.get("waarde"), f.names.get("aantal"))
        for f in found.findings
        if f.rule is RULES[code]
    ]


# ---- the shipped sources ------------------------------------------------------------------------


def test_every_shipped_source_says_what_it_rests_on() -> None:
    assert shipped_sources() == [
        "cbs_bus", "cbs_srg", "centric", "civision", "divosa", "nissewaard", "socrates",
        "waarstaatjegemeente",
    ]  # fmt: skip
    for name in shipped_sources():
        source = load_source(name)
        assert source.naam == name
        assert source.bewijs == "documentatie", "no real file was seen"
        assert len(source.bron) > 20
        for part in source.deel.values():
            for column in part.kolom.values():
                assert column.bewijs is None or column.bron, f"{name}: proof without its source"


def test_centric(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, ["centric"],
        szclient=[
            ["clientnr", "dd_geboorte", "ind_geslacht", "postcode"],
            ["0012", "19800501", "M", "1420"],
            ["0013", "19820611", "V", "1421"],
            ["0014", "19901231", "X", "1422"],
        ],
        szdos=[
            ["dossiernr", "clientnr", "clientnr_partner", "kode_regeling", "dd_beschik",
             "dd_st_per_alg", "dd_end_per_alg", "kode_groep", "kode_afh", "kode_rede_eind",
             "ind_samenl"],
            ["D1", "0012", "0013", "0", "20200110", "20200101", "20200531", "02", "04", "7", "3"],
            ["D2", "0014", "", "0", "20200210", "20200201", "99991231", "02", "77", "", "1"],
            ["D3", "0014", "", "0", "20190210", "20190201", "20190201", "02", "4", "", "1"],
            ["D4", "0012", "", "36", "20190210", "20190201", "", "02", "", "", "1"],
            ["D5", "0013", "", "6", "20210210", "20210201", "", "03", "41", "", "1"],
        ],
        partraject=[
            ["trajectnr", "clientnr", "type_traject", "dd_begin", "dd_eind", "kode_werker"],
            ["T1", "0012", "jobcoach", "20200301", "20200630", "W01"],
            ["T2", "0012", "jobcoach", "20200701", "20200701", "W01"],
        ],
        szukhis=[
            ["dossiernr", "clientnr", "periode_betrekking", "bedrag"],
            ["D1", "0012", "202002", "123456"],
            ["D1", "0012", "202003", "1234,56"],
        ],
    )  # fmt: skip
    benefits = rows_of(
        found, "uitkeringen", "uitkering_id", "persoon_id", "rol", "regeling", "leefvorm",
        "ingangsdatum", "einddatum", "reden_instroom", "reden_uitstroom",
    )  # fmt: skip
    spell = date(2020, 1, 1), date(2020, 5, 31)
    assert benefits == [
        ("D1", "0012", "client", "PW", "samenwonend", *spell, "39", None),
        ("D1", "0013", "partner", "PW", None, *spell, "39", None),
        ("D2", "0014", "client", "PW", "alleenstaande", date(2020, 2, 1), None, None, None),
    ]
    assert rows_of(found, "personen", "persoon_id", "geslacht") == [
        ("0012", "man"), ("0013", "vrouw"), ("0014", None),
    ]  # fmt: skip
    assert told(found, "RIJ-VERVALLEN") == [
        ("szdos.csv", "", 4, None, None), ("partraject.csv", "", 3, None, None),
    ]  # fmt: skip
    assert told(found, "RIJ-BRON") == [("szdos.csv", "", 5, None, None)]
    # 6 is IOAW and IOAZ together: the row is refused, and nothing is guessed.
    assert [f.place.row for f in found.findings if f.rule.code == "RIJ-CODE"] == [6]
    codes = [(column, row, code) for _, column, row, code, _ in told(found, "BRON-CODE")]
    assert sorted(codes) == [  # of D1 the client and the partner each say code 7
        ("geslacht", 4, "X"), ("reden_instroom", 3, "77"), ("reden_uitstroom", 2, "7"),
        ("reden_uitstroom", 2, "7"), ("regeling", 6, "6"),
    ]  # fmt: skip
    assert rows_of(found, "kosten", "datum", "bedrag", "soort") == [
        (date(2020, 2, 29), 123456, "uitkering"),
    ]
    assert [f.place.row for f in found.findings if f.rule.code == "RIJ-GETAL"] == [3]
    assert found.tables["voorzieningen"].get_column("voorziening_id").to_list() == ["T1"]


def test_civision(tmp_path: Path) -> None:
    head = [
        "COD_REGEL", "NUM_UITK", "NUM_PERS", "NUM_PARTN", "DAT_INGANG", "DAT_EINDE", "DAT_INADM",
        "DAT_UITADM", "COD_REDEN", "COD_REDENP", "COD_STOP", "COD_STOPP",
    ]  # fmt: skip
    found = loaded(
        tmp_path, ["civision"],
        sdwwb_uitkering=[
            head,
            ["1", "U1", "P1", "P2", "20200101", "20200630", "20200111", "20200705", "11", "", "1",
             ""],
            ["1", "U2", "P3", "", "20200101", "20200101", "20200111", "", "11", "", "", ""],
        ],
        sdiow_uitkering=[head, ["2", "U9", "P4", "", "20210101", "", "20210103", "", "", "", "",
                                ""]],
        persoon=[["NUM_PERS", "DAT_GEB", "COD_GESLAC"], ["P1", "19700101", "1"],
                 ["P2", "19710101", "2"], ["P1", "19700101", "1"]],
    )  # fmt: skip
    names = ("uitkering_id", "persoon_id", "rol", "regeling", "administratie_einde")
    assert rows_of(found, "uitkeringen", *names) == [
        ("U1", "P1", "client", "PW", date(2020, 7, 5)),
        ("U1", "P2", "partner", "PW", date(2020, 7, 5)),
        ("U9", "P4", "client", "IOAW", None),
    ]
    # Reasons are codes of the municipality: 11 is not taken for the 11 of CBS.
    assert found.tables["uitkeringen"].get_column("reden_instroom").null_count() == 3
    # The row that starts and ends on one day is annulled, and its codes do not count.
    assert sorted(told(found, "BRON-CODE")) == [
        ("sdwwb_uitkering.csv", "reden_instroom", 2, "11", 1),
        ("sdwwb_uitkering.csv", "reden_uitstroom", 2, "1", 1),
    ]
    assert told(found, "RIJ-HERHAALD") == [("persoon.csv", "", 2, None, None)]
    by_file = {(c.file, c.read, c.loaded, c.set_apart) for c in found.counts
               if c.table == "uitkeringen"}  # fmt: skip
    assert by_file == {
        ("sdwwb_uitkering.csv", 2, 1, 1), ("sdwwb_uitkering.csv", 1, 1, 0),
        ("sdiow_uitkering.csv", 1, 1, 0), ("sdiow_uitkering.csv", 0, 0, 0),
    }  # fmt: skip


def test_socrates(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, ["socrates"],
        uitkering_soc=[
            ["pseudoniem", "dtopvoer", "dtafvoer", "dtaanvang", "dteinde", "uitkering_oms",
             "stopzetting_oms"],
            ["a1", "12-01-2020", "", "01-01-2020", "", "Participatiewet", ""],
            ["a2", "12-01-2020", "05-07-2020", "01-01-2020", "30-06-2020", "IOAW", "werk"],
            ["a3", "12-01-2020", "", "01-01-2020", "", "Tozo 1", ""],
        ],
        instrument_soc=[
            ["pseudoniem", "volgnr", "datum_invoer", "datum_aanmelding", "dteinde",
             "reintegratieladder", "reden_beeindiging"],
            ["a1", "1", "02-02-2020", "01-02-2020", "01-05-2020", "activering",
             "doelstelling bereikt – geen uitstroom"],
            ["a1", "2", "02-02-2020", "01-02-2020", "", "activering", ""],
            ["a2", "1", "02-02-2020", "01-02-2020", "", "activering", "overdracht"],
        ],
    )  # fmt: skip
    assert rows_of(found, "uitkeringen", "uitkering_id", "regeling", "reden_uitstroom") == [
        ("a1-01-01-2020", "PW", None), ("a2-01-01-2020", "IOAW", None),
    ]  # fmt: skip
    assert [f.place.row for f in found.findings if f.rule.code == "RIJ-REGELING"] == [4]
    assert ("uitkering_soc.csv", "reden_uitstroom", 3, "werk", 1) in told(found, "BRON-CODE")
    supports = rows_of(found, "voorzieningen", "voorziening_id", "reden_einde", "resultaat")
    assert supports == [
        ("a1-1", "1", "doelstelling bereikt – geen uitstroom"), ("a1-2", None, None),
        ("a2-1", None, "overdracht"),
    ]  # fmt: skip
    # The ladder is no instrument of the catalogue: that is said, with the count.
    assert [(f.names["waarde"], f.names["aantal"]) for f in found.findings
            if f.rule.code == "CODE-ONBEKEND"] == [("activering", 3)]  # fmt: skip


BUS = ["statistiekjaar", "statistiekmaand", "registratienummer uitkering", "statistiekcode",
       "leefvorm", "datum invoering administratie", "pseudoniem", "geboortedatum", "geslacht",
       "aanvangsdatum uitkering", "einddatum uitkering", "reden vermindering",
       "begindatum vermindering", "einddatum vermindering", "soort inkomsten", "bedrag inkomsten",
       "reden beëindiging uitkering"]  # fmt: skip


def test_cbs_bus_of_two_months(tmp_path: Path) -> None:
    start = ["20191201", "x1", "19800501", "2", "20191115"]
    found = loaded(
        tmp_path, ["cbs_bus"],
        bus_202001=[
            BUS,
            ["2020", "01", "R1", "01", "1", *start, "", "", "", "", "11", "250", ""],
            ["2020", "01", "R2", "11", "1", "20191201", "x2", "19800501", "1", "20191115", "", "",
             "", "", "", "", ""],
        ],
        bus_202002=[
            BUS,
            ["2020", "02", "R1", "01", "2", *start, "20200229", "01", "20200201", "20200229", "11",
             "300", "11"],
            ["2020", "02", "R3", "03", "3", "20200203", "x3", "19560501", "1", "20200201", "", "",
             "", "", "", "", "88"],
        ],
    )  # fmt: skip
    names = ("uitkering_id", "persoon_id", "regeling", "leefvorm", "einddatum", "reden_uitstroom")
    assert rows_of(found, "uitkeringen", *names) == [
        ("R1", "x1", "PW", "alleenstaande_ouder", date(2020, 2, 29), "11"),
        ("R3", "x3", "IOAZ", "samenwonend", None, "88"),
    ]
    assert rows_of(found, "inkomsten", "maand", "soort", "bedrag") == [
        ("2020-01", "11", 25000), ("2020-02", "11", 30000),
    ]  # fmt: skip
    assert rows_of(found, "maatregelen", "persoon_id", "reden") == [("x1", "01")]
    assert [f.place.row for f in found.findings if f.rule.code == "RIJ-REGELING"] == [3]
    # January's R1 fed the income, and February's tells the benefit: nothing of it is lost.
    assert told(found, "RIJ-HERHAALD") == []
    assert [(f.place.column, f.names["aantal"]) for f in found.findings
            if f.rule.code == "BRON-VERSCHIL"] == [("leefvorm", 1)]  # fmt: skip
    assert ("88", 1) in [(f.names["waarde"], f.names["aantal"]) for f in found.findings
                         if f.rule.code == "CODE-ONBEKEND"]  # fmt: skip


def test_cbs_bus_with_its_bsn(tmp_path: Path) -> None:
    """Made a pseudonym when asked, it stands where the source looks for it."""
    row = ["2020", "01", "R1", "01", "1", "20191201", "111222333", "19800501", "2", "20191115"]
    head = ["bsn" if name == "pseudoniem" else name for name in BUS]
    folder = tmp_path / "in"
    folder.mkdir()
    write_csv(folder / "bus_202001.csv", [head, [*row, *[""] * (len(BUS) - len(row))]])
    personal = PersonalData("pseudoniem", tmp_path / "sleutel", (folder,))
    found = load(folder, with_source("cbs_bus"), personal=personal)
    ((person,),) = rows_of(found, "uitkeringen", "persoon_id")
    assert re.fullmatch("p[0-9a-f]{24}", person)
    assert rows_of(found, "personen", "persoon_id") == [(person,)]


def test_cbs_srg(tmp_path: Path) -> None:
    head = ["statistiekjaar", "statistiekmaand", "statistiekcode", "pseudoniem", "geboortedatum",
            "geslacht", "positie participatieladder", "begindatum positie", "arbeidsvermogen",
            "registratienummer voorziening", "type voorziening", "begindatum voorziening",
            "einddatum voorziening", "reden beëindiging voorziening", "loonwaarde"]  # fmt: skip
    person = ["x1", "19800501", "1", "4", "20190101", "2"]
    found = loaded(
        tmp_path, ["cbs_srg"],
        srg=[
            head,
            ["2020", "01", "10", *person, "V1", "04", "20190601", "", "", "055"],
            ["2020", "02", "10", *person, "V1", "04", "20190601", "20200215", "1", "055"],
            ["2020", "02", "10", *person, "V2", "99", "20190601", "", "", ""],
        ],
        uitkeringen=[["uitkering_id", "persoon_id", "regeling", "ingangsdatum"],
                     ["U1", "x1", "PW", "2019-01-01"]],
    )  # fmt: skip
    names = ("voorziening_id", "instrument", "einddatum", "reden_einde", "loonwaarde_pct")
    assert rows_of(found, "voorzieningen", *names) == [
        ("V1", "lks", date(2020, 2, 15), "1", 55.0), ("V2", "99", None, None, None),
    ]  # fmt: skip
    assert rows_of(found, "categorieen", "categorie", "begindatum") == [("4", date(2019, 1, 1))]
    assert found.tables["personen"].height == 1
    assert told(found, "BRON-CODE") == [("srg.csv", "instrument", 4, "99", 1)]
    assert told(found, "RIJ-HERHAALD") == [("srg.csv", "", 2, None, None)]


def test_nissewaard_as_it_is(tmp_path: Path) -> None:
    head = ["Clientnummer", "geboortejaar", "geslacht", "Kode groep",
            "Startdatum periodiek algemeen", "Einddatum periodiek algemeen",
            "Oorspronkelijke begindatum uitkeringsdossier", "Omschrijving leefvorm",
            "Oorzaak bijstandsafhankelijkheid"]  # fmt: skip
    write_xlsx(
        tmp_path / "uitdraai 2018-07.xlsx",
        {"Blad1": [
            head,
            ["101", "1980", "M", "02", date(2015, 1, 1), date(2016, 2, 1), date(2014, 1, 1),
             "Alleenstaande", "4"],
            ["101", "1980", "M", "02", date(2016, 5, 1), None, date(2014, 1, 1), "Gehuwd", "43"],
            ["102", "1990", "V", "02", date(2017, 5, 1), None, date(2017, 5, 1), "Kamerhuur", "31"],
        ]},
    )  # fmt: skip
    found = load(tmp_path, with_source("nissewaard"))
    accounted(found, {"uitdraai 2018-07.xlsx": 3})
    assert rows_of(found, "personen", "persoon_id", "geboortedatum", "geslacht") == [
        ("101", date(1980, 7, 1), "man"), ("102", date(1990, 7, 1), "vrouw"),
    ]  # fmt: skip
    names = ("persoon_id", "ingangsdatum", "einddatum", "leefvorm", "reden_instroom")
    assert rows_of(found, "uitkeringen", *names) == [
        ("101", date(2015, 1, 1), date(2016, 2, 1), "alleenstaande", "39"),
        ("101", date(2016, 5, 1), None, "samenwonend", None),
        ("102", date(2017, 5, 1), None, None, "12"),
    ]
    codes = {(column, code) for _, column, _, code, _ in told(found, "BRON-CODE")}
    assert ("reden_instroom", "43") in codes
    assert len(codes) == 2
    unused = {f.place.column for f in found.findings if f.rule.code == "KOLOM-ONBEKEND"}
    assert unused == {"Kode groep", "Oorspronkelijke begindatum uitkeringsdossier"}


def test_a_bsn_in_a_record_of_cbs_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path / "bus.csv", [["BSN", *BUS], ["123456782", *["1"] * len(BUS)]])
    with pytest.raises(PrivacyError):
        load(tmp_path, with_source("cbs_bus"))


# ---- what a source can say ----------------------------------------------------------------------

OWN = """
naam = "eigen"
bewijs = "bestand"
bron = "proefbestand"
[deel.u]
tabel = "uitkeringen"
blad = ["dossiers*"]
vervallen = { status = ["ingetrokken"] }
[deel.u.kolom]
uitkering_id = ["nr", "dossier"]
persoon_id = "client"
regeling = { kop = ["wet"], codes = { A = "PW" } }
ingangsdatum = "van"
einddatum = { kop = ["tot"], betekenis = "eerste dag zonder" }
[deel.u.kolom.reden_instroom]
kop = ["reden"]
datum = "ingangsdatum"
codes = { 5 = "11" }
gelijk = ["01"]
[[deel.u.kolom.reden_instroom.tijdelijk]]
code = "7"
wordt = "39"
tot = 2019-12-31
[[deel.u.kolom.reden_instroom.tijdelijk]]
code = "7"
wordt = "14"
vanaf = 2020-01-01
"""
HEAD = ["dossier", "client", "wet", "van", "tot", "reden", "status"]


def own(folder: Path, text: str = OWN) -> str:
    path = folder / "eigen.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_dates_codes_and_annulled_rows(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = loaded(
        tmp_path / "data", [own(tmp_path)],
        dossiers_2020=[
            HEAD,
            ["1", "P1", "A", "01-01-2019", "01-03-2019", "7", ""],
            ["2", "P2", "A", "01-01-2020", "", "007", ""],
            ["3", "P3", "A", "01-01-2020", "31-12-9999", "5", ""],
            ["4", "P4", "A", "01-01-2020", "01-01-2020", "1", ""],
            ["5", "P5", "A", "01-01-2020", "", "1", "Ingetrokken"],
            ["6", "P6", "A", "01-01-2020", "onbekend", "1", ""],
            ["7", "P7", "A", "01-01-2020", "", "1", ""],
        ],
    )  # fmt: skip
    names = ("uitkering_id", "einddatum", "reden_instroom")
    assert rows_of(found, "uitkeringen", *names) == [
        ("1", date(2019, 2, 28), "39"), ("2", None, "14"), ("3", None, "11"), ("7", None, "01"),
    ]  # fmt: skip
    assert [row for _, _, row, *_ in told(found, "RIJ-VERVALLEN")] == [5, 6]
    assert [row for _, _, row, *_ in told(found, "RIJ-DATUM")] == [7]
    assert told(found, "BRON-DOCUMENTATIE") == []


def test_the_same_key_in_two_sheets_counts_once(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = loaded(
        tmp_path / "data", [own(tmp_path)],
        dossiers_a=[HEAD, ["1", "P1", "A", "01-02-2019", "", "5", ""]],
        dossiers_b=[HEAD, ["1", "P1", "A", "01-01-2019", "", "5", ""],
                    ["2", "P1", "A", "01-01-2019", "", "5", ""]],
    )  # fmt: skip
    assert rows_of(found, "uitkeringen", "uitkering_id", "ingangsdatum") == [
        ("1", date(2019, 1, 1)), ("2", date(2019, 1, 1)),
    ]  # fmt: skip
    (double,) = (f for f in found.findings if f.rule.code == "RIJ-DUBBEL")
    assert (double.place.file, double.place.row) == ("dossiers_a.csv", 2)
    assert "(rij 2 van dossiers_b.csv)" in double.message
    assert [(c.file, c.loaded, c.refused) for c in found.counts] == [
        ("dossiers_a.csv", 0, 1), ("dossiers_b.csv", 2, 0),
    ]  # fmt: skip


def test_a_layer_adds_codes_to_a_shipped_source(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'naam = "ons"\nbasis = "nissewaard"\n[deel.uitkeringen.kolom.reden_instroom.codes]\n'
        '43 = "39"\n',
    )
    (source,) = [load_source(path)]
    column = source.deel["uitkeringen"].kolom["reden_instroom"]
    assert (column.codes["43"], column.codes["31"]) == ("39", "12")
    assert source.bewijs == "documentatie"


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("kop = ", "kopp = ", "CFG-SLEUTEL", "'kop'"),
        ('tabel = "uitkeringen"', 'tabel = "uitkering"', "CFG-NAAM", "'uitkeringen'"),
        ("ingangsdatum = ", "ingangdatum = ", "CFG-NAAM", "'ingangsdatum'"),
        ('bewijs = "bestand"', 'bewijs = "gezien"', "CFG-WAARDE", "kies uit"),
        ('datum = "ingangsdatum"', 'datum = "dag"', "CFG-NAAM", "dag"),
        ("naam = ", "naam = = ", "CFG-LEZEN", "regel 2"),
    ],
)
def test_what_a_source_may_not_say(
    tmp_path: Path, old: str, new: str, code: str, said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load_source(own(tmp_path, OWN.replace(old, new, 1)))
    assert caught.value.code == code
    assert said in caught.value.title + caught.value.advice


def test_a_source_that_does_not_exist() -> None:
    with pytest.raises(ConfigError) as caught:
        load_source("centrik")
    assert caught.value.code == "CFG-BRON"
    assert "'centric'" in caught.value.advice


def test_a_missing_header_is_told_in_words_of_the_source(tmp_path: Path) -> None:
    write_csv(tmp_path / "dossiers.csv", [["dossier", "wet", "van"], ["1", "A", "01-01-2020"]])
    with pytest.raises(InputError) as caught:
        load(tmp_path, with_source(own(tmp_path)))
    assert caught.value.code == "IN-KOLOM"
    assert "'client'" in caught.value.advice


def test_canonical_files_need_no_source_and_keep_their_names(tmp_path: Path) -> None:
    rows = [["uitkering_id", "persoon_id", "regeling", "ingangsdatum"],
            ["U1", "x1", "PW", "2019-01-01"]]  # fmt: skip
    found = loaded(tmp_path, ["centric", "nissewaard"], uitkeringen=rows)
    assert found.tables["uitkeringen"].height == 1
    assert STANDARD.bron == ()


def test_a_finding_names_the_cell_of_the_export_and_what_is_hidden(tmp_path: Path) -> None:
    """Also where columns were renamed, put in another order or made up by the source."""
    rows = [
        ["dossiernr", "clientnr", "kode_regeling", "dd_beschik", "dd_st_per_alg",
         "dd_end_per_alg", "kode_groep", "ind_samenl"],
        ["D1", "0012", "0", "20200110", "20200101", "20203131", "02", "3"],
        ["D2", "0014", "0", "20200210", "20200201", "99991231", "02", "1"],
    ]  # fmt: skip
    with xlsxwriter.Workbook(tmp_path / "szdos.xlsx") as book:
        sheet = book.add_worksheet("szdos")
        for at, row in enumerate(rows):
            sheet.write_row(at, 1, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
    found = load(tmp_path, with_source("centric"))
    (broken,) = (one for one in found.findings if one.rule is RULES["RIJ-DATUM"])
    assert (broken.place.column, broken.place.cell) == ("einddatum", "G2")
    hidden = {f.rule.code: f.names for f in found.findings if "VERBORGEN" in f.rule.code}
    assert hidden == {"RIJ-VERBORGEN": {"aantal": 1}, "KOLOM-VERBORGEN": {"kolommen": "'clientnr'"}}
