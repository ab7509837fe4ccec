"""The one shape of everything that is said of instruments: a long frame, a row per figure.

Each row carries its step of evidence (`niveau`). What cannot be said has a status and a reason
(`toelichting`), never a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from grip.results import TOTAL, Status

SCHEMA: dict[str, type[pl.DataType]] = {
    "instrument": pl.String,
    "niveau": pl.Int64,
    "maat": pl.String,
    "dimensie": pl.String,
    "categorie": pl.String,
    "maanden": pl.Int64,
    "waarde": pl.Float64,
    "teller": pl.Float64,
    "noemer": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "eenheid": pl.String,
    "status": pl.String,
    "toelichting": pl.String,
}
ALL = "alle"  # in the column `instrument`: not of one instrument
USE, AFTER, COMPARED, DESIGNED = 0, 1, 2, 3
HORIZONS = (3, 6, 12, 24)
HORIZON = 12  # of the comparison
OUTCOMES = ("uitstroom_werk", "uitstroom_onderwijs", "uitstroom_anders", "vooruit", "parttime",
            "participatie")  # what is followed after a start; costs and scores are not  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of figure: its name for readers, its unit, its step, and what it counts."""

    title: str
    unit: str
    level: int
    definition: str


KINDS: dict[str, Kind] = {
    "gestart": Kind("Gestart", "voorzieningen", USE, "Voorzieningen met een begindatum in de "
                    "twaalf maanden tot en met de peildatum."),
    "lopend": Kind("Lopend", "voorzieningen", USE, "Voorzieningen die lopen aan het eind van de "
                   "peildatum (voorzieningen_lopend)."),
    "bereik": Kind("Bereik", "procent", USE, "Personen in de bijstand op de peildatum bij wie dit "
                   "instrument loopt."),
    "afgerond_pct": Kind("Volledig afgerond", "procent", USE, "Van wat in die twaalf maanden "
                         "eindigde: het aandeel met reden einde 1 (afgerond_pct)."),
    "voortijdig": Kind("Voortijdig gestopt", "procent", USE, "Van alle beëindigde voorzieningen: "
                       "het aandeel met reden einde 2 (voortijdig) of 3 (overmacht), naar wat er "
                       "als resultaat is vastgelegd."),
    "duur": Kind("Looptijd, mediaan", "dagen", USE, "Dagen van begin tot einde waarna de helft is "
                 "geëindigd (wat nog loopt, telt mee)."),
    "wachttijd": Kind("Wachttijd, mediaan", "dagen", USE, "Dagen van het begin van de bijstand tot "
                      "de eerste start van dit instrument, van wie in de bijstand begon."),
    "in_bijstand": Kind("Begonnen in de bijstand", "procent", USE, "Van de personen die in de "
                        "gevolgde jaren met dit instrument begonnen: het aandeel dat op die dag "
                        "in de bijstand was. Alleen van hen is te volgen wat er daarna gebeurde, "
                        "en dan van wie er de avond ervoor al in was."),
    "zonder": Kind("Zonder inzet", "procent", USE, "Personen die op de peildatum minstens een jaar "
                   "in de bijstand zijn: het aandeel bij wie in dat laatste jaar geen enkele "
                   "voorziening liep."),
    "volgorde": Kind("Wat erna kwam", "procent", USE, "Van de voorzieningen die een jaar zijn "
                     "gevolgd: het aandeel waarna dezelfde persoon binnen een jaar als eerste met "
                     "dit andere instrument begon."),
    "voorliggend": Kind("Stap ervoor", "procent", USE, "Van de voorzieningen: het aandeel waarbij "
                        "de persoon in het jaar ervoor met deze voorliggende voorziening begon of "
                        "er nog in zat."),
    "buiten_richtlijn": Kind("Buiten de richtlijn", "procent", USE, "Van de starts in die twaalf "
                             "maanden in een (sub)categorie met een richtlijn: het aandeel dat die "
                             "richtlijn daar niet noemt."),
    "uitstroom_werk": Kind("Uitstroom naar werk", "procent", AFTER, "Kans om binnen zoveel maanden "
                           "na de start uit te stromen naar werk, als andere redenen eerder "
                           "kunnen komen."),
    "uitstroom_onderwijs": Kind("Uitstroom naar school", "procent", AFTER, "Als bij uitstroom naar "
                                "werk, met als reden onderwijs."),
    "uitstroom_anders": Kind("Uitstroom anders", "procent", AFTER, "Als bij uitstroom naar werk, "
                             "met elke andere reden."),
    "vooruit": Kind("Vooruit op de ladder", "procent", AFTER, "Kans op een eerste stap vooruit op "
                    "de ladder binnen zoveel maanden na de start; uitstroom kan eerder komen."),
    "parttime": Kind("Werk naast de uitkering", "procent", AFTER, "Van wie zoveel maanden na de "
                     "start nog in de bijstand is: het aandeel met inkomen uit werk in die maand."),
    "participatie": Kind("Doet mee", "procent", AFTER, "Van wie zoveel maanden na de start nog in "
                         "de bijstand is: het aandeel met een lopende activiteit."),
    "duurzaam": Kind("Duurzaam aan het werk", "procent", AFTER, "Van wie twee jaar is gevolgd: het "
                     "aandeel dat binnen een jaar uitstroomde naar werk en daarna een jaar "
                     "wegbleef."),
    "kosten_start": Kind("Kosten per start", "euro", AFTER, "Gerealiseerde kosten van de "
                         "beëindigde voorzieningen, per voorziening."),
    "kosten_afgerond": Kind("Kosten per afgeronde voorziening", "euro", AFTER, "Dezelfde "
                            "kosten, per volledig afgeronde voorziening."),
    "kosten_duurzaam": Kind("Kosten per duurzame uitstroom", "euro", AFTER, "Kosten van de "
                            "voorzieningen die twee jaar zijn gevolgd, per persoon die daarvan "
                            "duurzaam uitstroomde naar werk."),
    "ervaren_client": Kind("Ervaren effect, cliënt", "score", AFTER, "Gemiddelde score van 1 tot "
                           "en met 5 van de cliënt bij beëindigde voorzieningen."),
    "ervaren_consulent": Kind("Ervaren effect, consulent", "score", AFTER, "Gemiddelde score van 1 "
                              "tot en met 5 van de consulent bij beëindigde voorzieningen."),
    "oneens": Kind("Cliënt en consulent oneens", "procent", AFTER, "Van de voorzieningen met beide "
                   "scores: het aandeel waar die twee of meer punten uiteen liggen."),
    "verschil": Kind("Gewogen verschil", "procentpunt", COMPARED, "Uitstroom naar werk binnen "
                     "twaalf maanden van wie begint, min die van wie toen niet (of nog niet) "
                     "begon en verder gelijk is gemaakt."),
    "deel_starters": Kind("Starters", "procent", COMPARED, "Uitstroom naar werk binnen zoveel "
                          "maanden van wie begon."),
    "deel_anderen": Kind("Vergelijkbare anderen", "procent", COMPARED, "Dezelfde uitstroom van wie "
                         "toen niet begon, gewogen zodat zij op de starters lijken."),
    "verloop": Kind("Verschil per maand", "procentpunt", COMPARED, "Het gewogen verschil na elke "
                    "maand, met een band die voor alle maanden tegelijk geldt. Eerst lager: wie "
                    "begon, stroomde toen minder uit dan wie op hen lijkt; waarom is er niet uit "
                    "af te lezen."),
    "ongewogen": Kind("Zonder weging", "procentpunt", COMPARED, "Hetzelfde verschil zonder de "
                      "anderen gelijk te maken."),
    "anders_gewogen": Kind("Anders gewogen", "procentpunt", COMPARED, "Van een aanwijzing: "
                           "hetzelfde verschil met de kans om te beginnen en een model van de "
                           "uitkomst (AIPW) in plaats van gelijke gemiddelden. Ligt het er ver "
                           "naast, dan hangt de uitkomst aan de manier van wegen."),
    "naief": Kind("Ooit naast nooit", "procentpunt", COMPARED, "De gebruikelijke vergelijking: "
                  "wie ooit begon naast wie nooit begon. Scheef: wie lang in de bijstand zit, "
                  "heeft meer tijd om te beginnen."),
    "ingedikt": Kind("Naar elkaar toe", "procentpunt", COMPARED, "Het verschil, naar het "
                     "gemiddelde van alle instrumenten getrokken naarmate het op minder rust."),
    "kleinste": Kind("Kleinst aantoonbaar", "procentpunt", COMPARED, "Het kleinste verschil dat "
                     "dit bestand vier van de vijf keer zou laten zien."),
    "balans": Kind("Gelijkheid", "standaardafwijking", COMPARED, "Hoe ver starters en anderen uit "
                   "elkaar liggen: voor weging (teller) en erna (waarde)."),
    "omvang": Kind("Effectieve omvang", "personen", COMPARED, "Voor hoeveel gelijke waarnemingen "
                   "de gewogen vergelijkingsgroep telt; noemer is het aantal personen erin."),
    "overlap": Kind("Te vergelijken starters", "procent", COMPARED, "Starters voor wie er op elk "
                    "kenmerk vergelijkbare anderen zijn."),
    "toets_reden": Kind("Toets: uitstroom die niet reageert", "procentpunt", COMPARED, "Het "
                        "verschil in uitstroom door AOW, verhuizing en overlijden, per honderd die "
                        "er nog waren; hoort nul te zijn."),
    "toets_startdatum": Kind("Toets: verzonnen start", "procentpunt", COMPARED, "Een start die een "
                             "jaar te vroeg is verzonnen: het gewogen verschil in wie in dat jaar, "
                             "voor de echte start, werk naast de uitkering kreeg of een stap op de "
                             "ladder zette; hoort nul te zijn."),
    "e_waarde": Kind("E-waarde", "verhouding", COMPARED, "Zo sterk moet een kenmerk dat niet is "
                     "vastgelegd, samenhangen met beginnen en met uitstroom om het verschil weg te "
                     "verklaren; ondergrens voor de grens van het interval."),
    "verschil_groep": Kind("Gewogen verschil in een groep", "procentpunt", COMPARED, "Hetzelfde "
                           "verschil binnen een groep: wie daarvan begint naast wie daarvan niet "
                           "begint, opnieuw gelijk gemaakt."),
    "ingedikt_groep": Kind("Naar elkaar toe, in een groep", "procentpunt", COMPARED, "Het verschil "
                           "in een groep, naar dat van de andere groepen van het instrument "
                           "getrokken naarmate het op minder rust."),
    "opzet_verschil": Kind("Verschil door de opzet", "procentpunt", DESIGNED, "Uitstroom naar werk "
                           "van wie het aanbod had, min wat die zonder het aanbod was geweest; "
                           "iedereen met het aanbod telt, ook wie er niet aan begon. Bij een "
                           "wachtlijst: van wie van de lijst begon, min die van wie nog wachtte."),
    "opzet_met": Kind("Met het aanbod", "procent", DESIGNED, "Uitstroom naar werk van wie het "
                      "aanbod had; bij een wachtlijst van wie begon."),
    "opzet_zonder": Kind("Zonder het aanbod", "procent", DESIGNED, "Wat die uitstroom zonder het "
                         "aanbod was geweest, naar wie er in de opzet naast staat."),
    "opzet_begonnen": Kind("Begonnen met het aanbod", "procent", DESIGNED, "Wie aan het eind aan "
                           "het instrument was begonnen, van wie het aanbod had (niet bij een "
                           "wachtlijst)."),
    "opzet_elders": Kind("Begonnen zonder het aanbod", "procent", DESIGNED, "Wie aan het eind aan "
                         "het instrument was begonnen, van wie ernaast staat (niet bij een "
                         "wachtlijst)."),
    "opzet_toets": Kind("Toets van de opzet", "procentpunt", DESIGNED, "Wat nul hoort te zijn: of "
                        "de groepen vooraf al uiteenliepen (per periode), of er bij de grens meer "
                        "mensen aan een kant zitten (logaritme maal 100) of iets verspringt dat al "
                        "vaststond, of wie van de lijst begint verschilt van wie wacht "
                        "(standaardafwijkingen), ook in uitstroom die niet kan reageren (per "
                        "honderd die er nog waren)."),
    "opzet_oordeel": Kind("Oordeel over de opzet", "oordeel", DESIGNED, "Geen uitspraak, verschil "
                          "aangetoond of geen verschil aangetoond."),
    "oordeel": Kind("Oordeel", "oordeel", COMPARED, "Geen uitspraak, een aanwijzing of geen "
                    "aanwijzing; nooit bewijs."),
}  # fmt: skip


def lines(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows of one kind in the shape of the frame; what they lack is filled in."""
    one = KINDS[kind]
    usual: dict[str, pl.Expr] = {
        "niveau": pl.lit(one.level),
        "maat": pl.lit(kind),
        "dimensie": pl.lit(TOTAL),
        "categorie": pl.lit(TOTAL),
        "eenheid": pl.lit(one.unit),
        "status": pl.lit(Status.SHOWN.value),
        "toelichting": pl.lit(""),
    }
    given = set(frame.columns)
    return frame.select(
        (
            pl.col(name)
            if name in given
            else usual.get(name, pl.lit(None))
        ).cast(kind_of).alias(name)
        for name, kind_of in SCHEMA.items()
    )  # fmt: skip


def together(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return parts of the frame as one."""
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts])


def too_few(rows: pl.DataFrame, least: int, size: str = "noemer") -> pl.DataFrame:
    """Return figures without value and bounds where too few cases stand behind them."""
    few = (pl.col(size) < least).fill_null(True)
    some = [name for name in ("waarde", "ondergrens", "bovengrens") if name in rows.columns]
    return rows.with_columns(
        *(pl.when(~few).then(name).alias(name) for name in some),
        status=pl.when(few).then(pl.lit(Status.TOO_FEW.value)).otherwise(
            pl.lit(Status.SHOWN.value)),
        toelichting=pl.when(few).then(
            pl.format(f"{{}} gevallen, nodig {least}", pl.col(size).fill_null(0).cast(pl.Int64))
        ).otherwise(pl.lit("")),
    )  # fmt: skip
