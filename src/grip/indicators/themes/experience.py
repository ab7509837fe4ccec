"""What came of instruments that ended: completed, too short, and how it was experienced."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.indicators.model import Events, Indicator, Mean
from grip.results import Better, Card

_THEME = "Resultaat van voorzieningen"
_UNIT, _END = "beeindigingen", "einddatum"
_DIMENSIONS = (
    "doelgroep", "instrument", "aanbieder", "branche", "geslacht", "leeftijdsgroep", "regeling",
    "loonwaardeklasse", "categorie", "statushouder",
)  # fmt: skip
_VARIANT = {"eenheid": "voorzieningen"}
SCORES = (1, 2, 3, 4, 5)
_ON_TIME = (pl.col("einddatum") == pl.col("verwachte_einddatum")).fill_null(False)


def _experienced() -> Iterator[Indicator]:
    """Yield the mean score and the response, of the client and of the consulent."""
    for who, words in (("client", "cliënt"), ("consulent", "consulent")):
        column = f"ervaren_effect_{who}"
        needs = ("voorzieningen", f"voorzieningen.{column}")
        yield Indicator(
            Card(
                column, _THEME, f"Ervaren effect volgens de {words}",
                f"Gemiddelde score (1 tot 5) die de {words} gaf aan het effect van voorzieningen "
                "met een einddatum in de periode, en het aandeel van elke score.",
                "score", numerator="som van de scores",
                denominator="beëindigde voorzieningen met een score", better=Better.HIGHER,
                source="uitvoeringsplan Dalfsen 1.B",
                caveat="Alleen wie een score gaf telt mee; bij een lage respons kan het beeld te "
                "gunstig zijn.",
            ),
            Mean(_UNIT, _END, pl.col(column), "score", SCORES), _DIMENSIONS, _VARIANT, needs,
            "eigen",
        )  # fmt: skip
        yield Indicator(
            Card(
                f"respons_{who}_pct", _THEME, f"Respons van de {words}",
                "Van de voorzieningen met een einddatum in de periode: het aandeel met een score "
                f"van de {words}.",
                "procent", numerator="beëindigde voorzieningen met een score",
                denominator="beëindigde voorzieningen", better=Better.HIGHER,
                source="uitvoeringsplan Dalfsen 1.B",
            ),
            Events(_UNIT, _END, pl.col(column).is_not_null(), pl.lit(True)), _DIMENSIONS,
            _VARIANT, needs, "aandeel",
        )  # fmt: skip


EXPERIENCE = (
    Indicator(
        Card(
            "afgerond_pct", _THEME, "Volledig afgerond",
            "Van de voorzieningen met een einddatum in de periode: het aandeel met als reden "
            "einde 1, volledig afgerond.",
            "procent", numerator="volledig afgeronde voorzieningen",
            denominator="beëindigde voorzieningen", better=Better.HIGHER, source="CBS, SRG",
            caveat="Overmacht en een lege reden staan wel in de noemer. Wie stopt omdat er werk "
            "is, kan als voortijdig gestopt zijn vastgelegd.",
        ),
        Events(_UNIT, _END, (pl.col("reden_einde") == "1").fill_null(False), pl.lit(True)),
        _DIMENSIONS, _VARIANT, ("voorzieningen", "voorzieningen.reden_einde"), "aandeel",
    ),
    Indicator(
        Card(
            "overschrijding_pct", _THEME, "Looptijd net te kort",
            "Van de voorzieningen met een einddatum in de periode: het aandeel dat op de verwachte "
            "einddatum zonder resultaat stopte, terwijl de persoon binnen zes maanden daarna "
            "uitstroomde, om welke reden ook.",
            "procent", numerator="voorzieningen die net te kort duurden",
            denominator="beëindigde voorzieningen", better=Better.LOWER,
            source="uitvoeringsplan Dalfsen 1.B",
            caveat="Zegt niet dat de uitstroom door de voorziening kwam. Over voorzieningen die "
            "korter dan zes maanden geleden stopten, kan het aandeel nog stijgen.",
        ),
        Events(
            _UNIT, _END,
            _ON_TIME & pl.col("resultaat").is_null() & pl.col("snel_uitgestroomd"), pl.lit(True),
        ),
        _DIMENSIONS, _VARIANT,
        (
            "uitkeringen", "voorzieningen", "voorzieningen.verwachte_einddatum",
            "voorzieningen.resultaat",
        ),
        "aandeel",
    ),
    *_experienced(),
)  # fmt: skip
