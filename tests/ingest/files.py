"""Write small tables as real files, in every format and dialect that grip reads."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import xlsxwriter

from grip.config import Profile, load_profile
from grip.findings import Finding
from grip.ingest.load import Loaded, load

Table = Sequence[Sequence[str]]


def profile(**settings: object) -> Profile:
    """The standard profile, with other settings where given."""
    base = load_profile("standaard").profile
    return base.model_copy(update={"instellingen": base.instellingen.model_copy(update=settings)})


LENIENT = profile(max_geweigerd_pct=100.0)


def csv_text(rows: Table, delimiter: str = ";") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


def write_csv(path: Path, rows: Table, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[object]]], top: int = 0) -> Path:
    book = xlsxwriter.Workbook(str(path))
    form = book.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(top + at, column, value, form)
                elif value is not None and value != "":
                    sheet.write(top + at, column, value)
    book.close()
    return path


def load_rows(folder: Path, with_profile: Profile = LENIENT, **tables: Table) -> Loaded:
    """Load tables written as csv; `uitkeringen` is added when it is not given."""
    tables.setdefault("uitkeringen", [BENEFIT_HEADER])
    for name, rows in tables.items():
        write_csv(folder / f"{name}.csv", rows)
    return load(folder, with_profile)


def codes(found: Sequence[Finding]) -> list[tuple[str, int | None, str]]:
    """Each finding as its code, row and column."""
    return sorted(
        ((f.rule.code, f.place.row, f.place.column) for f in found),
        key=lambda item: (item[0], item[1] or 0, item[2]),
    )


def spoken(found: Sequence[Finding]) -> str:
    """All that the findings say, in one text."""
    return "\n".join(f"{f.message} {f.remedy} {f.place} {f.names}" for f in found)


BENEFIT_HEADER = ["uitkering_id", "persoon_id", "rol", "regeling", "ingangsdatum", "einddatum"]


def benefit(number: int = 1, **changes: str) -> list[str]:
    """A row of `uitkeringen` that is right, but for the changes."""
    row = {
        "uitkering_id": f"U{number}",
        "persoon_id": f"P{number}",
        "rol": "client",
        "regeling": "PW",
        "ingangsdatum": "2020-01-01",
        "einddatum": "",
    }
    return list({**row, **changes}.values())


def sample_frames(seed: int = 1, size: int = 40) -> dict[str, pl.DataFrame]:
    """Clean typed tables with every kind of column."""
    draw = random.Random(seed)
    day = [date(2015, 1, 1) + timedelta(days=draw.randrange(2500)) for _ in range(size)]
    end = [None if draw.random() < 0.4 else d + timedelta(days=draw.randrange(1, 900)) for d in day]
    person = [f"{draw.randrange(30):03d}" for _ in range(size)]
    people = sorted(set(person))
    return {
        "personen": pl.DataFrame(
            {
                "persoon_id": people,
                "geboortedatum": [date(1960 + n, 5, 1 + n % 28) for n in range(len(people))],
                "geslacht": [draw.choice(["man", "vrouw", None]) for _ in people],
                "statushouder": [draw.choice([True, False, None]) for _ in people],
                "wijk": [draw.choice(["Zuid", "Één; twee", 'de "Hoek"', None]) for _ in people],
            }
        ),
        "uitkeringen": pl.DataFrame(
            {
                "uitkering_id": [f"U{n:05d}" for n in range(size)],
                "persoon_id": person,
                "rol": [draw.choice(["client", "partner"]) for _ in range(size)],
                "regeling": [draw.choice(["PW", "IOAW"]) for _ in range(size)],
                "ingangsdatum": day,
                "einddatum": end,
                "reden_uitstroom": [draw.choice(["01", "11", None]) for _ in range(size)],
            }
        ),
        "voorzieningen": pl.DataFrame(
            {
                "voorziening_id": [f"V{n}" for n in range(size)],
                "persoon_id": person,
                "instrument": ["jobcoach"] * size,
                "begindatum": day,
                "einddatum": end,
                "reden_einde": [draw.choice(["1", "3", None]) for _ in range(size)],
                "loonwaarde_pct": [draw.choice([None, 12.5, 40.0, 33.333]) for _ in range(size)],
                "ervaren_effect_client": [draw.choice([None, 1, 5]) for _ in range(size)],
            }
        ),
        "inkomsten": pl.DataFrame(
            {
                "persoon_id": person,
                "maand": [d.strftime("%Y-%m") for d in day],
                "bedrag": [draw.randrange(-5000, 250000) / 100 for _ in range(size)],
            }
        ),
    }
