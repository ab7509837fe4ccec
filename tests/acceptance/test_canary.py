"""Canaries: values that nobody may ever see again, planted in every cell that can hold text.

Sought afterwards in all that grip says and leaves behind: stdout, stderr, the list of findings,
the manifest, everything public, and the report of a crash.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from grip import opening, pipeline
from grip.schema import TABLES, columns_of
from tests.acceptance.running import SAMPLE, Said, grip, rows_of

NAME = "Kanarie-Jansen"
MAIL = "kanarie.piet@voorbeeld.nl"
BSN = "111222333"  # passes the 11-test and belongs to nobody
STREET = "Kanariestraat 12, 1421 AB"
PERSON = "PKAN4711"
CANARIES = (NAME, MAIL, BSN, STREET, PERSON, "anarie", "111.222.333", "Jansen")

Sheet = list[list[str]]
Town = dict[str, Sheet]

# Columns that group persons: what is in them is the name of a group, by the contract.
GROUPS = {
    "wijk", "aanbieder", "branche", "instrument", "categorie", "subcategorie", "consulent",
    "budgetpost", "beleidsdoel",
}  # fmt: skip
# Commentary is written to be read inside, name and all; its own test says that it stays there.
TOLD = {("duiding", "tekst"), ("duiding", "rol")}


def town() -> Town:
    """Everything about a hundred persons of the sample, every cell as text."""
    return {table: [list(row) for row in sheet] for table, sheet in _town().items()}


@cache
def _town() -> Town:
    found = {}
    for path in sorted(SAMPLE.glob("*.csv")):
        text = io.StringIO(path.read_bytes().decode("cp1252"), newline="")
        header, *rows = csv.reader(text, delimiter=";", strict=True)
        about = header.index("persoon_id") if "persoon_id" in header else None
        kept = [row for row in rows if about is None or row[about].startswith("P0000")]
        found[path.stem] = [header, *kept[:300]]
    return found


def planted(town: Town, column_wanted: Callable[[str, str], str | None]) -> Town:
    """Put a canary in one row of every column for which one is given, each in another row."""
    for table, (header, *rows) in town.items():
        for number, column in enumerate(header):
            canary = column_wanted(table, column)
            if canary is not None:
                rows[(7 * number + 3) % len(rows)][number] = canary
    return town


def free_text(table: str, column: str) -> str | None:
    """A canary for columns of free text, among them ids; the group names are left as they are."""
    schema = columns_of(TABLES[table]).get(column)
    if schema is None or schema.kind != "tekst" or schema.choices or column in GROUPS:
        return None
    if (table, column) in TOLD:
        return None
    if schema.width:
        return None
    if column in ("persoon_id",):
        return PERSON
    return {"branche": STREET, "resultaat": MAIL}.get(column, f"{NAME} {BSN}")


def anything_else(table: str, column: str) -> str | None:
    """A canary where a date, a number, a choice or a yes or no should be."""
    schema = columns_of(TABLES[table]).get(column)
    if schema is None or (schema.kind == "tekst" and not schema.choices):
        return None
    return [NAME, MAIL, f"{BSN} {NAME}", STREET][len(column) % 4]


# --- in every kind of file -----------------------------------------------------------------------


def as_csv(town: Town, folder: Path) -> None:
    for table, sheet in town.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(sheet)


def as_workbook(town: Town, folder: Path) -> None:
    with xlsxwriter.Workbook(folder / "export.xlsx") as book:
        for table, sheet in town.items():
            page = book.add_worksheet(table)
            for at, row in enumerate(sheet):
                page.write_row(at, 0, row)


def as_parquet(town: Town, folder: Path) -> None:
    for table, (header, *rows) in town.items():
        frame = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
        frame.write_parquet(folder / f"{table}.parquet")


WRITERS = {"csv": as_csv, "xlsx": as_workbook, "parquet": as_parquet}


def written(town: Town, kind: str, place: Path) -> Path:
    """Write a town as files of one kind, with options that let any share of rows fail."""
    folder = place / "data"
    folder.mkdir()
    WRITERS[kind](town, folder)
    (folder / "mild.toml").write_text(
        'naam = "mild"\nbasis = "uithoorn"\n[instellingen]\nmax_geweigerd_pct = 100\n'
    )
    (folder / "grip.toml").write_text('data = "."\nprofiel = "mild.toml"\nperiode = "2020"\n')
    return folder


# --- looking for them ----------------------------------------------------------------------------


def inside(path: Path) -> Iterator[tuple[str, str]]:
    """The text in a file, and in the files within a workbook."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path.name}/{name}", archive.read(name).decode("utf-8", "replace")
    else:
        yield path.name, path.read_bytes().decode("utf-8", "replace")


def hits(text: str) -> list[str]:
    """The canaries in a text, also in a text that cannot hold them on one line."""
    plain = " ".join(text.split())
    return [canary for canary in CANARIES if canary.casefold() in plain.casefold()]


def silent(*said: Said, folders: tuple[Path, ...] = ()) -> None:
    """Nothing on stdout, on stderr or in any file of these folders."""
    for one in said:
        assert hits(one.out) == []
        assert hits(one.err) == []
    for folder in folders:
        # A worklist shows the keys of dossiers by design, so that someone can find them.
        for path in [folder] if folder.is_file() else sorted(folder.rglob("[!w]*")):
            for name, text in inside(path) if path.is_file() else ():
                assert hits(text) == [], name


def test_the_search_finds_them(tmp_path: Path) -> None:
    """A search that finds nothing anywhere proves nothing."""
    assert hits("x kanarie-jansen y")
    assert hits("kanarie.piet\n@voorbeeld.nl") or hits(f"a {MAIL}")
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet().write(0, 0, NAME)
    with pytest.raises(AssertionError):
        silent(folders=(tmp_path,))
    assert sum(NAME in cell for sheet in planted(town(), free_text).values() for row in sheet
               for cell in row) > 10  # fmt: skip


# --- the commands --------------------------------------------------------------------------------


PLANTS = pytest.mark.parametrize("plant", [free_text, anything_else], ids=["vrij", "fout"])
Plant = Callable[[str, str], str | None]


@PLANTS
@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_checking_cells(plant: Plant, kind: str, tmp_path: Path) -> None:
    """In ids and remarks, and where a date or number should be: rows that load and that fail."""
    data, out = written(planted(town(), plant), kind, tmp_path), tmp_path / "lijst.csv"
    said = [
        grip("controleer", "--uitgebreid", "--uit", out, cwd=data),
        grip("controleer", "--json", "--streng", cwd=data),
    ]
    assert [one.code for one in said] == [0, 4], [one.err for one in said]
    silent(*said, folders=(out,))
    refused = {row["ernst"] for row in rows_of(out)}
    assert ("weiger" in refused) == (plant is anything_else)


@pytest.mark.usefixtures("without_charts")
@PLANTS
def test_reporting_cells(plant: Plant, tmp_path: Path) -> None:
    """Computed and reported, for inside and for outside, and the two compared."""
    data, out = written(planted(town(), plant), "csv", tmp_path), tmp_path / "uit"
    said = [
        grip("indicatoren", "instroom", "--per", "leeftijdsgroep", "--uitgebreid", cwd=data),
        grip("rapport", "--uit", out / "intern", "--uitgebreid", cwd=data),
        grip("rapport", "--uit", out / "openbaar", "--publiek", "openbaar", "--json", cwd=data),
        grip("historie", out / "intern", "--json", cwd=data),
        grip("verschil", *(out / kind / "rapport-2020" for kind in ("openbaar", "intern")),
             "--data-a", ".", "--json", cwd=data),
    ]  # fmt: skip
    assert [one.code for one in said] == [0, 0, 0, 0, 0], [one.err for one in said]
    assert (out / "openbaar" / "rapport-2020" / "manifest.json").is_file()
    silent(*said, folders=(out,))


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("geen kop", lambda sheet: sheet[1:], 3),
        ("kop weg", lambda sheet: [sheet[0][1:], *(row[1:] for row in sheet[1:])], 3),
        ("te breed", lambda sheet: [sheet[0], *([*row, NAME] for row in sheet[1:])], 3),
        ("dubbel", lambda sheet: [[*sheet[0], sheet[0][0]], *([*r, NAME] for r in sheet[1:])], 3),
        ("alles fout", lambda sheet: [sheet[0], *([NAME] * len(row) for row in sheet[1:])], 3),
    ],
)  # fmt: skip
def test_forced_failures(
    name: str, change: Callable[[Sheet], Sheet], code: int, tmp_path: Path
) -> None:
    """A file without a header, with too much in a row, with nothing right in it at all."""
    found = planted(town(), free_text)
    found["uitkeringen"][1][0] = NAME  # would be a header if the header is gone
    found["uitkeringen"] = change(found["uitkeringen"])
    folder = tmp_path / "data"
    folder.mkdir()
    as_csv(found, folder)
    for command in ("controleer", "rapport"):
        said = grip(command, "--data", folder, "--profiel", "uithoorn", cwd=tmp_path)
        assert said.code == code, said.text
        silent(said)
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


@pytest.mark.parametrize("command", ["controleer", "indicatoren", "rapport"])
def test_damaged_files(command: str, tmp_path: Path) -> None:
    """Parsers of others quote what they choke on; grip does not pass that on."""
    broken = {
        "uitkeringen.csv": f'a;b\n"{NAME};{MAIL}\n'.encode(),
        "uitkeringen.xlsx": f"PK\x03\x04{NAME}".encode(),
        "uitkeringen.parquet": f"PAR1{NAME}{BSN}PAR1".encode(),
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)
        said = grip(command, "--data", tmp_path, cwd=tmp_path)
        assert said.code == 3
        silent(said)
        (tmp_path / name).unlink()


def test_a_column_of_bsns(tmp_path: Path) -> None:
    """It is refused by name and place, and not one number of it is repeated."""
    numbers = ["111222333", "123456782", "999993653", "900184590", "100000009", "100000010"]
    people = [["persoon_id", "geboortedatum", "kenmerk"],
              *([f"P{n}", "01-01-1980", number] for n, number in enumerate(numbers))]  # fmt: skip
    as_csv({"personen": people, "uitkeringen": town()["uitkeringen"]}, tmp_path)
    for command in ("controleer", "indicatoren", "rapport"):
        said = grip(command, "--data", tmp_path, cwd=tmp_path)
        assert said.code == 7
        assert "'kenmerk'" in said.err
        assert not any(number in said.text for number in numbers)


PERSONAL = {
    "achternaam": [NAME, "Bakker-Smit", "Yilmaz"],
    "contact": [MAIL, "ander.mens@voorbeeld.nl", "derde.mens@voorbeeld.nl"],
    "woonadres": [STREET, "Dorpsstraat 1, 1421 AC", "Dorpsstraat 3, 1421 AC"],
    "nummer": ["NL91ABNA0417164300", "NL20INGB0001234567", "NL02RABO0123456789"],
    "mobiel": ["0612345678", "0612345679", "0612345670"],
    "bsn": [BSN, "123456782", "999993653"],
}
KINDS = {"achternaam": "NAAM", "contact": "EMAIL", "woonadres": "ADRES", "nummer": "IBAN",
         "mobiel": "TELEFOON", "bsn": "BSN"}  # fmt: skip


def with_personal(town: Town, *columns: str) -> Town:
    """Add columns with personal data to the benefits."""
    header, *rows = town["uitkeringen"]
    more = [[PERSONAL[name][at % 3] for name in columns] for at in range(len(rows))]
    town["uitkeringen"] = [
        [*header, *columns],
        *([*r, *m] for r, m in zip(rows, more, strict=True)),
    ]
    return town


@pytest.mark.parametrize("column", sorted(KINDS))
def test_personal_data_are_refused(column: str, tmp_path: Path) -> None:
    """By kind and by column, in every kind of file and by every command; none of it is repeated."""
    for kind in sorted(WRITERS):
        place = tmp_path / kind
        place.mkdir()
        data = written(with_personal(town(), column), kind, place)
        others = ("controleer", "indicatoren", "doelen") if kind == "csv" else ()
        for command in (*others, "rapport"):
            said = grip(command, "--uitgebreid" if command != "doelen" else "--json", cwd=data)
            assert (said.code, f"Fout PRIV-{KINDS[column]}" in said.err) == (7, True), said.text
            assert f"'{column}'" in said.err
            silent(said)
            assert not any(value in said.text for value in PERSONAL[column])


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize("how", ["weglaten", "pseudoniem"])
def test_personal_data_that_are_treated(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left out or made a pseudonym: neither a value nor the key is anywhere afterwards."""
    key, out = tmp_path / "geheim" / "sleutel", tmp_path / "uit"
    out.mkdir()
    monkeypatch.setenv("GRIP_SLEUTEL", str(key))
    data = written(with_personal(town(), *PERSONAL), "csv", tmp_path)
    asked = ("--persoonsgegevens", how)
    said = [
        grip("controleer", *asked, "--uitgebreid", "--uit", out / "lijst.csv", cwd=data),
        grip("rapport", *asked, "--uit", out, cwd=data),
        grip("rapport", *asked, "--uit", out / "p", "--publiek", "openbaar", "--json", cwd=data),
    ]
    assert [one.code for one in said] == [0, 0, 0], [one.err for one in said]
    silent(*said, folders=(out,))
    values = [value for column in PERSONAL.values() for value in column]
    secret = [key.read_text().strip()] if how == "pseudoniem" else []
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        for name, text in inside(path):
            assert not [value for value in (*values, *secret) if value in text], name
    assert key.exists() == (how == "pseudoniem")
    manifest = json.loads((out / "rapport-2020" / "manifest.json").read_text("utf-8"))
    assert ("sleutel" in manifest["opdracht"]) == (how == "pseudoniem")
    codes = {row["code"] for row in rows_of(out / "lijst.csv") if row["code"].startswith("PRIV")}
    assert codes == {"PRIV-WEG" if how == "weglaten" else "PRIV-CODE"}


def test_a_key_in_the_wrong_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(with_personal(town(), "bsn"), "csv", tmp_path)
    asked = ("--persoonsgegevens", "pseudoniem")
    for place, code in ((data / "sleutel", "SLEUTEL-PLAATS"), (None, "SLEUTEL-GEEN")):
        monkeypatch.delenv("GRIP_SLEUTEL", raising=False)
        if place:
            monkeypatch.setenv("GRIP_SLEUTEL", str(place))
        said = grip("controleer", *asked, cwd=data)
        assert (said.code, f"Fout {code}" in said.err) == (6, True)
        silent(said)
    assert not (data / "sleutel").exists()


@pytest.mark.usefixtures("without_charts")
def test_headers(tmp_path: Path) -> None:
    """A number in a header is never shown; what the header is called is, but only inside."""
    found = {table: town()[table] for table in ("personen", "uitkeringen")}
    for table in found:
        header, *rows = found[table]
        found[table] = [[*header, BSN, "111.222.333", NAME], *([*row, "", "", ""] for row in rows)]
    folder = tmp_path / "data"
    folder.mkdir()
    as_csv(found, folder)
    asked = ("--data", folder, "--profiel", "uithoorn")
    checked = grip("controleer", *asked, "--uitgebreid", cwd=tmp_path)
    assert checked.code == 0
    assert f"kolom '{NAME}'" in " ".join(checked.out.split())
    assert BSN not in checked.text
    assert "111.222.333" not in checked.text
    out = tmp_path / "uit"
    public = grip("rapport", *asked, "--periode", "2020", "--publiek", "openbaar", "--uit", out)
    internal = grip("rapport", *asked, "--periode", "2019", "--uit", out)
    assert (public.code, internal.code) == (0, 0)
    silent(public, internal, folders=(out / "rapport-2020",))
    manifest = (out / "rapport-2019" / "manifest.json").read_text("utf-8")
    assert hits(manifest) == []


def test_a_name_where_a_code_should_be(tmp_path: Path) -> None:
    """An unknown code may be shown, a name may not, and both stand in the same column."""
    found = town()
    header, *rows = found["uitkeringen"]
    rows[3][header.index("reden_uitstroom")] = NAME
    as_csv(found, tmp_path)
    silent(grip("controleer", "--data", tmp_path, "--profiel", "uithoorn"))


SECRETS = ("J. Jansen-Kanarie", "Fatima Kanarie", MAIL, "NL91 ABNA 0417 1643 00", "06-12345678",
           BSN, "Kanariestraat 12")  # fmt: skip


@pytest.mark.usefixtures("without_charts")
def test_commentary_and_actions_in_the_internal_report(tmp_path: Path) -> None:
    """Not even inside: what has the shape of a person is taken out of a sentence, and an action at
    the gate that hardly anybody had is not named."""
    found = town()
    said = [f"Mede door {secret} is de stand gedaald." for secret in SECRETS]
    found["duiding"] = [
        ["indicator", "periode", "tekst", "rol"],
        *(["stand", "2020", text, f"coach {MAIL}"] for text in said),
    ]
    header, *rows = found["meldingen"]
    rows[5][header.index("poortactie")] = f"gesprek met {NAME}"
    data, out = written(found, "csv", tmp_path), tmp_path / "uit"
    done = grip("rapport", "--uit", out, cwd=data)
    assert done.code == 0, done.text
    silent(done)
    folder = out / "rapport-2020"
    texts = "".join(text for path in sorted(folder.rglob("*")) if path.is_file()
                    for name, text in inside(path))  # fmt: skip
    assert "is de stand gedaald" in texts
    assert [secret for secret in (*SECRETS, NAME) if secret in texts] == []
    codes = {row["code"]: row["melding"] for row in rows_of(folder / "bevindingen.csv")}
    assert "7 cellen" in codes["PRIV-TEKST"]


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_proposing_a_source(kind: str, tmp_path: Path) -> None:
    """`grip koppel` shows headers and codes, writes them in a profile, and never a person."""
    place = tmp_path / kind
    place.mkdir()
    data = written(planted(town(), free_text), kind, place)
    names = sorted(path.name for path in data.iterdir() if path.suffix != ".toml")
    said = grip("koppel", *names, "--ja", "--uit", place / "bron.toml", cwd=data)
    assert said.code == 0, said.text
    as_json = grip("koppel", *names, "--json", cwd=data)
    silent(said, as_json, folders=tuple(place.glob("bron.toml")))


@pytest.mark.parametrize("column", sorted(KINDS))
def test_proposing_a_source_for_personal_data(column: str, tmp_path: Path) -> None:
    data = written(with_personal(town(), column), "csv", tmp_path)
    said = grip("koppel", "uitkeringen.csv", "--ja", cwd=data)
    assert (said.code, f"Fout PRIV-{KINDS[column]}" in said.err) == (7, True), said.text
    silent(said)
    assert not any(value in said.text for value in PERSONAL[column])
    assert not (data / "bron.toml").exists()


# --- what is public ------------------------------------------------------------------------------


TYPED = {name: f"{NAME} {name}" for name in sorted(GROUPS - {"categorie", "subcategorie"})}


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public report on a town where a few cells have a name instead of a group."""
    found = town()
    for header, *rows in found.values():
        for column in TYPED.keys() & set(header):
            for row in rows[::25]:  # few, so that no figure about them can be shown
                row[header.index(column)] = TYPED[column]
    place = tmp_path_factory.mktemp("groepen")
    data = written(found, "csv", place)
    said = grip("rapport", "--publiek", "openbaar", "--uit", place / "uit", cwd=data)
    assert said.code == 0, said.text
    silent(said)
    return place / "uit" / "rapport-2020"


@pytest.mark.parametrize(
    "column",
    ["consulent", "aanbieder", "branche", "instrument", "wijk"],
)
def test_names_of_groups_in_public(column: str, outside: Path) -> None:
    """A name that somebody typed where a group should be does not leave the house."""
    for path in sorted(path for path in outside.rglob("*") if path.is_file()):
        for name, text in inside(path):
            assert TYPED[column] not in text, name


# --- grip itself falls over ----------------------------------------------------------------------


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("load", ValueError), ("load", KeyError), ("protect", pl.exceptions.ComputeError),
        ("protect", UnicodeError), ("build", AssertionError), ("write_results", ValueError),
        ("write_results", OSError),
    ],
)  # fmt: skip
def test_a_crash(
    where: str, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    small: Path,
) -> None:  # fmt: skip
    """What a fault in grip says is its kind and our own lines; never what it was about."""

    def crash(*_: object, **__: object) -> None:
        secret = f"{NAME} {BSN}"
        try:
            raise RuntimeError(secret)
        except RuntimeError:
            raise error(f"could not convert '{secret}' of {MAIL} in column {STREET}")  # noqa: B904

    monkeypatch.setattr(opening if where == "load" else pipeline, where, crash)
    said = grip("rapport", "--periode", "2020", "--uit", tmp_path / "uit", cwd=small)
    system = error is OSError
    assert said.code == (5 if system else 1)
    assert f"Fout {'UIT-SCHRIJVEN' if system else 'GRIP-INTERN'}" in said.err
    assert "Oplossen:" in said.err
    silent(said, folders=(tmp_path,))
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and path.name != ".grip.lock"
    ]


def test_json_of_a_failure_stays_empty(tmp_path: Path) -> None:
    """A script that asks for json gets no half answer."""
    as_csv(planted(town(), anything_else), tmp_path)
    said = grip("rapport", "--data", tmp_path, "--json")
    assert said.code == 3
    assert said.out == ""
    silent(said)
    checked = grip("controleer", "--data", tmp_path, "--json")
    assert json.loads(checked.out)["bevindingen"]
    silent(checked)
