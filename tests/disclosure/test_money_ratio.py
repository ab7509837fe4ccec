"""A quotient of money is hidden with the few persons that it is about."""

from __future__ import annotations

from datetime import date

import pytest

from grip.disclosure import protect
from grip.indicators.catalogue import find
from grip.indicators.engine import compute
from grip.periods import Period
from grip.results import Audience, Status
from grip.target_door import protect_targets
from grip.targets.attain import attain
from tests.support import caseload, profile


def town(people: int) -> dict[str, list[dict[str, object]]]:
    """So many persons on a subsidy of 400 euro in December 2021, who had 1000 euro before."""
    ids = [f"p{number}" for number in range(people)]
    start, end = date(2020, 1, 1), date(2021, 11, 30)
    return {
        "personen": [{"persoon_id": id, "geboortedatum": date(1980, 1, 1)} for id in ids],
        "uitkeringen": [
            {"persoon_id": id, "uitkering_id": id, "regeling": "PW", "ingangsdatum": start,
             "einddatum": end}
            for id in ids
        ],
        "voorzieningen": [
            {"voorziening_id": id, "persoon_id": id, "instrument": "lks",
             "begindatum": date(2021, 12, 1), "loonwaarde_pct": 50}
            for id in ids
        ],
        "kosten": [
            row
            for id in ids
            for row in (
                {"datum": date(2021, 11, 30), "bedrag": 1000.0, "soort": "uitkering",
                 "status": "gerealiseerd", "persoon_id": id, "uitkering_id": id},
                {"datum": date(2021, 12, 31), "bedrag": 400.0, "soort": "lks",
                 "status": "gerealiseerd", "persoon_id": id, "voorziening_id": id},
            )
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("people", "status"), [(9, Status.HIDDEN), (10, Status.SHOWN)])
def test_among_the_figures(people: int, status: Status) -> None:
    of = profile("uithoorn")
    asked = [find(of, "lks_kostendekkend"), find(of, "lks_aantal")]
    raw = compute(caseload(town(people), of), asked, [Period.parse("2021")], per=[()])
    frame = protect(raw, Audience.PUBLIC, 10).frame
    (row,) = [r for r in frame.iter_rows(named=True) if r["indicator"] == "lks_kostendekkend"]
    assert row["status"] == status
    assert row["waarde"] == (0.4 if status is Status.SHOWN else None)


def test_without_the_count_beside_it_stays_hidden() -> None:
    of = profile("uithoorn")
    raw = compute(
        caseload(town(50), of), [find(of, "lks_kostendekkend")], [Period.parse("2021")], per=[()]
    )
    assert protect(raw, Audience.PUBLIC, 10).frame["status"].to_list() == [Status.HIDDEN]


@pytest.mark.parametrize(("people", "status"), [(9, "onderdrukt"), (10, "behaald")])
def test_among_the_targets(people: int, status: str) -> None:
    raw = attain(caseload(town(people), profile("uithoorn")), date(2021, 12, 31))
    frame = protect_targets(raw, Audience.PUBLIC, 10).frame
    (row,) = [r for r in frame.iter_rows(named=True) if r["doel_id"] == "lks_kostendekkend"]
    assert row["status"] == status
    assert (row["waarde"] is None) == (status == "onderdrukt")
