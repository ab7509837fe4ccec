"""Instruments in use (voorzieningen): how many run, how many start, and how far they reach."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import END, PER_10000, Balance, Indicator, Measure, Population, Quotient
from grip.indicators.themes.flow import INFLOW, STOCK, TRAITS_OF_BENEFIT, TRAITS_OF_PERSON
from grip.indicators.views.traits import OfRunningSupport
from grip.results import Better, Card

_OF_PERSON = (
    "doelgroep", "rol", "regeling", "leefvorm", "geslacht", "leeftijdsgroep", "duurklasse",
    "loonwaardeklasse", "categorie", "subcategorie", "perspectief", "statushouder", "wijk",
)  # fmt: skip
_DIMENSIONS = ("instrument", "aanbieder", "branche", *_OF_PERSON)
_OF_BOTH = tuple(dimension for dimension in _OF_PERSON if dimension in TRAITS_OF_BENEFIT)
_THEME = "Voorzieningen"
_MILLION = 1_000_000
REACHED = Measure("bereikt", pl.col("teken") * (pl.col("met_voorziening") == "ja"))
_SUBSIDISED = pl.col("srg_type").is_in(["01", "04"]).fill_null(False)
_WAGE_KNOWN = _SUBSIDISED & pl.col("loonwaarde_pct").is_not_null()
# In millionths, so that sums are exact whatever the order.
_WAGE = (pl.col("loonwaarde_pct").fill_null(0) * _MILLION).round()
SUBSIDIES = Measure("lks", pl.col("teken") * _SUBSIDISED)
WITH_WAGE = Measure("lks_met_loonwaarde", pl.col("teken") * _WAGE_KNOWN)
WAGES = Measure("lks_loonwaarde", pl.col("teken") * _WAGE_KNOWN * _WAGE)

SUPPORT = (
    Indicator(
        Card(
            "voorzieningen_lopend", _THEME, "Lopende voorzieningen",
            "Aantal voorzieningen dat loopt aan het einde van de laatste dag van de periode, ook "
            "van personen zonder uitkering.",
            "voorzieningen", numerator="lopende voorzieningen", source="CBS, SRG", moment=True,
        ),
        Balance("voorzieningen", STOCK.at(END), (STOCK,)),
        _DIMENSIONS, {"eenheid": "voorzieningen"}, ("voorzieningen",),
    ),
    Indicator(
        Card(
            "voorzieningen_gestart", _THEME, "Gestarte voorzieningen",
            "Aantal voorzieningen met een begindatum in de periode, ook van personen zonder "
            "uitkering.",
            "voorzieningen", numerator="gestarte voorzieningen", source="CBS, SRG",
        ),
        Balance("voorzieningen", INFLOW.during(), (INFLOW,)),
        _DIMENSIONS, {"eenheid": "voorzieningen"}, ("voorzieningen",),
    ),
    Indicator(
        Card(
            "bereik_pct", _THEME, "Bereik van voorzieningen",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met minstens "
            "een lopende voorziening.",
            "procent", numerator="personen met een lopende voorziening",
            denominator="personen in de bijstand", better=Better.HIGHER, source="CBS 83747NED",
            at_end=True,
        ),
        Balance(
            "personen", REACHED.at(END), (REACHED, STOCK), STOCK.at(END),
            {"met_voorziening": OfRunningSupport()},
        ),
        TRAITS_OF_PERSON, {"eenheid": "personen"}, ("uitkeringen", "voorzieningen"), "aandeel",
    ),
    Indicator(
        Card(
            "voorzieningen_per_10000", _THEME, "Lopende voorzieningen per 10.000 inwoners",
            "Lopende voorzieningen aan het eind van de periode, per 10.000 inwoners van 15 tot en "
            "met 64 jaar; bevolking van het jaar van de peildatum, anders van het laatste jaar "
            "daarvoor.",
            PER_10000, numerator="lopende voorzieningen",
            denominator="inwoners van 15 tot en met 64 jaar", source="BBV, indicator 28",
            caveat="Eigen telling, niet het cijfer van het CBS. Bij een eerder jaar staat dat jaar "
            "bij het oordeel.", moment=True,
        ),
        Quotient(Balance("voorzieningen", STOCK.at(END), (STOCK,)), Population("15-64")),
        (), {"eenheid": "voorzieningen", "noemer": "bevolking_15-64"},
        ("voorzieningen", "bevolking"), "verhouding",
    ),
    Indicator(
        Card(
            "lks_aantal", _THEME, "Lopende loonkostensubsidies",
            "Aantal voorzieningen van SRG-type 01 (tijdelijke loonkostensubsidie) of 04 "
            "(loonkostensubsidie) dat loopt aan het eind van de periode, ook van personen zonder "
            "uitkering.",
            "voorzieningen", numerator="lopende loonkostensubsidies", better=Better.HIGHER,
            source="nota Uithoorn, figuur 4", moment=True,
        ),
        Balance("voorzieningen", SUBSIDIES.at(END), (SUBSIDIES,)),
        _DIMENSIONS, {"eenheid": "voorzieningen"}, ("voorzieningen",),
    ),
    Indicator(
        Card(
            "lks_loonwaarde", _THEME, "Gemiddelde loonwaarde bij loonkostensubsidie",
            "Het gemiddelde van de loonwaarde van de loonkostensubsidies (SRG-type 01 of 04) die "
            "lopen aan het eind van de periode.",
            "procent van het minimumloon", numerator="loonwaarden bij elkaar opgeteld",
            denominator="lopende loonkostensubsidies met een loonwaarde", source="CBS, SRG",
            caveat="Zonder ingevulde loonwaarde telt een subsidie niet mee.", moment=True,
        ),
        Balance(
            "voorzieningen", WAGES.at(END) / _MILLION, (WAGES, WITH_WAGE), WITH_WAGE.at(END)
        ),
        _DIMENSIONS, {"eenheid": "voorzieningen"},
        ("voorzieningen", "voorzieningen.loonwaarde_pct"), "",
    ),
    Indicator(
        Card(
            "lks_pct", _THEME, "Loonkostensubsidies naast het bestand",
            "Lopende loonkostensubsidies (SRG-type 01 of 04) aan het eind van de periode, als "
            "percentage van de stand van de uitkeringen op dat moment.",
            "procent", numerator="lopende loonkostensubsidies", denominator="stand eind",
            better=Better.HIGHER, source="nota Uithoorn, paragraaf 3.2",
            caveat="Een verhouding en geen deel: wie met subsidie werkt, heeft vaak geen uitkering "
            "meer en telt dan alleen in de teller.", at_end=True,
        ),
        Quotient(
            Balance("voorzieningen", SUBSIDIES.at(END), (SUBSIDIES,)),
            Balance("uitkeringen", STOCK.at(END), (STOCK,)),
        ),
        _OF_BOTH, {"eenheid": "voorzieningen", "noemer": "uitkeringen"},
        ("uitkeringen", "voorzieningen"), "verhouding",
    ),
)  # fmt: skip
