"""Lead times: from registration to application, decision, advance and first instrument."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import EVER, Dated, Events, Indicator, Median, Waiting
from grip.indicators.themes.gate import GATE_DIMENSIONS
from grip.results import Better, Card

_THEME = "Doorlooptijden"
_UNIT = "meldingen"
TERM_DAYS = 56

_DATES = ("meldingen", "meldingen.aanvraagdatum", "meldingen.besluitdatum")
_NET = ("meldingen.opschorting_dagen",)
_SUSPENDED = pl.col("opschorting_dagen").fill_null(0)
_TO_APPLICATION = (pl.col("aanvraagdatum") - pl.col("meldingsdatum")).dt.total_days()
_TO_DECISION = (pl.col("besluitdatum") - pl.col("aanvraagdatum")).dt.total_days() - _SUSPENDED
_OPEN = ~(pl.col("besluitdatum") <= pl.col("e")).fill_null(False)
_OPEN_FOR = (pl.col("e") - pl.col("aanvraagdatum")).dt.total_days() - _SUSPENDED
_UNDECIDED = ~(pl.col("besluitdatum") <= pl.col("voorschot_uiterlijk")).fill_null(False)
_ADVANCED = (pl.col("voorschotdatum") <= pl.col("voorschot_uiterlijk")).fill_null(False)

START_DIMENSIONS = (
    "doelgroep", "regeling", "leefvorm", "geslacht", "leeftijdsgroep", "loonwaardeklasse",
    "categorie", "statushouder",
)  # fmt: skip


def _lead_time(card: Card, formula: Dated, needs: tuple[str, ...], interval: str) -> Indicator:
    return Indicator(card, formula, GATE_DIMENSIONS, {"eenheid": _UNIT}, needs, interval)


def _first_support(
    since: str, until: str, words: str, needs: tuple[str, ...], *, usual: bool
) -> Indicator:
    card = Card(
        "doorlooptijd_start", _THEME, "Dagen tot de eerste voorziening",
        f"Mediaan van het aantal dagen van {words} tot de eerste voorziening van de client die op "
        "of na de ingangsdatum begint, van uitkeringen met een ingangsdatum in de periode.",
        "dagen", numerator="uitkeringen waarvan de client een voorziening kreeg",
        denominator="gevolgde uitkeringen", better=Better.LOWER,
        source="uitvoeringsplan Dalfsen 1.B",
        caveat="Wie nog geen voorziening heeft, ook na het einde van de uitkering, telt mee als "
        "wachtend tot de dag van de gegevens. Kreeg minder dan de helft er een, dan is "
        "er geen mediaan. Een voorziening die bij de start al liep, telt niet; begon zij voor het "
        "besluit, dan is het vanaf het besluit 0 dagen.",
    )  # fmt: skip
    return Indicator(
        card, Waiting("aanvang", "ingangsdatum", since, until), START_DIMENSIONS,
        {"eenheid": "uitkeringen", "vanaf": since}, ("uitkeringen", "voorzieningen", *needs),
        "eigen", by_default=usual,
    )  # fmt: skip


LEAD_TIMES = (
    _lead_time(
        Card(
            "doorlooptijd_melding_aanvraag", _THEME, "Dagen van melding tot aanvraag",
            "Mediaan van het aantal dagen van de melding tot de aanvraag, van aanvragen met een "
            "aanvraagdatum in de periode.",
            "dagen", numerator="dagen van melding tot aanvraag", denominator="aanvragen",
            source="Participatiewet, artikel 41 en 44",
            caveat="Voor wie jonger is dan 27 geldt een zoektermijn van vier weken. Wie niet "
            "aanvraagt, telt hier niet mee.",
        ),
        Median(_UNIT, "aanvraagdatum", _TO_APPLICATION), _DATES[:2], "eigen",
    ),
    _lead_time(
        Card(
            "doorlooptijd_besluit", _THEME, "Dagen van aanvraag tot besluit",
            "Mediaan van het aantal dagen van de aanvraag tot het besluit, zonder de dagen "
            "opschorting, van aanvragen met een besluitdatum in de periode.",
            "dagen", numerator="dagen van aanvraag tot besluit", denominator="besliste aanvragen",
            better=Better.LOWER, source="Algemene wet bestuursrecht, artikel 4:13 en 4:15",
            caveat="Alleen besliste aanvragen tellen mee; lees de open aanvragen ernaast, want "
            "wie lang wacht staat hier nog niet in.",
        ),
        Median(_UNIT, "besluitdatum", _TO_DECISION), (*_DATES, *_NET), "eigen",
    ),
    _lead_time(
        Card(
            "doorlooptijd_aanvraag", _THEME, "Dagen tot een besluit, met wie nog wacht",
            "Het aantal dagen waarna de helft van de aanvragen met een aanvraagdatum in de periode "
            "een besluit heeft, ook een afwijzing.",
            "dagen", numerator="aanvragen met een besluit", denominator="aanvragen",
            better=Better.LOWER, source="Algemene wet bestuursrecht, artikel 4:13",
            caveat="Wie nog geen besluit heeft, telt mee als wachtend tot de extractiedatum "
            "(Kaplan-Meier); in kalenderdagen, met de dagen opschorting erbij. Een besluit van "
            "voor de aanvraag telt niet mee.",
        ),
        Waiting(_UNIT, "aanvraagdatum", "aanvraagdatum", "besluitdatum"), _DATES, "eigen",
    ),
    _lead_time(
        Card(
            "besluit_binnen_8_weken_pct", _THEME, "Besluit binnen 8 weken",
            "Van de aanvragen met een besluitdatum in de periode: het aandeel met een besluit "
            "binnen 56 dagen na de aanvraag, zonder de dagen opschorting.",
            "procent", numerator="besluiten binnen 8 weken", denominator="besliste aanvragen",
            better=Better.HIGHER, source="Algemene wet bestuursrecht, artikel 4:13 en 4:15",
            caveat="Open aanvragen tellen niet mee; lees besluit_open_na_8_weken ernaast.",
        ),
        Events(
            _UNIT, "besluitdatum", _TO_DECISION <= TERM_DAYS, pl.col("aanvraagdatum").is_not_null()
        ),
        (*_DATES, *_NET), "aandeel",
    ),
    _lead_time(
        Card(
            "aanvragen_open", _THEME, "Open aanvragen",
            "Aantal aanvragen van op of voor de laatste dag van de periode zonder besluitdatum op "
            "of voor die dag.",
            "aanvragen", numerator="open aanvragen", better=Better.LOWER, moment=True,
            source="Algemene wet bestuursrecht, artikel 4:13",
            caveat="Een aanvraag waarvan de besluitdatum niet is ingevuld, blijft hier open staan.",
        ),
        Events(_UNIT, "aanvraagdatum", _OPEN, since=EVER), _DATES, "telling",
    ),
    _lead_time(
        Card(
            "besluit_open_na_8_weken", _THEME, "Open aanvragen na 8 weken",
            "Aantal aanvragen dat aan het eind van de periode langer dan 56 dagen open staat, "
            "zonder de dagen opschorting.",
            "aanvragen", numerator="aanvragen die langer dan 8 weken open staan",
            better=Better.LOWER, moment=True,
            source="Algemene wet bestuursrecht, artikel 4:13 en 4:15",
            caveat="Een aanvraag waarvan de besluitdatum niet is ingevuld, blijft hier open staan.",
        ),
        Events(_UNIT, "aanvraagdatum", _OPEN & (_OPEN_FOR > TERM_DAYS), since=EVER),
        (*_DATES, *_NET), "telling",
    ),
    _lead_time(
        Card(
            "voorschot_binnen_4_weken_pct", _THEME, "Voorschot binnen 4 weken",
            "Van de aanvragen die in de periode 28 dagen oud werden en toen nog geen besluit "
            "hadden: het aandeel waarvoor toen een voorschot was betaald.",
            "procent", numerator="aanvragen met een voorschot",
            denominator="aanvragen zonder besluit na 4 weken", better=Better.HIGHER,
            source="Participatiewet, artikel 52",
            caveat="Of iemand het voorschot zelf niet wilde of niet meewerkte, is niet te zien.",
        ),
        Events(_UNIT, "voorschot_uiterlijk", _ADVANCED, _UNDECIDED),
        (*_DATES, "meldingen.voorschotdatum"), "aandeel",
    ),
    _first_support("ingangsdatum", "eerste_voorziening", "de ingangsdatum", (), usual=True),
    _first_support(
        "besluitdatum", "voorziening_na_besluit", "het besluit op de melding",
        ("meldingen.besluitdatum", "meldingen.uitkering_id"), usual=False,
    ),
)  # fmt: skip
