"""Use, outcomes, money and experience, on towns small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

from grip.config import Profile
from grip.effects.after import after_of
from grip.effects.frame import KINDS, SCHEMA
from grip.effects.guideline import check_guideline, outside_guideline
from grip.effects.panel import panel_of
from grip.effects.stories import Effects, effects_of, levels_of
from grip.effects.use import use_of
from grip.effects.worth import worth_of
from grip.errors import ConfigError
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.plan import Guideline
from grip.results import Status
from tests.support import caseload, profile, with_settings
from tests.unit.effects.towns import benefit, municipality, person, support

BEGUN = date(2015, 3, 1)
END = date(2018, 12, 31)
# Each year somebody leaves, so that ends count as registered from the first year on.
OTHERS = [
    benefit(f"Z{year}", date(2010, 1, 1), date(year, 1, 15), "98") for year in range(2014, 2019)
]


def row(
    frame: pl.DataFrame, kind: str, months: int | None = None, **keys: str
) -> dict[str, object]:
    wanted = {"dimensie": "totaal", "instrument": "scholing", **keys}
    found = frame.filter(pl.col("maat") == kind, *(pl.col(k) == v for k, v in wanted.items()))
    if months:
        found = found.filter(pl.col("maanden") == months)
    assert found.height == 1, found
    return found.row(0, named=True)


@pytest.fixture(scope="module")
def town() -> Caseload:
    """Twelve starters: four to work after 100 days (one back soon), two elsewhere, six stay."""
    benefits, supports, costs, steps = [*OTHERS], [], [], []
    for number in range(12):
        name = f"A{number:02d}"
        after = {0: 100, 1: 100, 2: 100, 3: 100, 4: 40, 5: 40}.get(number)
        end = BEGUN + timedelta(days=after) if after else None
        why = ("11" if number < 4 else "32") if after else None
        benefits.append(benefit(name, date(2014, 6, 1), end, why))
        done = "1" if number % 2 == 0 else "2"
        supports.append(support(name, BEGUN, BEGUN + timedelta(days=90), reden_einde=done,
                                aanbieder="Huis", ervaren_effect_client=2 + number % 3,
                                ervaren_effect_consulent=4))  # fmt: skip
        costs.append({"datum": BEGUN, "bedrag": 100.0 + number, "soort": "voorziening",
                      "voorziening_id": supports[-1]["voorziening_id"], "persoon_id": name,
                      "status": "gerealiseerd"})  # fmt: skip
        steps.append({"persoon_id": name, "categorie": "Zorg", "begindatum": date(2014, 6, 1)})
        if number in (6, 7, 8):
            steps.append({"persoon_id": name, "categorie": "Meedoen",
                          "begindatum": BEGUN + timedelta(days=200)})  # fmt: skip
    benefits.append(benefit("A03", BEGUN + timedelta(days=150)))
    for number in (6, 7):
        supports.append(
            support(f"A{number:02d}", BEGUN + timedelta(days=120), instrument="jobcoach")
        )
    supports.append(support("A08", BEGUN - timedelta(days=30), instrument="taalpunt"))
    return municipality(benefits, supports, kosten=costs, categorieen=steps)


def test_every_kind_is_declared_and_every_part_has_the_shape(town: Caseload) -> None:
    panel = panel_of(town, END)
    assert panel is not None
    for part in (use_of(town, Period.parse("2015")), after_of(town, panel), worth_of(town, panel)):
        assert dict(part.schema) == {name: kind() for name, kind in SCHEMA.items()}
        assert set(part.get_column("maat")) <= KINDS.keys()
        assert part.get_column("niveau").is_in([0, 1]).all()


def test_what_came_after_counts_who_left_otherwise(town: Caseload) -> None:
    panel = panel_of(town, END)
    assert panel is not None
    after = after_of(town, panel)
    assert row(after, "uitstroom_werk", 3)["waarde"] == 0
    assert row(after, "uitstroom_werk", 6)["waarde"] == pytest.approx(100 * 4 / 12)
    assert row(after, "uitstroom_anders", 3)["waarde"] == pytest.approx(100 * 2 / 12)
    assert row(after, "vooruit", 12)["waarde"] == pytest.approx(100 * 3 / 12)
    lasting = row(after, "duurzaam")
    assert (lasting["teller"], lasting["noemer"]) == (3, 12)  # one came back


def test_use_says_what_stopped_early_and_what_came_next(town: Caseload) -> None:
    use = use_of(town, Period.parse("2015"))
    early = row(use, "voortijdig")
    assert (early["teller"], early["noemer"]) == (6, 12)
    assert row(use, "duur")["waarde"] == 90
    assert row(use, "gestart")["waarde"] == 12


def test_sequences(town: Caseload) -> None:
    use = use_of(town, Period.parse("2016"))
    then = row(use, "volgorde", dimensie="instrument", categorie="jobcoach")
    assert (then["teller"], then["noemer"]) == (2, 12)
    before = row(use, "voorliggend", dimensie="instrument", categorie="taalpunt")
    assert (before["teller"], before["noemer"]) == (1, 12)


def test_who_had_nothing_for_a_year(town: Caseload) -> None:
    use = use_of(town, Period.parse("2018"))
    none = row(use, "zonder", instrument="alle")
    assert (none["teller"], none["noemer"]) == (4, 7)  # two have a coach, one the taalpunt
    parts = use.filter(pl.col("maat") == "zonder", pl.col("dimensie") != "totaal")
    for _, by in parts.group_by("dimensie"):
        assert (by["teller"].sum(), by["noemer"].sum()) == (4, 7)
    assert set(parts["dimensie"]) == {"categorie"}


def test_who_had_nothing_is_told_by_loonwaarde_too() -> None:
    people = [f"N{number:02d}" for number in range(12)]
    made = municipality(
        [benefit(one, date(2014, 6, 1)) for one in people],
        [support(one, date(2018, 6, 1)) for one in people[:5]],
        arbeidsvermogen=[{"persoon_id": one, "begindatum": date(2014, 6, 1),
                          "loonwaarde_pct": 30.0 if one < "N10" else 90.0} for one in people],
    )  # fmt: skip
    use = use_of(made, Period.parse("2018"))
    low, high = (row(use, "zonder", instrument="alle", dimensie="loonwaardeklasse", categorie=name)
                 for name in ("0-40", "70-100"))  # fmt: skip
    assert (low["teller"], low["noemer"], low["waarde"]) == (5, 10, 50.0)
    assert (high["teller"], high["noemer"], high["waarde"]) == (2, 2, None)  # too few to tell


def test_money_per_outcome(town: Caseload) -> None:
    panel = panel_of(town, END)
    assert panel is not None
    worth = worth_of(town, panel)
    total = sum(100.0 + number for number in range(12))
    assert row(worth, "kosten_start")["waarde"] == pytest.approx(total / 12)
    assert row(worth, "kosten_afgerond")["waarde"] == pytest.approx(total / 6)
    lasting = row(worth, "kosten_duurzaam")
    assert lasting["status"] == Status.TOO_FEW.value  # three, and five are needed
    assert lasting["waarde"] is None
    bounds = row(worth, "kosten_afgerond")
    assert bounds["ondergrens"] < bounds["waarde"] < bounds["bovengrens"]  # type: ignore[operator]


def test_experience_and_disagreement(town: Caseload) -> None:
    panel = panel_of(town, END)
    assert panel is not None
    worth = worth_of(town, panel)
    assert row(worth, "ervaren_client")["waarde"] == 3
    assert row(worth, "ervaren_consulent")["waarde"] == 4
    apart = row(worth, "oneens")
    assert (apart["teller"], apart["noemer"]) == (4, 12)  # a two beside a four


def test_below_the_minimum_nothing_is_said(town: Caseload) -> None:
    strict = Caseload(town.tables, with_settings("standaard", minimum_noemer=13))
    panel = panel_of(strict, END)
    assert panel is not None
    found = row(after_of(strict, panel), "uitstroom_werk", 12)
    assert found["waarde"] is None
    assert found["toelichting"] == "12 gevallen, nodig 13"


def guided(*rules: Guideline) -> Profile:
    return profile("standaard").model_copy(update={"richtlijn": rules})


def test_departures_from_the_guideline() -> None:
    """A rule of a subcategory goes before that of its category; without a rule nothing counts."""
    rules = (
        Guideline(categorie="Zorg", instrumenten=("taalpunt",)),
        Guideline(categorie="Zorg", subcategorie="Zorg 2", instrumentgroepen=("scholing",)),
    )
    rows, supports = [], []
    for number in range(30):
        name = f"B{number:02d}"
        place = ("Zorg", "Zorg 1") if number < 12 else ("Zorg", "Zorg 2")
        place = ("Werkfit", "") if number >= 28 else place
        rows.append({"persoon_id": name, "categorie": place[0], "subcategorie": place[1] or None,
                     "begindatum": date(2014, 1, 1)})  # fmt: skip
        supports.append(support(name, BEGUN))
    names = [r["persoon_id"] for r in rows]
    made = caseload(
        {"personen": [person(n) for n in names],
         "uitkeringen": [benefit(n, date(2014, 1, 1)) for n in names],
         "voorzieningen": supports, "categorieen": rows},
        guided(*rules),
    )  # fmt: skip
    found = outside_guideline(made, Period.parse("2015"))
    whole = row(found, "buiten_richtlijn")
    assert (whole["teller"], whole["noemer"]) == (12, 28)
    by = row(found, "buiten_richtlijn", dimensie="subcategorie", categorie="Zorg 2")
    assert (by["teller"], by["noemer"]) == (0, 16)


def test_a_guideline_that_names_what_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="jobcoch"):
        check_guideline(guided(Guideline(categorie="Zorg", instrumenten=("jobcoch",))), "x.toml")
    with pytest.raises(ConfigError, match="Zrg"):
        check_guideline(guided(Guideline(categorie="Zrg")), "x.toml")
    check_guideline(profile("dalfsen"), "dalfsen")


def test_who_begins_on_the_first_day_of_the_benefit_is_in_benefit() -> None:
    people = [f"E{number:02d}" for number in range(12)]
    benefits = [*OTHERS, *(benefit(one, BEGUN if number < 7 else date(2014, 6, 1))
                           for number, one in enumerate(people))]  # fmt: skip
    made = municipality(benefits, [support(one, BEGUN, instrument="lks") for one in people])
    inside = row(effects_of(made, END, END).frame, "in_bijstand", instrument="lks")
    assert (inside["teller"], inside["noemer"]) == (12, 12)


def test_what_begins_outside_benefit_is_not_said_to_have_too_few_starts() -> None:
    """Who gets wage subsidy works already: not too few starts, but no outflow to follow."""
    left, began = date(2015, 6, 30), date(2015, 7, 1)
    people = [f"L{number:02d}" for number in range(12)]
    benefits = [*OTHERS, *(benefit(one, date(2014, 6, 1), left, "11") for one in people[1:]),
                benefit(people[0], date(2014, 6, 1))]  # fmt: skip
    supports = [support(one, began, instrument="lks") for one in people]
    effects = effects_of(municipality(benefits, supports), END, END)
    inside = row(effects.frame, "in_bijstand", instrument="lks")
    assert (inside["teller"], inside["noemer"]) == (1, 12)
    level, why = levels_of(effects)["lks"]
    assert level == 0
    assert "zit dan meestal niet in de bijstand (1 van de 12 wel)" in why


def test_costs_and_scores_do_not_tell_what_happened_after() -> None:
    """A score of the consulent is no outcome: the level is that of what can be followed."""
    made = {"instrument": "lks", "categorie": "totaal", "status": Status.SHOWN.value}
    frame = pl.DataFrame([
        {**made, "maat": "ervaren_consulent", "niveau": 1, "waarde": 4.0, "teller": 40.0,
         "noemer": 10.0, "toelichting": ""},
        {**made, "maat": "in_bijstand", "niveau": 0, "waarde": 0.0, "teller": 0.0,
         "noemer": 50.0, "toelichting": ""},
    ])  # fmt: skip
    known = Effects(frame, {"lks": "LKS"}, {}, frozenset(), Period(END, END), None, END)
    assert levels_of(known)["lks"][0] == 0
    followed = frame.with_columns(maat=pl.col("maat").replace("ervaren_consulent", "parttime"))
    assert levels_of(replace(known, frame=followed))["lks"][0] == 1


def test_a_note_that_was_typed_once_is_not_a_reason() -> None:
    """A result is text that somebody types: only what comes back often is told as it stands."""
    people = [f"N{number:02d}" for number in range(12)]
    notes = ["ziek"] * 6 + ["mevrouw belde", "verhuisd naar J.", None, None, "ziek ", "past niet"]
    made = municipality(
        [benefit(one, date(2014, 6, 1)) for one in people],
        [support(one, BEGUN, date(2016, 1, 1), reden_einde="2", resultaat=note)
         for one, note in zip(people, notes, strict=True)],
    )  # fmt: skip
    early = use_of(made, Period.parse("2018")).filter(
        pl.col("maat") == "voortijdig", pl.col("dimensie") == "reden")  # fmt: skip
    found = dict(early.select("categorie", "teller").iter_rows())
    assert found == {"ziek": 6, "geen reden vastgelegd": 2, "een andere reden": 4}
