"""Stock and flow: the caseload of benefits and of persons, who comes, who goes, who returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from grip.indicators.model import (
    END,
    EVE,
    MONTH_ENDS,
    PER_10000,
    Balance,
    Breakdown,
    Indicator,
    Measure,
    Population,
    Quotient,
)
from grip.indicators.views.spells import RETURNING, SHOWN_GAPS
from grip.results import EXECUTIVE, READERS, Better, Card

_KIND = pl.col("soort")
_IN, _OUT, _REASSIGN = _KIND == "in", _KIND == "uit", _KIND == "her"


def _goes(reason: str) -> pl.Expr:
    return _OUT & (pl.col("reden_uitstroom") == reason)


STOCK = Measure("stand", pl.col("teken"))
INFLOW = Measure("instroom", _IN)
OUTFLOW = Measure("uitstroom", _OUT)
REASSIGNED = Measure("herindeling", _REASSIGN * pl.col("teken"))
TO_WORK = Measure("uit_werk", _goes("werk"))
TO_SCHOOL = Measure("uit_onderwijs", _goes("onderwijs"))
BY_ENFORCEMENT = Measure("uit_handhaving", _goes("handhaving"))
SHORT_STAY = Measure("kort", _IN & pl.col("binnen_jaar_uit"))
RETURNS = Measure("terug", _OUT & pl.col("terugkeer"))
RETURNED = Measure("teruggekeerd", _IN & pl.col("teruggekeerd"))
_CANNOT_RETURN = ("overlijden", "aow", "verhuizing")
_CAN_RETURN = ~pl.col("reden_uitstroom").is_in(_CANNOT_RETURN)
ABLE = Measure("kan_terug", _OUT & _CAN_RETURN)
ABLE_RETURNS = Measure("kan_terug_terug", _OUT & _CAN_RETURN & pl.col("terugkeer"))
LASTING = Measure("uit_werk_blijvend", _goes("werk") & ~pl.col("terugkeer"))

TRAITS_OF_BENEFIT = (
    "doelgroep", "regeling", "leefvorm", "geslacht", "leeftijdsgroep", "duurklasse",
    "loonwaardeklasse", "door_keuring", "categorie", "subcategorie", "perspectief",
    "statushouder", "wijk", "team", "consulent",
)  # fmt: skip
TRAITS_OF_PERSON = ("rol", *TRAITS_OF_BENEFIT)
_NOTE = "nota Uithoorn, figuur 1"
_CBS = "CBS 83747NED"


def _count(
    id: str, title: str, definition: str, measure: Measure, value: pl.Expr,
    *, unit: str = "uitkeringen", better: Better = Better.NEITHER, source: str = _NOTE,
    dimensions: tuple[str, ...] | None = None, caveat: str = "",
) -> Indicator:  # fmt: skip
    """Declare a count of benefits or persons."""
    own = TRAITS_OF_PERSON if unit == "personen" else TRAITS_OF_BENEFIT
    card = Card(
        id, "Bestand en stromen", title, definition, unit, numerator=title.lower(),
        better=better, source=source, caveat=caveat,
        moment=measure in (STOCK, REASSIGNED),
    )  # fmt: skip
    formula = Balance(unit, value, (measure,))
    return Indicator(card, formula, dimensions or own, {"eenheid": unit})


def _counts_of(unit: str) -> tuple[Indicator, ...]:
    """Declare stock and flow of one unit: bare ids count benefits, `_personen` counts persons."""
    persons = unit == "personen"
    suffix = "_personen" if persons else ""
    what = "personen in de bijstand" if persons else "uitkeringen"
    each = "persoon, in alle rollen samen," if persons else "uitkering"
    own = TRAITS_OF_PERSON if persons else TRAITS_OF_BENEFIT
    ends = "stand_personen" if persons else "stand_eind"
    merged = (
        " Uitkeringen van dezelfde persoon die overlappen of de volgende dag doorlopen, gelden "
        "als een periode."
        if persons
        else ""
    )
    of_unit = " (personen)" if persons else ""
    return (
        _count(
            f"stand_begin{suffix}", f"Stand begin{of_unit}",
            f"Aantal {what} aan het einde van de dag voor de periode.{merged}",
            STOCK, STOCK.at(EVE), unit=unit,
        ),
        _count(
            f"instroom{suffix}", f"Instroom{of_unit}",
            f"Aantal {what} met een ingangsdatum in de periode.{merged}",
            INFLOW, INFLOW.during(), unit=unit, better=Better.LOWER,
            dimensions=(*own, "reden_instroom"),
        ),
        _count(
            f"uitstroom{suffix}", f"Uitstroom{of_unit}",
            f"Aantal {what} met een einddatum (de laatste dag van het recht) in de periode."
            f"{merged}",
            OUTFLOW, OUTFLOW.during(), unit=unit, better=Better.HIGHER,
            dimensions=(*own, "reden_uitstroom"),
        ),
        _count(
            f"herindeling{suffix}", f"Herindeling{of_unit}",
            "Saldo van wie in de periode naar deze groep ging en wie eruit ging zonder in of uit "
            f"te stromen; per {each} telt elke verandering.",
            REASSIGNED, REASSIGNED.during(), unit=unit, source="grip, grensconventie",
        ),
        _count(
            ends, f"Stand eind{of_unit}",
            f"Aantal {what} aan het einde van de laatste dag van de periode: wie toen recht had "
            f"en de volgende dag nog steeds.{merged}",
            STOCK, STOCK.at(END), unit=unit, better=Better.LOWER,
        ),
        *(
            _count(
                f"uitstroom_{name}{suffix}", f"Uitstroom {words}{of_unit}",
                f"Aantal {what} met een einddatum in de periode en als reden {name}.",
                measure, measure.during(), unit=unit, better=better,
                dimensions=(*own, "reden_uitstroom"), caveat=caveat,
            )
            for name, words, measure, better, caveat in (
                ("werk", "naar werk", TO_WORK, Better.HIGHER, "Code 11 omvat ook de Ziektewet."),
                ("onderwijs", "naar onderwijs", TO_SCHOOL, Better.HIGHER, ""),
                ("handhaving", "door handhaving", BY_ENFORCEMENT, Better.NEITHER, ""),
            )
        ),
        *(
            Indicator(
                Card(
                    f"{flow}_naar_reden{suffix}", "Bestand en stromen",
                    f"{flow.capitalize()} naar reden{of_unit}",
                    f"Aantal {what} dat in de periode {verb}, naar groep van redenen (CBS-codes). "
                    "Niet gevuld of niet in het profiel: onbekend.",
                    unit, numerator=flow, source=_CBS,
                    readers=EXECUTIVE if persons else READERS,
                ),
                Breakdown(unit, entry, f"reden_{flow}"),
                own, {"eenheid": unit}, ("uitkeringen", f"uitkeringen.reden_{flow}"),
            )
            for flow, verb, entry in (
                ("uitstroom", "uitstroomt", "uit"), ("instroom", "instroomt", "in")
            )
        ),
    )  # fmt: skip


_DENOMINATORS: dict[str, tuple[pl.Expr, str]] = {
    "cbs": (STOCK.at(EVE) + INFLOW.during(), "de stand aan het begin plus de instroom (CBS)"),
    "begin": (STOCK.at(EVE), "de stand aan het begin"),
    "gemiddeld": (STOCK.at(MONTH_ENDS), "het gemiddelde van de standen aan elk maandeinde"),
    "ultimo": (STOCK.at(END), "de stand aan het eind"),
}


def _rate(
    id: str, title: str, definition: str, formula: Balance, variant: Mapping[str, str],
    *, unit: str, better: Better, denominator: str, numerator: str, source: str = _CBS,
    interval: str = "aandeel", by_default: bool = True, caveat: str = "",
    needs: tuple[str, ...] = ("uitkeringen",), moment: bool = False, followed: bool = False,
    more: tuple[str, ...] = (),
) -> Indicator:  # fmt: skip
    """Declare a percentage; `more` are further dimensions of it."""
    card = Card(
        id, "Bestand en stromen", title, definition, "procent", numerator, denominator,
        better, source, caveat=caveat, moment=moment, followed=followed,
    )  # fmt: skip
    own = TRAITS_OF_BENEFIT if unit == "uitkeringen" else TRAITS_OF_PERSON
    return Indicator(
        card, formula, (*own, *more), {"eenheid": unit, **variant}, needs=needs,
        interval=interval, by_default=by_default,
    )  # fmt: skip


def flow_rates(default: str) -> tuple[Indicator, ...]:
    """Declare in- and outflow percentages, one per named denominator; `default` is the usual."""
    return tuple(
        _rate(
            f"{measure.name}_pct", f"{measure.name.capitalize()} in procenten",
            f"{measure.name.capitalize()} in de periode als percentage van {words}.",
            Balance("uitkeringen", measure.during(), (measure, STOCK, INFLOW), denominator),
            {"noemer": name}, unit="uitkeringen", better=better, denominator=words,
            numerator=measure.name, interval="aandeel" if name == "cbs" else "verhouding",
            by_default=name == default,
            caveat="De keuze van de noemer verandert dit cijfer sterk; vergelijk alleen met "
            "cijfers met dezelfde noemer.",
        )
        for measure, better in ((INFLOW, Better.LOWER), (OUTFLOW, Better.HIGHER))
        for name, (denominator, words) in _DENOMINATORS.items()
    )  # fmt: skip


def returns(gap_days: int) -> tuple[Indicator, ...]:
    """Declare who came back, with the gap rule of the profile and with each that is always shown.

    Only the figures of the profile's own rule are computed by default, and split.
    """
    gaps = dict.fromkeys((gap_days, *SHOWN_GAPS))
    return (
        *(
            declared(gap, usual=gap == gap_days)
            for declared in (_came_back, _came_back_who_can, _part_of_inflow, _stayed_away)
            for gap in gaps
        ),
        _weighed(_came_back(gap_days, usual=True)),
        _weighed(_stayed_away(gap_days, usual=True)),
    )


def _weighed(usual: Indicator) -> Indicator:
    """Declare the same share of small groups, with the whole weighed in."""
    card = replace(
        usual.card,
        definition=f"Als {usual.id}, van elke groep geschat met de andere groepen van dezelfde "
        "uitsplitsing erbij (gedeeltelijk samengenomen).",
        caveat="Een kleine groep schuift naar het geheel, een grote houdt zijn eigen aandeel. "
        "Hoever de groepen uiteenlopen, blijkt uit de groepen zelf. Teller en noemer zijn de "
        "telling; het aandeel is daar niet het quotiënt van.",
        estimated=True,
    )  # fmt: skip
    able = tuple(d for d in POOLED if d in usual.dimensions)
    return replace(
        usual, card=card, dimensions=able, variant={**usual.variant, "methode": "meegewogen"},
        interval="eigen", by_default=False, in_series=False, pooled=True,
    )  # fmt: skip


def _returning(gap_days: int, *, usual: bool) -> str:
    """Return the unit of persons merged by a gap rule."""
    return RETURNING[0] if usual else f"{RETURNING[0]}_{gap_days}"


_OUT_IN_WINDOW = "van alle eindes in de twaalf maanden die een jaar voor de peildatum eindigden"
_REASON_NEEDED = ("uitkeringen", "uitkeringen.reden_uitstroom")


LAST_SUPPORT = "laatste_voorziening"
# Splits with small groups, of which the groups are estimated together.
POOLED = ("reden_uitstroom", LAST_SUPPORT, "duurklasse", "leeftijdsgroep", "doelgroep", "wijk")
_LAST_SUPPORT_NOTE = (
    "De laatste voorziening is de laatste die in die periode in de bijstand begon. Een verschil "
    "tussen voorzieningen is samenhang, geen bewijs van oorzaak: niet iedereen krijgt dezelfde."
)


def _came_back(gap_days: int, *, usual: bool) -> Indicator:
    formula = Balance(
        _returning(gap_days, usual=usual), RETURNS.in_cohort(), (RETURNS, OUTFLOW),
        OUTFLOW.in_cohort(),
    )  # fmt: skip
    return _rate(
        "herinstroom_12m", "Terug binnen een jaar",
        "Van elk einde van een periode in de bijstand in de twaalf maanden die een jaar voor "
        "de peildatum eindigden: het aandeel met een nieuwe periode die binnen 365 dagen na "
        "het einde begon.",
        formula, _gap(gap_days), unit="personen", better=Better.LOWER,
        numerator="teruggekeerd binnen 365 dagen", denominator=_OUT_IN_WINDOW,
        source="grip, definities", followed=True, by_default=usual,
        more=("reden_uitstroom", LAST_SUPPORT), caveat=_LAST_SUPPORT_NOTE,
    )  # fmt: skip


def _came_back_who_can(gap_days: int, *, usual: bool) -> Indicator:
    formula = Balance(
        _returning(gap_days, usual=usual), ABLE_RETURNS.in_cohort(), (ABLE_RETURNS, ABLE),
        ABLE.in_cohort(),
    )  # fmt: skip
    return _rate(
        "herinstroom_12m", "Terug binnen een jaar, van wie terug kan komen",
        "Als herinstroom_12m, zonder wie niet terug kan komen: overlijden, AOW en verhuizing "
        "tellen niet mee in teller en noemer.",
        formula, {**_gap(gap_days), "uitgezonderd": ",".join(_CANNOT_RETURN)}, unit="personen",
        better=Better.LOWER, numerator="teruggekeerd binnen 365 dagen",
        denominator=f"{_OUT_IN_WINDOW}, zonder overlijden, AOW en verhuizing",
        source="grip, definities", by_default=False, needs=_REASON_NEEDED, followed=True,
    )  # fmt: skip


def _part_of_inflow(gap_days: int, *, usual: bool) -> Indicator:
    formula = Balance(
        _returning(gap_days, usual=usual), RETURNED.during(), (RETURNED, INFLOW), INFLOW.during()
    )
    return _rate(
        "herinstroom_aandeel", "Deel van de instroom dat terugkomt",
        "Van de instroom van personen in de periode: het aandeel van wie de vorige periode in "
        "de bijstand hoogstens 365 dagen eerder eindigde.",
        formula, _gap(gap_days), unit="personen", better=Better.LOWER, numerator="teruggekeerd",
        denominator="instroom (personen)", source="CBS 82662NED", by_default=usual,
    )  # fmt: skip


def _stayed_away(gap_days: int, *, usual: bool) -> Indicator:
    formula = Balance(
        _returning(gap_days, usual=usual), LASTING.in_cohort(), (LASTING, TO_WORK),
        TO_WORK.in_cohort(),
    )  # fmt: skip
    return _rate(
        "duurzame_uitstroom_werk", "Duurzame uitstroom naar werk",
        "Van de eindes met als reden werk in de twaalf maanden die een jaar voor de peildatum "
        "eindigden: het aandeel zonder nieuwe periode in de bijstand binnen 365 dagen.",
        formula, _gap(gap_days), unit="personen", better=Better.HIGHER,
        numerator="niet teruggekeerd",
        denominator="eindes met als reden werk in die twaalf maanden",
        source="grip, definities", needs=_REASON_NEEDED, followed=True, by_default=usual,
        more=(LAST_SUPPORT,),
        caveat=f"Niet teruggekeerd is niet hetzelfde als nog aan het werk. {_LAST_SUPPORT_NOTE}",
    )  # fmt: skip


def _gap(gap_days: int) -> dict[str, str]:
    return {"onderbreking": str(gap_days)}


_FIXED = (
    *_counts_of("uitkeringen"),
    *_counts_of("personen"),
    _rate(
        "volume_pct", "Groei van het bestand",
        "Verschil tussen de stand aan het eind en de stand aan het begin, als percentage van de "
        "stand aan het begin.",
        Balance("uitkeringen", STOCK.at(END) - STOCK.at(EVE), (STOCK,), STOCK.at(EVE)),
        {}, unit="uitkeringen", better=Better.LOWER, numerator="stand eind min stand begin",
        denominator="stand begin", interval="", source="Divosa, volumeontwikkeling", moment=True,
    ),
    _rate(
        "uitstroom_werk_aandeel", "Aandeel uitstroom naar werk",
        "Uitstroom met als reden werk, als percentage van alle uitstroom in de periode.",
        Balance("uitkeringen", TO_WORK.during(), (TO_WORK, OUTFLOW), OUTFLOW.during()),
        {}, unit="uitkeringen", better=Better.HIGHER, numerator="uitstroom naar werk",
        denominator="uitstroom", needs=("uitkeringen", "uitkeringen.reden_uitstroom"),
        caveat="Code 11 omvat ook de Ziektewet.",
    ),
    _rate(
        "uitstroom_eerste_jaar", "Uitstroom binnen een jaar",
        "Van de uitkeringen met een ingangsdatum in de twaalf maanden die een jaar voor de "
        "peildatum eindigden: het aandeel dat binnen 365 dagen weer eindigde.",
        Balance("uitkeringen", SHORT_STAY.in_cohort(), (SHORT_STAY, INFLOW), INFLOW.in_cohort()),
        {}, unit="uitkeringen", better=Better.HIGHER, numerator="binnen 365 dagen geëindigd",
        denominator="instroom in de twaalf maanden die een jaar eerder eindigden",
        source="uitvoeringsplan Dalfsen 2.B", followed=True,
    ),
)  # fmt: skip


PER_INHABITANT = Indicator(
    Card(
        "bijstand_per_10000", "Bestand en stromen", "Personen in de bijstand per 10.000 inwoners",
        "Personen in de bijstand aan het eind van de periode, per 10.000 inwoners van 18 jaar en "
        "ouder; bevolking van het jaar van de peildatum, anders van het laatste jaar daarvoor.",
        PER_10000, numerator="personen in de bijstand",
        denominator="inwoners van 18 jaar en ouder", better=Better.LOWER,
        source="BBV, indicator 27",
        caveat="Eigen telling, niet het cijfer van het CBS, dat via de SVB ook AOW'ers kent. Bij "
        "een eerder jaar staat dat jaar bij het oordeel.", moment=True,
    ),
    Quotient(Balance("personen", STOCK.at(END), (STOCK,)), Population("18+")),
    (), {"eenheid": "personen", "noemer": "bevolking_18+"}, ("uitkeringen", "bevolking"),
    "verhouding",
)  # fmt: skip


def flow(denominator: str, gap_days: int) -> tuple[Indicator, ...]:
    """Return the chapter *Bestand en stromen*, with the choices of the profile."""
    return (*_FIXED, *flow_rates(denominator), *returns(gap_days), PER_INHABITANT)
