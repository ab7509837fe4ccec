"""What instruments cost for each start, each one completed, and each lasting outcome."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.indicators.model import Indicator, Sum
from grip.results import Better, Card

_UNIT = "inzet"
_DIMENSIONS = (
    "doelgroep", "instrument", "aanbieder", "branche", "geslacht", "leeftijdsgroep", "regeling",
    "loonwaardeklasse", "categorie", "statushouder",
)  # fmt: skip
_HUNDREDFOLD = 100  # a sum is given in hundredths
_EVERY = pl.col("spell").is_not_null()
_COMPLETED = (pl.col("reden_einde") == "1").fill_null(False)
# Per result: its words, of which voorzieningen, by which of their dates, and which ones count.
_RESULTS = {
    "gestart": (
        "per gestarte voorziening", "met een einddatum in de periode", "einddatum", _EVERY,
        "beeindigde voorzieningen",
    ),
    "afgerond": (
        "per afgeronde voorziening", "met een einddatum in de periode", "einddatum", _COMPLETED,
        "volledig afgeronde voorzieningen",
    ),
    "duurzaam": (
        "per duurzaam resultaat", "die in de periode twee jaar geleden begonnen", "beoordeeld",
        pl.col("duurzaam"), "keren duurzaam naar werk",
    ),
}  # fmt: skip
_USUAL = "gestart"
_LASTING = (
    "Duurzaam: binnen een jaar na de start naar werk, en niet binnen 365 dagen terug. Dat het door "
    "de voorziening kwam, is daarmee niet gezegd. "
)


def _figures() -> Iterator[Indicator]:
    for result, (words, which, moment, counts, below) in _RESULTS.items():
        yield Indicator(
            Card(
                "kosten_per_resultaat", "Geld", f"Kosten {words}",
                f"De gerealiseerde kosten van alle voorzieningen {which}, over hun hele looptijd, "
                f"gedeeld door het aantal {below} daaronder.",
                "euro", numerator="gerealiseerde kosten in euro", denominator=below,
                better=Better.LOWER, source="grip, definities",
                caveat=(_LASTING if result == "duurzaam" else "")
                + "Alleen kosten die op een voorziening zijn geboekt, van voorzieningen die "
                "begonnen in of na het jaar van de eerste boeking. Van een instrument waarop in "
                "de hele export niets is geboekt, telt geen voorziening mee. De groep is die van "
                "de dag waarop de voorziening begon.",
            ),
            Sum(_UNIT, moment, pl.col("betaald"), _HUNDREDFOLD * counts.cast(pl.Int64)),
            _DIMENSIONS, {"eenheid": "euro", "resultaat": result},
            ("kosten", "kosten.voorziening_id", "voorzieningen", "uitkeringen"), "",
            by_default=result == _USUAL, for_colleagues=True,
        )  # fmt: skip


COST_PER_RESULT = tuple(_figures())
