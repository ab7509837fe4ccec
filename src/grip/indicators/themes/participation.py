"""Taking part and working part-time: what persons do beside the benefit."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import END, HOURS, Balance, Indicator, Measure
from grip.indicators.themes.duties import SITUATION, TAKING_PART, is_one_of, situated
from grip.indicators.themes.flow import STOCK, TRAITS_OF_PERSON
from grip.indicators.views.traits import OfWorkIncome
from grip.results import UNKNOWN, Better, Card

_THEME = "Meedoen en werk"
_INCOME = {"werkinkomen": OfWorkIncome("bedrag")}
_HOURS = {"werkuren": OfWorkIncome("uren")}


def _hundredths(trait: str) -> pl.Expr:
    return pl.col(trait).cast(pl.String).cast(pl.Int64, strict=False).fill_null(0)


WORKING = Measure("parttime", pl.col("teken") * (pl.col("werkinkomen") != UNKNOWN))
EARNED = Measure("parttime_centen", pl.col("teken") * _hundredths("werkinkomen"))
TIMED = Measure("parttime_met_uren", pl.col("teken") * (pl.col("werkuren") != UNKNOWN))
WORKED = Measure("parttime_uren", pl.col("teken") * _hundredths("werkuren"))
TAKES_PART = situated("doet_mee", is_one_of("activiteit", *TAKING_PART))

PARTICIPATION = (
    Indicator(
        Card(
            "participatie_pct", _THEME, "Personen die meedoen",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met een "
            "lopende activiteit vrijwilligerswerk, tegenprestatie, arbeidsmatige dagbesteding, "
            "zorgtraject of beschut werk.",
            "procent", numerator="personen met zo'n activiteit",
            denominator="personen in de bijstand", better=Better.HIGHER,
            source="nota Uithoorn, tabel 4.3",
            caveat="Betaald werk, parttime werk en school tellen hier niet.", at_end=True,
        ),
        Balance(
            "personen", TAKES_PART.at(END), (TAKES_PART, STOCK), STOCK.at(END), SITUATION
        ),
        TRAITS_OF_PERSON, {"eenheid": "personen"}, ("uitkeringen", "activiteiten"), "aandeel",
    ),
    Indicator(
        Card(
            "parttime_pct", _THEME, "Personen met inkomen uit werk",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met inkomsten "
            "uit arbeid (soort 11) van samen meer dan nul in de maand van de laatste dag.",
            "procent", numerator="personen met inkomen uit werk",
            denominator="personen in de bijstand", better=Better.HIGHER,
            source="nota Uithoorn, figuur 5",
            caveat="Inkomsten worden vaak pas in de maand erna verwerkt: de laatste maand is "
            "meestal te laag.", at_end=True,
        ),
        Balance("personen", WORKING.at(END), (WORKING, STOCK), STOCK.at(END), _INCOME),
        TRAITS_OF_PERSON, {"eenheid": "personen"}, ("uitkeringen", "inkomsten.soort"), "aandeel",
    ),
    Indicator(
        Card(
            "parttime_bedrag", _THEME, "Gemiddeld inkomen uit werk",
            "Van de personen in de bijstand aan het eind van de periode met inkomsten uit arbeid "
            "in de maand van de laatste dag: het gemiddelde van wat zij in die maand verdienden.",
            "euro", numerator="inkomsten uit arbeid in die maand, in euro",
            denominator="personen met inkomen uit werk", better=Better.HIGHER,
            source="nota Uithoorn, figuur 5", moment=True,
            caveat="Zoals de inkomsten zijn geregistreerd; of dat bruto of netto is, hangt van de "
            "bron af.",
        ),
        Balance("personen", EARNED.at(END) / 100, (EARNED, WORKING), WORKING.at(END), _INCOME),
        TRAITS_OF_PERSON, {"eenheid": "personen"}, ("uitkeringen", "inkomsten.soort"), "",
    ),
    Indicator(
        Card(
            "parttime_uren", _THEME, "Gemiddeld aantal uren werk",
            "Van de personen in de bijstand aan het eind van de periode met inkomsten uit arbeid "
            "in de maand van de laatste dag en een ingevuld aantal uren: het gemiddelde van hun "
            "uren in die maand.",
            HOURS, numerator="uren in die maand", denominator="personen met ingevulde uren",
            better=Better.HIGHER, source="nota Uithoorn, figuur 5", moment=True,
            caveat="Wie inkomen uit werk heeft en geen of 0 uren, telt niet mee.",
        ),
        Balance("personen", WORKED.at(END) / 100, (WORKED, TIMED), TIMED.at(END), _HOURS),
        TRAITS_OF_PERSON, {"eenheid": "personen"},
        ("uitkeringen", "inkomsten.soort", "inkomsten.uren"), "",
    ),
)  # fmt: skip
