"""Every rule with the export that passes and the one that does not, as it is declared."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from grip.config import LoadedProfile, PersonalData, load_profile
from grip.findings import Finding, Rule, Severity
from grip.ingest.load import EmptyTableError
from grip.ingest.rules import CHECKS, REGISTER
from grip.pipeline import open_source
from grip.schema import TABLES, columns_of

from .exports import Example

NEVER = {"RIJ-JANEE"}
ELSEWHERE = {
    # In tests/ingest/test_quirks.py: these need workbooks that the examples do not make.
    "BLAD-FOUTCELLEN", "BLAD-NAAST", "KOLOM-VERBORGEN", "RIJ-VER", "CEL-VER",
    # These need a source profile: in tests/ingest/test_recast.py.
    "RIJ-BRON", "RIJ-HERHAALD", "RIJ-VERVALLEN", "BRON-CODE", "BRON-VERSCHIL", "BRON-DOCUMENTATIE",
}  # fmt: skip
ABSENT = {"KOLOM-ONTBREEKT", "TABEL-ONTBREEKT"}


def profile() -> LoadedProfile:
    """The standard profile, that lets any share of rows fail."""
    found = load_profile("standaard")
    loose = found.profile.instellingen.model_copy(update={"max_geweigerd_pct": 100.0})
    return LoadedProfile(
        found.profile.model_copy(update={"instellingen": loose}), found.origins, found.values
    )


def findings(texts: tuple[str, ...], folder: Path, order: int = 1) -> tuple[Finding, ...]:
    """What grip finds in an example."""
    example = Example.of(texts)
    folder.mkdir(exist_ok=True)
    try:
        data = example.write(folder, order)
        personal = PersonalData(example.personal, folder.parent / f"{folder.name}.sleutel", (data,))
        return open_source(data, profile(), None, example.day, personal).findings
    except EmptyTableError as nothing_left:
        return nothing_left.findings


RULES = pytest.mark.parametrize(
    "rule",
    [rule for code, rule in REGISTER.items() if code not in NEVER | ELSEWHERE],
    ids=lambda r: r.code,
)


@RULES
def test_the_example_that_fails(rule: Rule, tmp_path: Path) -> None:
    found = [one for one in findings(rule.bad, tmp_path) if one.rule.code == rule.code]
    assert found
    for one in found:
        assert one.rule is rule
        assert "{" not in one.message + one.remedy
        assert one.message.endswith((".", "?"))


@RULES
def test_the_example_that_passes(rule: Rule, tmp_path: Path) -> None:
    """There is nothing against it at all, but that the day of the export is not said."""
    found = findings(rule.good, tmp_path)
    faults = {one.rule.code for one in found if one.rule.severity is not Severity.NOTICE}
    assert faults <= {"EXTRACTIE-AFGELEID"} - {rule.code}
    if rule.code not in ABSENT:
        assert rule.code not in {one.rule.code for one in found}


@pytest.mark.parametrize(
    ("code", "name"), [("KOLOM-ONTBREEKT", "reden_uitstroom"), ("TABEL-ONTBREEKT", "meldingen")]
)
def test_what_is_absent(code: str, name: str, tmp_path: Path) -> None:
    """The passing example has what the other one lacks; there is always more that is absent."""
    rule = REGISTER[code]

    def lacks(texts: tuple[str, ...], folder: Path) -> bool:
        found = [one for one in findings(texts, folder) if one.rule is rule]
        return any(f"'{name}'" in one.message for one in found)

    assert lacks(rule.bad, tmp_path / "fout")
    assert not lacks(rule.good, tmp_path / "goed")


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.code)
def test_the_order_of_rows_does_not_matter(rule: Rule, tmp_path: Path) -> None:
    there = findings(rule.bad, tmp_path / "heen")
    back = findings(rule.bad, tmp_path / "terug", order=-1)

    def said(found: tuple[Finding, ...]) -> Counter[tuple[str, ...]]:
        other_row = re.compile(r"\brij \d+")
        return Counter(
            (f.rule.code, f.table, f.place.column, other_row.sub("rij", f.message)) for f in found
        )

    assert said(there) == said(back)


def test_no_rule_is_without_words() -> None:
    for code, rule in REGISTER.items():
        assert rule.why.endswith("."), code
        assert rule.why[0].isupper(), code
        assert code in NEVER or (rule.good and rule.bad and rule.good != rule.bad), code


def test_codes_are_given_once() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all(REGISTER[check.code] is check for check in CHECKS)


def test_what_never_fires_cannot() -> None:
    """No table has a yes or no that refuses its row; the day one has, its rule needs examples."""
    assert not [
        column.name
        for row in TABLES.values()
        for column in columns_of(row).values()
        if column.kind == "ja/nee" and not column.soft
    ]


def test_a_column_that_is_not_there_is_no_reason_to_complain(tmp_path: Path) -> None:
    """Ends without a reason are only odd where reasons are registered."""
    texts = ("uitkeringen | einddatum 2020-06-30",)
    assert "UIT-REDEN-LEEG" not in {one.rule.code for one in findings(texts, tmp_path)}
