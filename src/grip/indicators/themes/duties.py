"""Duties: who is exempted from them, what they do all the same, and who is sanctioned."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from grip.indicators.model import END, FIRST, Balance, Indicator, Measure, Presence
from grip.indicators.themes.flow import STOCK, TRAITS_OF_PERSON
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.flags import flag_timeline, has, running
from grip.indicators.views.traits import Trait
from grip.results import UNKNOWN, Better, Card

KINDS = ("alleenstaande_ouder", "tijdelijk", "volledig_duurzaam", UNKNOWN)
DUTIES = ("arbeid", "re-integratie", "tegenprestatie", UNKNOWN)
SERVICE = ("tegenprestatie", "vrijwilligerswerk")
TAKING_PART = (*SERVICE, "arbeidsmatige_dagbesteding", "zorgtraject", "beschut_werk")
_THEME = "Verplichtingen"


def _flags(prefix: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{prefix}={name}" for name in names)


_EXEMPT = _flags("soort", KINDS)
_FLAGS = (*_EXEMPT, *_flags("verplichting", DUTIES), *_flags("activiteit", TAKING_PART))


@dataclass(frozen=True)
class OfSituation(Trait):
    """The exemptions and activities that run at the end of a day, as flags."""

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        exemptions, activities = caseload.table("ontheffingen"), caseload.table("activiteiten")
        duty = pl.col("vlag").str.strip_chars()
        known = pl.when(duty.is_in(DUTIES)).then(duty).otherwise(pl.lit(UNKNOWN))
        by_duty = running(exemptions, pl.col("verplichting").fill_null(UNKNOWN).str.split("+"))
        return flag_timeline(
            pl.concat(
                [
                    running(exemptions, pl.lit("soort=") + pl.col("soort")),
                    by_duty.explode("vlag").with_columns(vlag=pl.lit("verplichting=") + known),
                    running(
                        activities.filter(pl.col("soort").is_in(TAKING_PART)),
                        pl.lit("activiteit=") + pl.col("soort"),
                    ),
                ]
            ),
            _FLAGS,
        )


SITUATION = {"situatie": OfSituation()}


def situated(name: str, *conditions: pl.Expr) -> Measure:
    """Return the measure of who is in a situation: all of the conditions hold."""
    weight = pl.col("teken") * pl.all_horizontal(conditions).fill_null(False)
    return Measure(name, weight)


def is_one_of(prefix: str, *names: str) -> pl.Expr:
    """True where one of these flags holds."""
    return has("situatie", *_flags(prefix, names))


EXEMPT = situated("ontheven", is_one_of("soort", *KINDS))
SERVING = situated("ontheven_actief", is_one_of("soort", *KINDS), is_one_of("activiteit", *SERVICE))
_PARTS = {
    dimension: {name: situated(f"{dimension}={name}", is_one_of(dimension, name)) for name in names}
    for dimension, names in (("soort", KINDS), ("verplichting", DUTIES))
}
_PART_MEASURES = [measure for part in _PARTS.values() for measure in part.values()]

DUTY_FIGURES = (
    Indicator(
        Card(
            "ontheffing_pct", _THEME, "Personen met een ontheffing",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met minstens "
            "een ontheffing die dan loopt.",
            "procent", numerator="personen met een lopende ontheffing",
            denominator="personen in de bijstand", source="uitvoeringsplan Dalfsen 2.C",
            caveat="Iemand kan meer dan een ontheffing hebben: de soorten en de verplichtingen "
            "tellen daarom op tot meer dan het totaal. Elk aandeel is van alle personen in de "
            "groep.", at_end=True,
        ),
        Balance(
            "personen", EXEMPT.at(END), (EXEMPT, STOCK, *_PART_MEASURES), STOCK.at(END),
            SITUATION,
            {
                dimension: {name: measure.at(END) for name, measure in part.items()}
                for dimension, part in _PARTS.items()
            },
        ),
        ("soort", "verplichting", *TRAITS_OF_PERSON), {"eenheid": "personen"},
        ("uitkeringen", "ontheffingen"), "aandeel",
    ),
    Indicator(
        Card(
            "tegenprestatie_bij_ontheffing_pct", _THEME, "Actief met een ontheffing",
            "Van de personen in de bijstand met een lopende ontheffing aan het eind van de "
            "periode: het aandeel dat dan een tegenprestatie of vrijwilligerswerk doet.",
            "procent", numerator="personen met een ontheffing die een tegenprestatie of "
            "vrijwilligerswerk doen",
            denominator="personen met een lopende ontheffing", better=Better.HIGHER,
            source="uitvoeringsplan Dalfsen, doelstelling 2",
            caveat="Alleen wat als activiteit is geregistreerd, telt; wie uit zichzelf "
            "vrijwilligerswerk doet, is vaak niet bekend.", at_end=True,
        ),
        Balance("personen", SERVING.at(END), (SERVING, EXEMPT), EXEMPT.at(END), SITUATION),
        TRAITS_OF_PERSON, {"eenheid": "personen"},
        ("uitkeringen", "ontheffingen", "activiteiten"), "aandeel",
    ),
    Indicator(
        Card(
            "maatregel_pct", _THEME, "Personen met een nieuwe maatregel",
            "Van de personen die aan het begin van de periode in de bijstand waren of in de "
            "periode instroomden: het aandeel met een maatregel die in de periode begon.",
            "procent", numerator="personen met een maatregel die in de periode begon",
            denominator="personen in de bijstand aan het begin of ingestroomd",
            source="CBS, BUS kenmerk 28",
            caveat="Een persoon telt een keer, ook met meer maatregelen.",
        ),
        Presence(
            "personen", pl.col("begonnen"), pl.lit(1), record="persoon_id", day=FIRST,
            begun="maatregelen",
        ),
        TRAITS_OF_PERSON, {"eenheid": "personen"}, ("uitkeringen", "maatregelen"), "aandeel",
    ),
)  # fmt: skip
