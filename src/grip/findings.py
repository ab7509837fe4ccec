"""Findings: everything that was noticed about the data, with its place and its remedy.

A finding never holds the content of a cell. All findings of a run are collected and then spoken
once; `RULES` is the one list of what can be found, and the documentation reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum

import polars as pl


class Severity(StrEnum):
    """What a finding does: it stops the run, leaves out the row, or only warns."""

    STOP = "stop"
    REFUSE = "weiger"
    WARN = "waarschuw"


@dataclass(frozen=True)
class Rule:
    """One thing that can be found: what is wrong and what to do, in Dutch.

    `sets_apart` marks rows that are right in themselves but do not count (annulled, other
    schemes): they are listed like refused rows, and do not count as refused.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    sets_apart: bool = False


def _rules(*rules: Rule) -> dict[str, Rule]:
    return {rule.code: rule for rule in rules}


_WARN, _REFUSE = Severity.WARN, Severity.REFUSE

RULES = _rules(
    Rule("RIJ-LEEG-VELD", _REFUSE, "Het verplichte veld '{kolom}' is leeg.", "Vul het veld."),
    Rule(
        "RIJ-DATUM", _REFUSE, "'{kolom}' is geen datum (patroon: {patroon}).",
        "Maak er een datum van (dd-mm-jjjj) of laat de cel leeg.",
    ),
    Rule(
        "RIJ-GETAL", _REFUSE, "'{kolom}' is geen getal (patroon: {patroon}).",
        "Maak er een getal van, met een komma voor de decimalen.",
    ),
    Rule("RIJ-JANEE", _REFUSE, "'{kolom}' is geen ja of nee.", "Vul ja of nee in."),
    Rule(
        "RIJ-CODE", _REFUSE, "'{kolom}' heeft een waarde die niet in de codelijst staat.",
        "Kies een waarde uit de codelijst: {keuzes}.",
    ),
    Rule(
        "RIJ-GRENS", _REFUSE, "'{kolom}' valt buiten wat kan ({grens}).", "Controleer de waarde."
    ),
    Rule(
        "RIJ-EINDE", _REFUSE, "De einddatum ligt voor de begindatum.",
        "Verbeter een van beide datums in het bronsysteem.",
    ),
    Rule(
        "RIJ-DUBBEL", _REFUSE, "Deze sleutel ({kolom}) komt vaker voor; deze rij telt niet mee.",
        "Laat een van de rijen weg uit de export.",
    ),
    Rule(
        "RIJ-BREEDTE", _REFUSE, "De rij heeft meer velden dan de kop.",
        "Zet tekst met een scheidingsteken tussen aanhalingstekens.",
    ),
    Rule(
        "RIJ-TOTAAL", _WARN, "Dit is een totaalregel en geen rij van de tabel.",
        "Niets te doen; de regel telt niet mee.", sets_apart=True,
    ),
    Rule(
        "RIJ-KOP", _WARN, "Hier staat de kop van de tabel nog eens (of een paginakop).",
        "Niets te doen; de regel telt niet mee.", sets_apart=True,
    ),
    Rule(
        "RIJ-VOET", _WARN, "Dit is een voetregel onder de tabel en geen rij.",
        "Niets te doen; de regel telt niet mee.", sets_apart=True,
    ),
    Rule(
        "RIJ-NUL", _WARN, "Begin en einde zijn gelijk: de uitkering is ingetrokken (annulering).",
        "Niets te doen; de rij telt niet mee.", sets_apart=True,
    ),
    Rule(
        "RIJ-REGELING", _WARN, "Deze regeling telt niet mee in het bijstandsbestand.",
        "Niets te doen: Tozo, bijzondere bijstand en losse loonkostensubsidie staan apart.",
        sets_apart=True,
    ),
    Rule(
        "CEL-LEEG", _WARN, "'{kolom}' is niet te lezen en is leeg gelaten (telt als onbekend).",
        "Verbeter de waarde; mogelijk: {keuzes}.",
    ),
    Rule(
        "KOLOM-ONBEKEND", _WARN, "De kolom '{kolom}' kent grip niet en is overgeslagen.{suggestie}",
        "Niets te doen, of geef de kolom de juiste naam.",
    ),
    Rule(
        "BLAD-ONBEKEND", _WARN, "Dit bestand of blad hoort bij geen tabel en is overgeslagen.",
        "Niets te doen, of geef het de naam van de tabel.",
    ),
    Rule(
        "BLAD-VERBORGEN", _WARN, "Dit blad is verborgen en is niet gelezen.",
        "Maak het blad zichtbaar als het bij de export hoort.",
    ),
    Rule(
        "RIJ-VERBORGEN", _WARN, "Op dit blad zijn rijen verborgen of weggefilterd ({aantal}); "
        "ze tellen gewoon mee.", "Verwijder de rijen als ze niet mee moeten tellen.",
    ),
    Rule(
        "BLAD-FOUTCELLEN", _WARN, "In dit soort bestand zijn cellen met een fout (#N/B) niet van "
        "lege cellen te onderscheiden.", "Bewaar de werkmap als .xlsx om dat uit te sluiten.",
    ),
    Rule(
        "CODE-ONBEKEND", _WARN, "De code '{waarde}' in '{kolom}' staat niet in het profiel "
        "({aantal} keer); hij telt als onbekend.", "Voeg de code toe aan het profiel.",
    ),
    Rule(
        "UIT-DUBBELE-CLIENT", _WARN, "Deze uitkering heeft meer dan een rij met rol client.",
        "Geef een van beide de rol partner.",
    ),
    Rule(
        "UIT-GEEN-CLIENT", _WARN, "Deze uitkering heeft geen rij met rol client.",
        "Vul de rol van de aanvrager in.",
    ),
    Rule(
        "UIT-TWEE-OPEN", _WARN, "Deze persoon heeft twee uitkeringen die tegelijk lopen.",
        "Beëindig de uitkering die niet meer loopt.",
    ),
    Rule(
        "PERSOON-ONTBREEKT", _WARN, "Deze persoon staat niet in de tabel personen.",
        "Voeg de persoon toe; tot dan zijn de kenmerken onbekend.",
    ),
    Rule(
        "STAND-OVERLAP", _WARN, "Twee rijen van deze persoon beginnen op dezelfde dag.",
        "Laat er een staan; nu geldt de rij die het laatst eindigt.",
    ),
    Rule(
        "EXTRACTIE-AFGELEID", _WARN, "Er zijn geen administratieve datums; de extractiedatum is "
        "afgeleid van de laatste datum in de gegevens.", "Geef --extractiedatum op.",
    ),
    Rule(
        "TABEL-UIT", _WARN, "Deze tabel bevat gezondheidsgegevens en is niet geladen.",
        "Laat de tabel weg uit de export: grip gebruikt haar niet.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a finding stands: the file, the sheet, the row as the user sees it, the column."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding at one place; `names` fill the rule's text and hold no cell content."""

    rule: Rule
    table: str
    place: Place
    names: dict[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return self.rule.message.format(**self._names())

    @property
    def remedy(self) -> str:
        return self.rule.remedy.format(**self._names())

    def _names(self) -> dict[str, object]:
        return {"kolom": self.place.column, "suggestie": "", **self.names}


_SCHEMA = {
    "code": pl.String,
    "ernst": pl.String,
    "tabel": pl.String,
    "bestand": pl.String,
    "blad": pl.String,
    "rij": pl.Int64,
    "kolom": pl.String,
    "melding": pl.String,
    "oplossing": pl.String,
}


def findings_frame(findings: Iterable[Finding]) -> pl.DataFrame:
    """Return the findings as a frame, one row each, in a fixed order."""
    rows = [
        (
            found.rule.code, str(found.rule.severity), found.table, found.place.file,
            found.place.sheet, found.place.row, found.place.column, found.message, found.remedy,
        )
        for found in findings
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    order = pl.col("ernst").replace_strict({"stop": 0, "weiger": 1, "waarschuw": 2})
    return frame.sort(order, "tabel", "bestand", "blad", "rij", "kolom", "code", nulls_last=True)


@dataclass(frozen=True)
class RowCount:
    """How the rows of one input table were used; `read` is always the sum of the others."""

    table: str
    file: str
    sheet: str
    sha256: str
    read: int
    loaded: int
    refused: int
    set_apart: int

    def as_dict(self) -> dict[str, object]:
        return {f.name: getattr(self, f.name) for f in fields(self)}
