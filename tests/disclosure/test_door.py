"""What the door lets out of small tables: merged before hidden, hidden so that it stays hidden."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.disclosure import door, protect
from grip.disclosure.audit import Shown, _chosen
from grip.disclosure.knowledge import Knowledge
from grip.disclosure.merging import joined_name, neighbours, pooled
from grip.disclosure.readings import readings_of
from grip.disclosure.relations import Additive, Held, Relations
from grip.disclosure.secrets import Sum, Told, is_small
from grip.disclosure.tables import Tables
from grip.results import MERGED, SCHEMA, Audience, Makeup, Results
from tests.disclosure.attacker import Attacker, small_and_hidden
from tests.disclosure.tables import YEAR, crossed, frame_of, results_of, share_of

FIGURES = ["waarde", "teller", "noemer", "ondergrens", "bovengrens", "referentie", "verschil"]
STOCK = {
    "stand_begin": (("stand", "vorig", 1.0),), "stand_eind": (("stand", "eind", 1.0),),
    "instroom": (("instroom", "eind", 1.0), ("instroom", "vorig", -1.0)),
    "uitstroom": (("uitstroom", "eind", 1.0), ("uitstroom", "vorig", -1.0)),
}  # fmt: skip


def public(raw: Results, minimum: int = 10) -> pl.DataFrame:
    return protect(raw, Audience.PUBLIC, minimum).frame


def texts(frame: pl.DataFrame) -> list[dict[str, str]]:
    """The rows as a reader of the csv has them."""
    filled = frame.with_columns(pl.all().cast(pl.String).fill_null(""))
    return filled.to_dicts()


def values(frame: pl.DataFrame, **where: str) -> dict[str, float | None]:
    """The figures of a part of a frame, by category."""
    part = frame.filter(**where)
    return dict(zip(part["categorie"], part["waarde"], strict=True))


def ledger(
    stretch: tuple[date, date], begin: float, comes: float, goes: float
) -> tuple[list[pl.DataFrame], dict[str, Makeup]]:
    """Stock and flow of one period, with what they are made of."""
    told = {
        "stand_begin": begin, "instroom": comes, "uitstroom": goes,
        "stand_eind": begin + comes - goes,
    }  # fmt: skip
    names = {id: f"{id};eenheid=uitkeringen" for id in told}
    frames = [
        frame_of([("totaal", "totaal", told[id])], name=names[id], unit="uitkeringen",
                 stretch=stretch)
        for id in told
    ]  # fmt: skip
    return frames, {names[id]: Makeup("uitkeringen", STOCK[id]) for id in told}


# --- hidden -------------------------------------------------------------------------------------


def test_inside_nothing_changes() -> None:
    """`intern` keeps every figure and every class."""
    raw = results_of(frame_of(crossed("a", "b", {("x", "p"): 3, ("y", "p"): 0, ("x", "q"): 40})))
    assert (
        protect(raw, Audience.INTERNAL, 10).frame.drop("oordeel").equals(raw.frame.drop("oordeel"))
    )


def test_hidden_has_no_figure_and_is_no_zero() -> None:
    """A small cell and its companions are empty with a status; what is 0 stays 0."""
    rows = [("totaal", "totaal", 100), ("g", "a", 3), ("g", "b", 0), ("g", "c", 40), ("g", "d", 57)]
    out = public(results_of(frame_of(rows)))
    assert values(out, dimensie="g") == {"a": None, "b": 0, "c": None, "d": 57}
    hidden = out.filter(pl.col("status") == "onderdrukt")
    assert hidden.select(FIGURES).null_count().sum_horizontal().item() == len(FIGURES) * 2


def test_what_is_hidden_adds_up_to_no_small_count() -> None:
    """Two small cells that are 5 together would be a small count of their own."""
    rows = [("totaal", "totaal", 105), ("g", "a", 3), ("g", "b", 2), ("g", "c", 40), ("g", "d", 60)]
    out = public(results_of(frame_of(rows)))
    told = values(out, dimensie="g")
    shown = sum(value or 0 for value in told.values())
    assert 105 - shown >= 10


def test_the_stock_identity_gives_nothing_away() -> None:
    """With begin, end and inflow shown the outflow would be no secret."""
    frames, makeup = ledger(YEAR, 300, 40, 4)
    out = public(results_of(*frames, makeup=makeup))
    assert out.filter(pl.col("status") == "onderdrukt").height >= 2


def test_a_stock_is_the_same_at_the_end_and_at_the_next_begin() -> None:
    """Hidden at the end of one month, it is not shown at the begin of the next."""
    first, makeup = ledger((date(2020, 1, 1), date(2020, 1, 31)), 20, 0, 12)
    second, _ = ledger((date(2020, 2, 1), date(2020, 2, 29)), 8, 30, 0)
    out = public(results_of(*first, *second, makeup=makeup))
    begin = out.filter(indicator="stand_begin", periode_begin=date(2020, 2, 1))
    assert begin["status"].to_list() == ["onderdrukt"]
    attacker = Attacker(texts(out))
    day = ("2020-02-01", "2020-02-29", "totaal", "totaal")
    assert ("stand_begin", *day) not in attacker.solved


def test_months_do_not_add_up_to_a_hidden_one() -> None:
    """A year and eleven months tell the twelfth."""
    frames, makeup = [], {}
    for month in range(1, 13):
        last = pl.select(pl.date(2020, month, 1).dt.month_end()).item()
        made, makeup = ledger((date(2020, month, 1), last), 500, 4 if month == 5 else 20, 20)
        frames.append(made[1])
    year, _ = ledger(YEAR, 500, 224, 240)
    out = public(results_of(*frames, year[1], makeup=makeup))
    hidden = out.filter(pl.col("status") == "onderdrukt")
    assert hidden.height >= 2
    assert date(2020, 5, 1) in hidden["periode_begin"].to_list()


def test_a_share_tells_its_parts() -> None:
    """A share with a small numerator, or a small rest, is hidden with its interval."""
    rows = [("totaal", "totaal", 5, 200), ("g", "a", 195, 200), ("g", "b", 100, 200)]
    out = public(results_of(share_of(rows, name="x_pct;eenheid=personen")))
    assert values(out) == {"totaal": None, "a": None, "b": None} | values(out, categorie="b")


def test_a_count_under_another_name_is_hidden_too() -> None:
    """What equals a hidden count in every row is that count, whatever it is called."""
    cells = {("man", "werk"): 14.0, ("man", "aow"): 40, ("vrouw", "werk"): 4, ("vrouw", "aow"): 60}
    flow = frame_of(crossed("geslacht", "reden", cells), name="uitstroom;eenheid=personen")
    work = frame_of(
        [("totaal", "totaal", 18), ("geslacht", "man", 14), ("geslacht", "vrouw", 4)],
        name="naar_werk;eenheid=personen",
    )
    out = public(results_of(flow, work))
    told = values(out, indicator="naar_werk", dimensie="geslacht")
    assert told == {"man": None, "vrouw": None}
    name = ("uitstroom", "2020-01-01", "2020-12-31", "geslacht|reden", "vrouw|werk")
    assert name not in Attacker(texts(out)).solved


def test_the_rest_of_another_share_is_hidden_with_it() -> None:
    """Applied is decided and open: 119 and 115 together would tell the 4 who wait."""
    told = {"aanvraag": (119, 13), "besluit": (115, 13), "open": (4, 0)}
    stretches = (YEAR, (date(2019, 1, 1), date(2019, 12, 31)))
    frames, makeup = [], {}
    for step, counts in told.items():
        name = f"trechter_{step}_pct;eenheid=meldingen"
        makeup[name] = Makeup(
            "meldingen", ((step, "periode", 1.0),), (("alle", "periode", 1.0),), "aandeel"
        )
        frames += [
            share_of([("totaal", "totaal", count, 175)], name=name, stretch=stretch)
            for count, stretch in zip(counts, stretches, strict=True)
        ]
    out = public(results_of(*frames, makeup=makeup))
    hidden = out.filter(pl.col("status") == "onderdrukt", pl.col("periode_begin") == YEAR[0])
    assert hidden.height == 2
    assert out.filter(pl.col("periode_begin") != YEAR[0])["status"].unique().to_list() == [
        "getoond"
    ]
    open_ = ("trechter_open_pct;eenheid=meldingen:teller", *map(str, YEAR), "totaal", "totaal")
    assert open_ not in Attacker(texts(out)).solved


def test_what_nobody_declared_is_taken_with_care() -> None:
    """Money of an unknown number of persons is hidden; of enough persons it is shown."""
    money = frame_of([("totaal", "totaal", 5000.5)], name="kosten;eenheid=euro", unit="euro")
    assert values(public(results_of(money))) == {"totaal": None}
    told = money.with_columns(noemer=pl.lit(25.0))
    assert values(public(results_of(told))) == {"totaal": 5000.5}


def test_a_closed_share_does_not_close_the_count_that_it_is_of() -> None:
    """Of 165 men 4 have a subsidy: that split is closed, and how many men there are is not."""
    counts = [("totaal", "totaal", 322), ("geslacht", "man", 165), ("geslacht", "vrouw", 157)]
    stock = frame_of(counts, name="stand;eenheid=personen")
    tops = (34, 4, 30)
    rows = [(*count[:2], top, count[2]) for count, top in zip(counts, tops, strict=True)]
    share = share_of(rows, name="lks_pct;eenheid=personen")
    out = public(results_of(stock, share))
    assert values(out, indicator="stand", dimensie="geslacht") == {"man": 165, "vrouw": 157}
    assert values(out, indicator="lks_pct", dimensie="geslacht") == {"man": None, "vrouw": None}


# --- merged -------------------------------------------------------------------------------------


def test_neighbours_become_one_class() -> None:
    """The small class joins the smaller class beside it, and both can be shown."""
    ages = {"<27": 30, "27-44": 60, "45-54": 4, "55-AOW": 56}
    rows = [("totaal", "totaal", 150), *(("leeftijdsgroep", c, n) for c, n in ages.items())]
    out = public(results_of(frame_of(rows)))
    assert values(out, dimensie="leeftijdsgroep") == {"<27": 30, "27-44": 60, "45-AOW": 60}


def test_small_reasons_go_together() -> None:
    """Of a list without order the small ones become one class, and what is 0 stays apart."""
    reasons = {"werk": 50, "aow": 34, "relatie": 7, "verhuizing": 9, "overig": 0}
    rows = [("totaal", "totaal", 100), *(("reden_uitstroom", c, n) for c, n in reasons.items())]
    out = public(results_of(frame_of(rows)))
    assert values(out, dimensie="reden_uitstroom") == {
        "werk": 50,
        "aow": 34,
        MERGED: 16,
        "overig": 0,
    }


def test_a_merged_share_is_computed_anew() -> None:
    """From the sums of its parts, with its interval."""
    stock = {"<1": (20, 60), "1-2": (2, 5), "2-3": (40, 90)}
    counts = [("totaal", "totaal", 155), *(("duurklasse", c, n) for c, (_, n) in stock.items())]
    shares = [("totaal", "totaal", 62, 155), *(("duurklasse", c, *n) for c, n in stock.items())]
    raw = results_of(
        frame_of(counts, name="stand;eenheid=personen"),
        share_of(shares, name="bereik;eenheid=personen"),
    )
    out = public(raw).filter(indicator="bereik", dimensie="duurklasse")
    row = out.filter(categorie="0-2").to_dicts()[0]
    assert (row["teller"], row["noemer"]) == (22, 65)
    assert row["waarde"] == pytest.approx(100 * 22 / 65)
    assert row["ondergrens"] < row["waarde"] < row["bovengrens"]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("27-44", "45-54", "27-54"), ("<27", "27-44", "0-44"), ("55-AOW", "AOW+", "55+"),
     ("5-10", ">=10", ">=5"), ("70-100", "100+", "70+"), ("Zorg", "Meedoen", "Zorg t/m Meedoen")],
)  # fmt: skip
def test_names_of_joined_classes(first: str, last: str, name: str) -> None:
    assert joined_name(first, last) == name


def test_never_fewer_than_two_classes_are_left() -> None:
    """One class would be the total."""
    assert neighbours({"a": [3], "b": [4]}, 10) == {}
    assert pooled({"man": [90], "vrouw": [80], "onbekend": [2]}, 10) == {}


# --- every table --------------------------------------------------------------------------------

SMALL = st.integers(0, 30)


@st.composite
def tables(draw: st.DrawFn) -> dict[tuple[str, str], float]:
    """A table of two dimensions, up to five by five, with many small counts."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    return {
        (f"r{i}", f"k{j}"): float(draw(SMALL if draw(st.booleans()) else st.integers(0, 200)))
        for i in range(rows)
        for j in range(columns)
    }


@settings(deadline=None, max_examples=40, derandomize=True, database=None)
@given(cells=tables(), minimum=st.sampled_from([5, 10]))
def test_no_table_gives_a_small_count_away(
    cells: Mapping[tuple[str, str], float], minimum: int
) -> None:
    """Whatever is in it: nothing small is shown, found, or placed within less than the minimum."""
    raw = results_of(frame_of(crossed("gebied", "soort", cells)))
    out = public(raw, minimum)
    shown = out.filter(pl.col("status") == "getoond")["teller"]
    assert not ((shown > 0) & (shown < minimum)).any()
    attacker = Attacker(texts(out))
    secrets = small_and_hidden(texts(out), texts(raw.frame), minimum)
    assert not [name for name, value in secrets.items() if attacker.solved.get(name) == value]
    total = out.filter(dimensie="totaal")["status"].item()
    if total == "getoond":  # else all that is known is that it is little
        assert {n: w for n, w in attacker.widths(sorted(secrets)).items() if w < minimum} == {}


def test_the_attacker_finds_what_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With only the small cells hidden the same attack succeeds."""
    monkeypatch.setattr(
        door,
        "hidden_rows",
        lambda rows, plan, minimum, known: {p for p, g in rows.items() if is_small(g, minimum)},
    )
    cells = {("a", "p"): 3.0, ("a", "q"): 40, ("b", "p"): 50, ("b", "q"): 60}
    out = public(results_of(frame_of(crossed("gebied", "soort", cells))))
    name = ("telling", "2020-01-01", "2020-12-31", "gebied|soort", "a|p")
    assert Attacker(texts(out)).solved[name] == 3


def test_the_same_figures_are_always_hidden() -> None:
    """The order of the rows is that of the frame, and nothing hangs on chance."""
    cells = {(f"r{i}", f"k{j}"): float((i * 7 + j * 13) % 23) for i in range(6) for j in range(5)}
    raw = results_of(frame_of(crossed("gebied", "soort", cells)))
    assert public(raw).equals(public(raw))
    assert public(raw).schema == SCHEMA


def test_groups_that_overlap_are_no_parts_of_a_whole_that_stands_elsewhere() -> None:
    """Shares per target group have no total of their own: it is the stock, under another name."""
    stock = frame_of([("totaal", "totaal", 300)], name="stand_personen;eenheid=personen")
    rows = [("doelgroep", "jongeren", 40, 120), ("doelgroep", "50_plus", 90, 250)]
    reach = share_of(rows, name="bereik_pct;eenheid=personen")
    made = {
        "stand_personen;eenheid=personen": Makeup("personen", STOCK["stand_eind"]),
        "bereik_pct;eenheid=personen": Makeup(
            "personen", (("bereikt", "eind", 1.0),), STOCK["stand_eind"], "aandeel"
        ),
    }
    raw = results_of(stock, reach, makeup=made)
    additive = Additive(readings_of(raw.frame, raw.makeup), Held({}))
    assert not additive.adds_up(("personen", "stand"), "doelgroep")
    assert not additive.adds_up(("uitkeringen", "stand"), "doelgroep")  # not seen there
    assert additive.adds_up(("personen", "stand"), "geslacht")


def test_one_count_that_does_not_add_up_gives_no_other_away() -> None:
    """60 by sex and 60 + 57 by place: where the parts of most add up, everybody reckons the 3."""
    before = date(2019, 1, 1), date(2019, 12, 31)
    classes = ("a", "b", "c")
    counts = {"x": (3, 57, 60), "overlap": (150, 100, 90), "sum": (60, 70, 70)}
    parts = {
        f"{name};eenheid=uitkeringen": [
            ("plek", one, float(n)) for one, n in zip(classes, found, strict=True)
        ]
        for name, found in counts.items()
    }
    x, *others = parts
    frames = [
        frame_of([("g", "m", 60), ("g", "v", 60), *parts[x]], name=x),
        frame_of([("totaal", "totaal", 130)], name=x, stretch=before),
        *(frame_of([("totaal", "totaal", 200), *parts[name]], name=name) for name in others),
    ]
    made = {name: Makeup("uitkeringen", ((name[:1], "tijdens", 1.0),)) for name in parts}
    shown = protect(results_of(*frames, makeup=made), Audience.PUBLIC, 10).frame
    hidden = shown.filter(pl.col("definitie") == x, pl.col("waarde").is_null())
    assert set(hidden["categorie"]) == {"a", "b"}


def test_where_nothing_fits_what_is_known_nothing_is_called_safe() -> None:
    """A secret in figures that contradict each other rests on all of them: they can be hidden."""
    secrets = [({0: 1}, 4), ({1: 1}, 6)]
    tables = Tables(Relations(), [({0: 1, 1: 1}, 10), ({0: 1, 1: 1}, 12)], secrets)
    knowledge = Knowledge(tables, [0, 1])
    ((program,), _) = knowledge.programs([0])
    assert program.unsafe(10) == ([0], [])
    assert program.prices[0]
    assert all(knowledge.behind({0: 1}, prices) == [0, 1] for prices in program.prices[0])


def told(place: int, *sums: Sum) -> Told:
    """A row that tells some sums."""
    (figure,) = readings_of(frame_of([("g", "a", 40)]), {})
    return Told(place, (figure,), sums, (), (), must_hide=False)


def test_that_there_was_nothing_is_hidden_where_nothing_else_can_be() -> None:
    """A secret can rest on a zero; what another product shows cannot be hidden for it."""
    large, zero = ({0: 1, 1: 1}, 40), ({1: 1}, 0)
    keys = {frozenset(vector.items()) for vector, _ in (large, zero)}
    for known, hidden in ((set(), large), ({0}, zero)):
        shown = Shown([told(0, large), told(1, zero)], known)
        assert list(_chosen({5: keys}, shown, 1)) == [frozenset(hidden[0].items())]


def test_what_follows_is_followed_back_to_what_is_shown() -> None:
    """x + y = 30 and x = 12 are shown, y + z is at most what is told: z rests on all three."""
    sums = [({0: 1, 1: 1}, 30), ({0: 1}, 12), ({1: 1, 2: 1, 3: 1}, 25), ({4: 1}, 9)]
    tables = Tables(Relations(), sums, [({2: 1}, 3)])
    knowledge = Knowledge(tables, range(4))
    assert {at: value for at, value in enumerate(knowledge.values) if value == value} == {
        0: 12, 1: 18, 4: 9
    }  # fmt: skip
    ((program,), certain) = knowledge.programs([0])
    assert (program.unsafe(10), certain) == (([0], []), [])
    assert knowledge.behind({2: 1}, program.prices[0][0]) == [0, 1, 2]


def test_whole_numbers_are_found_beside_a_fraction() -> None:
    """Two of three counts are at most 5 together: 2.5 each is most, 7 the most in whole numbers."""
    pairs = [{0: 1, 1: 1, 3: 1}, {1: 1, 2: 1, 4: 1}, {0: 1, 2: 1, 5: 1}]
    secrets = [({0: 1, 1: 1, 2: 1}, 1)]
    knowledge = Knowledge(Tables(Relations(), [(pair, 5) for pair in pairs], secrets), range(3))
    ((program,), _) = knowledge.programs([0])
    assert program.unsafe(6) == ([], [])
    assert [int(point[:3].sum()) for point in program.points] == [7]
    assert all((point == point.round()).all() for point in program.points)


def test_a_row_that_comes_back_tells_all_of_its_sums() -> None:
    """A share tells its numerator and its denominator: showing one of them again shows both."""
    (share,) = readings_of(share_of([("g", "a", 40, 120)], name="x_pct;eenheid=personen"), {})
    top, bottom = ({1: 1}, 40), ({0: 1}, 120)
    shown = Shown([Told(0, (share,), (bottom, top), (), (), must_hide=False)])
    key = frozenset(top[0].items())
    shown.hidden[key] = None
    assert shown.told() == []
    assert set(shown.told_again(key)) == {key, frozenset(bottom[0].items())}
    assert list(shown.hidden) == [key]
