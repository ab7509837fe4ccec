"""Movement within the caseload: who was where on the ladder, and where are they now."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from grip.config import Ladder
from grip.indicators.model import (
    END,
    Balance,
    Events,
    Indicator,
    Matrix,
    Measure,
    Quantile,
    Transition,
    YearOn,
)
from grip.indicators.themes.flow import STOCK, TRAITS_OF_PERSON
from grip.indicators.views.ladders import category_state
from grip.indicators.views.steps import MENDED_DAYS
from grip.indicators.views.traits import OfState
from grip.results import Better, Card

_THEME = "Doorstroom"
_PLAN = "uitvoeringsplan Dalfsen 1.B"
CHANCE_MONTHS = (12, 24)


def movement(ladder: Ladder) -> tuple[Indicator, ...]:
    """Return the chapter *Doorstroom*, for the ladder of the profile."""
    return (
        _matrix(ladder), *_steps(ladder), _at_their_best(ladder),
        *(_chances(ladder, months) for months in CHANCE_MONTHS),
        *(_pooled(ladder, months) for months in CHANCE_MONTHS), _stay(ladder),
        *_year_on(ladder),
    )  # fmt: skip


def _matrix(ladder: Ladder) -> Indicator:
    return Indicator(
        Card(
            "doorstroom", _THEME, "Doorstroom op de ladder",
            "Personen naar hun plaats op de ladder aan het begin en aan het eind van de "
            "periode; wie aan het begin niet in de bijstand was, staat bij instroom, wie aan "
            "het eind niet meer, bij uitstroom. Het totaal is wie op beide momenten in de "
            "bijstand was.",
            "personen", numerator="personen", source=_PLAN,
            caveat="Vergelijkt twee momenten: wie tussendoor weg was of van plaats wisselde "
            "en terugkwam, is hier niet te zien.",
        ),
        Matrix("personen"), ("van|naar",), {"eenheid": "personen", "ladder": ladder.bron},
        ("uitkeringen", ladder.bron),
    )  # fmt: skip


def _steps(ladder: Ladder) -> tuple[Indicator, ...]:
    """Declare the steps up and down: each change of position of who is in stock that day."""
    by_value = ("arbeidsvermogen.loonwaarde_pct",) if ladder.bron == "arbeidsvermogen" else ()
    return tuple(
        Indicator(
            Card(
                id, _THEME, f"Stappen {way} op de ladder",
                f"Aantal keren dat een persoon in de bijstand in de periode een {place} plaats op "
                "de ladder kreeg: op die dag begint een rij, en de plaats op die dag en de dag "
                "ervoor zijn bekend en verschillen.",
                "stappen", numerator=f"stappen {way}", better=better, source=_PLAN,
                caveat="Telt veranderingen, geen personen: wie heen en terug gaat, telt in beide "
                "richtingen. De groep is die van de dag zelf, dus die van de nieuwe plaats. Soort "
                f"stap: een correctie wordt binnen {MENDED_DAYS} dagen teruggedraaid; een "
                "herindeling is een dag waarop een tiende van het bestand tegelijk een andere "
                "plaats kreeg, of een beleidsbreuk van het profiel.",
            ),
            Events("stappen", "stapdatum", where), (*TRAITS_OF_PERSON, "stapsoort"),
            {"eenheid": "stappen", "ladder": ladder.bron},
            ("uitkeringen", ladder.bron, *by_value),
        )
        for id, way, place, where, better in (
            ("doorstroom_vooruit", "vooruit", "hogere", pl.col("vooruit"), Better.HIGHER),
            ("doorstroom_terug", "terug", "lagere", ~pl.col("vooruit"), Better.LOWER),
        )
    )  # fmt: skip


def _at_their_best(ladder: Ladder) -> Indicator:
    state = category_state(ladder, pl.col("perspectief"))
    is_best = pl.col("vooruitzicht") == "maximaal_bereikt"
    best = Measure("maximaal_bereikt", pl.col("teken") * is_best)
    return Indicator(
        Card(
            "maximaal_bereikt_aandeel", _THEME, "Maximaal haalbare bereikt",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met als "
            "perspectief maximaal_bereikt.",
            "procent", numerator="personen met als perspectief maximaal_bereikt",
            denominator="personen in de bijstand", source=_PLAN,
            caveat="Wie geen perspectief heeft, telt mee in de noemer.", at_end=True,
        ),
        Balance(
            "personen", best.at(END), (best, STOCK), STOCK.at(END),
            {"vooruitzicht": OfState(state.table, state.value, state.rank)},
        ),
        TRAITS_OF_PERSON, {"eenheid": "personen"},
        ("uitkeringen", "categorieen.perspectief"), "aandeel",
    )  # fmt: skip


def _chances(ladder: Ladder, months: int) -> Indicator:
    """Declare where people are so many months on, of who was in each place then."""
    then = f"{months} maanden voor de peildatum"
    return Indicator(
        Card(
            "overgangskans", _THEME, f"Waar iemand over {months} maanden is",
            f"Van wie {then} op een plaats van de ladder was of uit de bijstand: de kans om op de "
            "peildatum op elke plaats te zijn, of uit; het totaal is de kans om uit de bijstand te "
            "zijn voor wie erin was.",
            "procent", numerator="personen die op de peildatum daar zijn",
            denominator=f"personen die er {then} waren", source=_PLAN,
            caveat="Iedereen is tot de peildatum gevolgd, zodat dit aandeel de schatting van "
            "Aalen en Johansen is voor wie er toen was (landmark). De rij uitstroom gaat over wie "
            "eerder bijstand had. De variant methode=markov neemt de stappen van iedereen mee, ook "
            "van wie later kwam; die is te hoog als vooral nieuwe mensen snel vertrekken.",
            at_end=True,
        ),
        Transition(months), ("van|naar",), _chance_variant(ladder, months),
        ("uitkeringen", ladder.bron), "aandeel", by_default=months == CHANCE_MONTHS[0],
        in_series=False,
    )  # fmt: skip


def _pooled(ladder: Ladder, months: int) -> Indicator:
    """Declare the same from everybody's steps, under the Markov assumption."""
    usual = _chances(ladder, months)
    card = replace(
        usual.card,
        definition="Als overgangskans, geschat uit alle stappen in die maanden, ook van wie er "
        "toen nog niet was (Aalen-Johansen, met Greenwoods interval).",
        caveat="Rekent alsof niet uitmaakt hoe lang iemand ergens al is of hoe hij er kwam "
        "(Markov). Teller en noemer zijn de telling van wie er toen was; de kans is daar niet het "
        "quotiënt van.",
        estimated=True,
    )  # fmt: skip
    variant = {**_chance_variant(ladder, months), "methode": "markov"}
    return replace(
        usual, card=card, formula=Transition(months, pooled=True), variant=variant,
        interval="eigen", by_default=False,
    )  # fmt: skip


def _chance_variant(ladder: Ladder, months: int) -> dict[str, str]:
    return {"eenheid": "personen", "ladder": ladder.bron, "maanden": str(months)}


def _stay(ladder: Ladder) -> Indicator:
    return Indicator(
        Card(
            "verblijfsduur_mediaan", _THEME, "Verblijf op een plaats, mediaan",
            "Het aantal dagen waarna de helft van de verblijven op een plaats van de ladder is "
            "geëindigd, door een andere plaats of door uitstroom.",
            "dagen", numerator="geëindigde verblijven", denominator="gevolgde verblijven",
            source=_PLAN,
            caveat="Wie er al was toen de registratie begon, telt vanaf die dag, wie er nog is, "
            "telt tot de peildatum. Een verblijf op een onbekende plaats telt ook.",
            at_end=True, estimated=True,
        ),
        Quantile("verblijven", 0.5, "verblijven"), (ladder.dimension,),
        {"eenheid": "verblijven", "ladder": ladder.bron}, ("uitkeringen", ladder.bron), "eigen",
        in_series=False,
    )  # fmt: skip


def _year_on(ladder: Ladder) -> tuple[Indicator, ...]:
    """Declare what became of who was there a year ago."""
    now = "een jaar voor de peildatum in de bijstand"
    variant = {"eenheid": "personen", "ladder": ladder.bron}
    needs = ("uitkeringen", ladder.bron)
    ends = "wie overleed, de AOW-leeftijd bereikte of verhuisde telt niet mee"
    return (
        Indicator(
            Card(
                "na_een_jaar", _THEME, "Wat er na een jaar van mensen is geworden",
                f"Personen die {now} waren, naar wat er op de peildatum van hen is geworden; samen "
                "zijn zij de stand van toen.",
                "personen", numerator=f"personen die {now} waren", source=_PLAN,
                caveat="Vergelijkt twee momenten. Wie op dezelfde plaats is en daar het hoogst "
                "haalbare heeft bereikt, staat apart: dat is een resultaat.", moment=True,
            ),
            YearOn("uitkomst"), (), variant, needs, "", in_series=False,
        ),
        Indicator(
            Card(
                "resultaat_na_een_jaar_pct", _THEME, "Resultaat na een jaar",
                f"Van de personen die {now} waren: het aandeel dat naar werk of onderwijs "
                "uitstroomde, hoger op de ladder staat, of op zijn plaats het hoogst haalbare "
                "heeft bereikt.",
                "procent", numerator="personen met een resultaat",
                denominator=f"personen die {now} waren, van wie beide plaatsen bekend zijn",
                better=Better.HIGHER, source=_PLAN, followed=True,
                caveat=f"Het is een vergelijking van twee momenten; {ends}.",
            ),
            YearOn("resultaat"), (), variant, needs, "aandeel", in_series=False,
        ),
        Indicator(
            Card(
                "perspectief_uitgekomen_pct", _THEME, "Perspectief uitgekomen",
                f"Van de personen die {now} waren en toen een perspectief hadden: het aandeel "
                "waarbij dat een jaar later is uitgekomen.",
                "procent", numerator="personen bij wie het perspectief uitkwam",
                denominator=f"personen die {now} waren, met een perspectief",
                better=Better.HIGHER, source=_PLAN, followed=True,
                caveat="Uitstroom: uit de bijstand. Doorstroom: hoger op de ladder, of uit naar "
                "werk of onderwijs. Maximaal bereikt: nog op dezelfde plaats, wat een resultaat is "
                f"en geen mislukking. En {ends}.",
            ),
            YearOn("perspectief"), (), variant, (*needs, "categorieen.perspectief"), "aandeel",
            in_series=False,
        ),
        _to_work(now, ends, variant, needs),
    )  # fmt: skip


def _to_work(now: str, ends: str, variant: dict[str, str], needs: tuple[str, ...]) -> Indicator:
    """Declare who is out to work, of who earned something a year ago and of who did not."""
    return Indicator(
        Card(
            "werk_na_een_jaar_pct", _THEME, "Een jaar later uit naar werk of onderwijs",
            f"Van de personen die {now} waren: het aandeel dat op de peildatum uit was naar "
            "werk of onderwijs, apart voor wie toen inkomsten uit arbeid had (parttime of "
            "tijdelijk werk) en wie niet.",
            "procent", numerator="personen die uit zijn naar werk of onderwijs",
            denominator=f"personen die {now} waren",
            better=Better.HIGHER, source=_PLAN, followed=True,
            caveat="Wie al werkt, verschilt ook in andere dingen van wie niet werkt: het is "
            "samenhang, geen bewijs dat parttime werk naar uitstroom leidt. Inkomsten zijn "
            f"die van de maand van de dag een jaar geleden; {ends}.",
        ),
        YearOn("inkomen_uit_werk"), (), variant, (*needs, "inkomsten.soort"), "aandeel",
        in_series=False,
    )  # fmt: skip
