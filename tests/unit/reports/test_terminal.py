"""The terminal: 80 columns, cp1252, and nothing that a name can do to it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from grip.findings import RULES, Finding, Place, findings_frame
from grip.reports.document import Document
from grip.reports.terminal.findings import print_findings, tally
from grip.reports.terminal.results import print_results, print_summary
from grip.results import SCHEMA, Card


@dataclass
class Screen:
    """A console on a stream with one encoding, and what it printed."""

    console: Console
    stream: io.TextIOWrapper

    @property
    def text(self) -> str:
        self.stream.flush()
        data: bytes = self.stream.buffer.getvalue()  # type: ignore[attr-defined]
        return data.decode(self.stream.encoding)


@pytest.fixture(params=["utf-8", "cp1252", "cp850", "ascii"])
def screen(request: pytest.FixtureRequest) -> Screen:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=request.param)
    return Screen(Console(file=stream, width=80), stream)


@dataclass
class Shown:
    """What the printer needs of protected results."""

    frame: pl.DataFrame
    cards: dict[str, Card]


def row(indicator: str, category: str, value: float | None, **more: Any) -> dict[str, Any]:
    base = dict.fromkeys(SCHEMA) | {
        "indicator": indicator, "definitie": indicator, "periode_begin": date(2020, 12, 1),
        "periode_eind": date(2020, 12, 31), "categorie": category, "waarde": value,
        "dimensie": "totaal" if category == "totaal" else "regeling", "eenheid": "uitkeringen",
        "soort": "gemeten", "status": "getoond",
    }  # fmt: skip
    return base | more


def shown(*rows: dict[str, Any]) -> Any:
    card = Card("bestand", "bestand", "Bijstandsbestand", "Zin.", "uitkeringen", "uitkeringen")
    return Shown(pl.DataFrame(list(rows), schema=SCHEMA), {"bestand": card})


def assert_fits(text: str) -> None:
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "\x1b" not in text
    text.encode("cp1252")


def test_results_say_value_parts_and_interval(screen: Screen) -> None:
    rows = (
        row("bestand", "totaal", 1310.0),
        row("bestand", "IOAW", None, status="onderdrukt"),
        row("instroom_pct", "totaal", 4.04, eenheid="procent", teller=136.0, noemer=3360.0,
            ondergrens=3.4, bovengrens=4.8, soort="voorlopig"),
    )  # fmt: skip
    print_results(shown(*rows), screen.console)
    assert_fits(screen.text)
    assert "Bijstandsbestand (uitkeringen)" in screen.text
    assert "1.310" in screen.text
    assert "Regeling: IOAW" in screen.text and "[g]" in screen.text
    assert "4,0% [v]      136    3.360   3,4% - 4,8%" in screen.text
    assert "[g] = geheim" in screen.text and "[v] = voorlopig" in screen.text
    assert "[o] =" not in screen.text


def test_names_cannot_colour_break_or_hide_anything(screen: Screen) -> None:
    names = ("[/x]", "[red]rood", ":smile:", "a\x1b[31mb", "日本", "x" * 200)
    print_results(shown(*(row("bestand", name, 12.0) for name in names)), screen.console)
    assert_fits(screen.text.replace("日本", "??"))
    for said in ("[/x]", "[red]rood", ":smile:", "a [31mb"):
        assert said in screen.text


def test_long_results_are_cut_off_and_say_so(screen: Screen) -> None:
    print_results(shown(*(row("bestand", f"c{i}", 1.0) for i in range(1065))), screen.console)
    assert "nog 1.005 regels" in screen.text


def test_summary_fits(screen: Screen, document: Document) -> None:
    print_summary(document, screen.console)
    assert_fits(screen.text.replace("█", ""))
    assert screen.text.startswith("VERTROUWELIJK")
    for part in ("336", "39,4%", "ongunstig", "stijgt met 32", "[g] = geheim"):
        assert part in screen.text


def findings(count: int) -> list[Finding]:
    rule = RULES["RIJ-DATUM"]
    return [
        Finding(rule, "uitkeringen", Place("uit[1].xlsx", "Export", n + 2, "Begin"),
                {"vorm": "er staat een woord"})
        for n in range(count)
    ]  # fmt: skip


def test_findings_are_grouped_with_their_first_places(screen: Screen) -> None:
    more = Finding(RULES["EXTRACTIE-AFGELEID"], "uitkeringen", Place())
    print_findings(findings_frame([*findings(1200), more]), screen.console)
    text = " ".join(screen.text.split())
    assert_fits(screen.text)
    assert "Geweigerd RIJ-DATUM: 1.200 keer" in text
    assert "uit[1].xlsx, blad 'Export', rijen 2, 3 en 4, kolom 'Begin' (en nog 1.197)" in text
    assert (
        "Oplossen: Verbeter de datum in het bronsysteem: dd-mm-jjjj, een dag die bestaat (31-02"
        in text
    )
    assert "Waarschuwing EXTRACTIE-AFGELEID: 1 keer" in text
    assert "Bevindingen: 1.200 weigeringen en 1 waarschuwing. Alle plaatsen:" in text
    assert text.endswith("grip leg-uit RIJ-DATUM")
    overview = text.index("RIJ-DATUM geweigerd 1.200 uitkeringen")
    assert overview < text.index("EXTRACTIE-AFGELEID waarschuwing 1 uitkeringen")


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], "Geen bevindingen."),
        (["waarschuw"], "Bevinding: 1 waarschuwing."),
        (["waarschuw"] * 9, "Bevindingen: 9 waarschuwingen."),
        (["info", "weiger"], "Bevindingen: 1 weigering en 1 ter info."),
        (["info"] * 2 + ["stop"] + ["weiger"] * 2 + ["waarschuw"],
         "Bevindingen: 1 blokkerende bevinding, 2 weigeringen, 1 waarschuwing en 2 ter info."),
    ],
)  # fmt: skip
def test_one_is_singular(severities: list[str], said: str) -> None:
    assert tally(severities) == said


def test_one_place_and_no_findings(screen: Screen) -> None:
    print_findings(findings_frame(findings(1)), screen.console)
    assert "rij 2, kolom 'Begin'" in screen.text and "en nog" not in screen.text
    print_findings(findings_frame([]), screen.console)
    assert "Geen bevindingen." in screen.text


def test_many_different_messages_are_counted(screen: Screen) -> None:
    rule = RULES["KOLOM-ONBEKEND"]
    found = [Finding(rule, "t", Place("a.xlsx", "b", None, f"k{n}")) for n in range(9)]
    print_findings(findings_frame(found), screen.console)
    assert screen.text.count("Wat:") == 3
    assert "nog 6 andere meldingen" in screen.text
