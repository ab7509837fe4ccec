"""Names, e-mail, phone, IBAN and addresses of clients do not come in; little else is refused."""

from __future__ import annotations

import os
import random
from pathlib import Path

import polars as pl
import pytest

from grip.config import PersonalData, load_profile
from grip.errors import ConfigError, PrivacyError
from grip.ingest.load import load
from grip.ingest.pseudonyms import key_id, open_key, pseudonyms

from .files import BENEFIT_HEADER, LENIENT, benefit, codes, load_rows, spoken, write_csv

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["J. Jansen", "P. de Vries", "A.B. van der Berg", "M. Öztürk", "F. El Amrani", "K. Bos"]
FULL = ["Jan Jansen", "Fatima El Amrani", "Kees de Vries", "Maria van den Berg", "Ali Yilmaz"]
TURNED = ["Jansen, J.", "Vries, P. de", "Berg, A.B. van der", "Öztürk, M.", "Bos, K."]
MAILS = [f"persoon{n}@voorbeeld.nl" for n in range(6)]
PHONES = ["06-12345678", "0612345679", "+31 6 12345670", "0297-513111", "020 6245111"]
IBANS = ["NL91ABNA0417164300", "NL20INGB0001234567", "NL02 RABO 0123 4567 89"]
STREETS = ["Dorpsstraat 12", "Laan van Meerdervoort 8a", "Zijdelweg 101", "Marktplein 3-2"]
FULL_ADDRESSES = ["Het Erf 4, 1421 AB Uithoorn", "De Eiken 12 7721 XZ", "1421 AB 12"]


def with_column(header: str, values: list[str]) -> list[list[str]]:
    rows = [[*benefit(n), value] for n, value in enumerate(values, 1)]
    return [[*BENEFIT_HEADER, header], *rows]


@pytest.mark.parametrize(
    ("code", "headers", "value"),
    [
        ("PRIV-NAAM", ["Achternaam", "voornamen", "Naam cliënt", "cliëntnaam", "Geslachtsnaam",
                       "voorletters", "tussenvoegsel", "Naam partner"], "Jansen"),
        ("PRIV-EMAIL", ["E-mail", "emailadres", "E-mailadres cliënt", "mail"], "x@y"),
        ("PRIV-TELEFOON", ["Telefoon", "tel. nr", "mobiel", "Telefoonnummer privé"], "612345678"),
        ("PRIV-IBAN", ["IBAN", "rekeningnummer", "Bankrekening"], "0417164300"),
        ("PRIV-ADRES", ["Straat", "Huisnummer", "Adres", "woonadres", "straatnaam"], "12"),
    ],
)  # fmt: skip
def test_a_header_that_says_it(tmp_path: Path, code: str, headers: list[str], value: str) -> None:
    for number, header in enumerate(headers):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(PrivacyError) as caught:
            load_rows(folder, uitkeringen=with_column(header, [value]))
        assert caught.value.code == code, header
        assert header in caught.value.title
        assert caught.value.exit_code == 7
        assert value not in f"{caught.value} {caught.value.advice} {caught.value.where}"


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("PRIV-NAAM", NAMES), ("PRIV-NAAM", FULL), ("PRIV-NAAM", TURNED), ("PRIV-EMAIL", MAILS),
        ("PRIV-EMAIL", [*["geen"] * 3, *MAILS, *map(str, range(90))]),
        ("PRIV-TELEFOON", PHONES), ("PRIV-IBAN", IBANS), ("PRIV-ADRES", STREETS),
        ("PRIV-ADRES", FULL_ADDRESSES), ("PRIV-NAAM", [f" {n}\u00a0" for n in NAMES]),
    ],
)  # fmt: skip
def test_values_that_say_it_whatever_the_header(
    tmp_path: Path, code: str, values: list[str]
) -> None:
    for header in ("kenmerk", "naam", "wijk", "opmerking"):
        folder = tmp_path / header
        folder.mkdir()
        with pytest.raises(PrivacyError) as caught:
            load_rows(folder, uitkeringen=with_column(header, values))
        assert caught.value.code == code
        said = f"{caught.value} {caught.value.advice}"
        assert not any(value.strip() in said for value in values)


@pytest.mark.parametrize(
    "header",
    ["consulent", "Consulent naam", "e-mail consulent", "klantmanager", "Telefoon aanbieder",
     "adres werkgever", "naam contactpersoon"],
)  # fmt: skip
def test_who_is_no_client_is_exempt(tmp_path: Path, header: str) -> None:
    for number, values in enumerate((NAMES, FULL, MAILS, PHONES, STREETS)):
        folder = tmp_path / str(number)
        folder.mkdir()
        load_rows(folder, uitkeringen=with_column(header, values))


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("wijk", ["Thamerdal", "Zijdelwaard", "De Kwakel", "Legmeer West", "Meerwijk"]),
        ("afdeling", ["Team 1", "Team 2", "Medewerker 3", "Werk en Inkomen 2", "Balie 12"]),
        ("kenmerk", ["0100000123", "0200000124", "0712345678", "0100000126", "0456789123"]),
        ("postcode", ["1421", "1422", "1423", "1424", "1425"]),
        ("woonplaats", ["Uithoorn", "De Kwakel", "Aalsmeer", "Amstelveen", "Dalfsen"]),
        ("achternaam", ["", "", "", "", ""]),
        ("telefoon", ["ja", "nee", "ja", "nee", "ja"]),
        ("rekening", ["BUIG", "Participatie", "BUIG", "eigen", "eigen"]),
        ("opmerking", ["zie J. Jansen", "belt a@b.nl terug", "Dorp 3", "NL", "06 weken"]),
        ("traject", ["Jan", "Maria", "Startbaan Jan Steen", "AM Match", "Werk Fit"]),
        ("code", ["NL91ABNA0417164301", "NL00INGB0001234567", "AB12CD", "XX99", "DE12"]),
        ("periode", ["2020-12", "2021-01", "2021-02", "31-12-2020", "06-01-2020"]),
    ],
)  # fmt: skip
def test_what_is_not_personal(tmp_path: Path, header: str, values: list[str]) -> None:
    load_rows(tmp_path, uitkeringen=with_column(header, values))


def test_case_numbers_of_every_width_are_no_phones(tmp_path: Path) -> None:
    draw = random.Random(3)
    for width in range(4, 13):
        folder = tmp_path / str(width)
        folder.mkdir()
        numbers = [f"{draw.randrange(10**width):0{width}d}" for _ in range(300)]
        load_rows(folder, uitkeringen=with_column("dossier", numbers))


@pytest.mark.parametrize("sample", ["uithoorn", "dalfsen"])
def test_nothing_of_the_samples_is_personal(sample: str) -> None:
    loaded = load(ROOT / "data" / "sample" / sample, load_profile(sample).profile)
    assert loaded.tables["uitkeringen"].height > 100


def test_every_column_is_named_at_once(tmp_path: Path) -> None:
    header = [*BENEFIT_HEADER, "straat", "bsn", "telefoon"]
    with pytest.raises(PrivacyError) as caught:
        load_rows(tmp_path, uitkeringen=[header, [*benefit(), "Dorpsstraat", "1", "0612345678"]])
    assert caught.value.code == "PRIV-BSN"
    assert "'straat', 'telefoon'" in caught.value.advice


# --- asked to leave out, or to make pseudonyms ---------------------------------------------------


def loaded_with(folder: Path, rows: list[list[str]], personal: PersonalData) -> object:
    folder.mkdir(exist_ok=True)
    write_csv(folder / "uitkeringen.csv", rows)
    return load(folder, LENIENT, None, personal)


def test_left_out_when_asked(tmp_path: Path) -> None:
    header = ["Achternaam", *BENEFIT_HEADER, "bsn", "consulent"]
    rows = [header, *(["Jansen", *benefit(n), "111222333", "K1"] for n in range(3))]
    loaded = loaded_with(tmp_path / "in", rows, PersonalData("weglaten"))
    assert codes(loaded.findings) == [("PRIV-WEG", None, "Achternaam"), ("PRIV-WEG", None, "bsn")]
    assert "Jansen" not in spoken(loaded.findings)
    bare = [row[1:8] + row[8:] for row in rows]
    without = [[cell for at, cell in enumerate(row) if at != 6] for row in bare]
    expected = loaded_with(tmp_path / "uit", without, PersonalData())
    assert loaded.tables["uitkeringen"].equals(expected.tables["uitkeringen"])
    assert "consulent" in loaded.columns["uitkeringen"]


def test_a_key_cannot_be_left_out(tmp_path: Path) -> None:
    numbers = ["111222333", "123456782", "010464554", "270590791", "999990019", "100000009"]
    rows = [BENEFIT_HEADER, *(benefit(n, persoon_id=bsn) for n, bsn in enumerate(numbers))]
    with pytest.raises(PrivacyError, match="PRIV-BSN"):
        loaded_with(tmp_path / "in", rows, PersonalData("weglaten"))


def test_pseudonyms_when_asked(tmp_path: Path) -> None:
    """Whatever the notation, the table and the run, one person has one pseudonym."""
    key = tmp_path / "geheim" / "sleutel"
    folder = tmp_path / "in"
    folder.mkdir()
    people = [["bsn", "geboortedatum"], ["111222333", "1980-01-01"], ["010464554", "1981-01-01"]]
    write_csv(folder / "personen.csv", people)
    header = ["BSN", *(name for name in BENEFIT_HEADER if name != "persoon_id")]
    rows = [header, *(
        [bsn, *(cell for at, cell in enumerate(benefit(n)) if at != 1)]
        for n, bsn in enumerate(["1112.22.333", " 10464554", "111222333.0"])
    )]  # fmt: skip
    personal = PersonalData("pseudoniem", key, (folder,))
    loaded = loaded_with(folder, rows, personal)
    ids = loaded.tables["uitkeringen"].get_column("persoon_id")
    assert ids.str.contains(r"^p[0-9a-f]{24}$").all()
    assert sorted(set(ids)) == sorted(loaded.tables["personen"].get_column("persoon_id"))
    assert len(set(ids)) == 2
    assert {found.rule.code for found in loaded.findings} >= {"PRIV-CODE"}
    assert loaded.key_id == key_id(open_key(key, ()))
    assert (
        loaded_with(folder, rows, personal)
        .tables["uitkeringen"]
        .equals(loaded.tables["uitkeringen"])
    )
    other = loaded_with(folder, rows, PersonalData("pseudoniem", tmp_path / "ander", (folder,)))
    assert not set(other.tables["uitkeringen"].get_column("persoon_id")) & set(ids)


def test_the_pseudonym_is_a_keyed_hash() -> None:
    """By the book: HMAC-SHA-256 over purpose, kind and number, 96 bits of it."""
    import hashlib

    key = bytes(range(32))
    text = b"grip/pseudoniem/1\0PRIV-BSN\x00111222333"
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + text).digest()
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).hexdigest()
    found = pseudonyms(pl.Series(["111222333", None, " "]), key, "PRIV-BSN").to_list()
    assert found == ["p" + outer[:24], None, None]
    assert pseudonyms(pl.Series(["111222333"]), key, "PRIV-NAAM").to_list() != found[:1]


# --- the key -------------------------------------------------------------------------------------


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "veilig" / "sleutel"
    first = open_key(path, (tmp_path / "data",))
    assert len(first) == 32
    assert open_key(path, ()) == first
    assert open_key(tmp_path / "tweede", ()) != first
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="rechten zoals op Linux")
def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    open_key(path, ())
    path.chmod(0o640)
    with pytest.raises(ConfigError, match="SLEUTEL-RECHTEN"):
        open_key(path, ())


def test_a_key_beside_the_data_or_the_output_is_refused(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "uit"
    data.mkdir()
    (tmp_path / "omweg").symlink_to(data)
    for path in (data / "sleutel", out / "diep" / "sleutel", tmp_path / "omweg" / "sleutel",
                 data / ".." / "data" / "sleutel"):  # fmt: skip
        with pytest.raises(ConfigError, match="SLEUTEL-PLAATS"):
            open_key(path, (data, out))
        assert not path.exists()


@pytest.mark.parametrize("content", ["", "geheim", "0" * 63, "0" * 64 + "\nx", "\xff"])
def test_what_is_no_key_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sleutel"
    path.write_bytes(content.encode("latin-1"))
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="SLEUTEL-LEZEN"):
        open_key(path, ())
    assert path.read_bytes() == content.encode("latin-1")


def test_no_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SLEUTEL-GEEN"):
        loaded_with(tmp_path / "in", with_column("bsn", ["111222333"]), PersonalData("pseudoniem"))
