"""Tables that come from the case system (names: CBS BUS and SRG, Gemeentelijk Gegevensmodel)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from grip.schema.row import Money, Month, Percentage, ReasonCode, Row, Soft, Spell, Text

SCHEMES = ("PW", "IOAW", "IOAZ", "BBZ")


class Person(Row):
    """One person."""

    table: ClassVar[str] = "personen"
    title: ClassVar[str] = "Personen"
    key: ClassVar[tuple[str, ...]] = ("persoon_id",)

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    geboortedatum: date = Field(title="Geboortedatum; een los jaar geldt als 1 juli")
    geslacht: Annotated[Literal["man", "vrouw", "onbekend"] | None, Soft()] = Field(
        None, title="Geslacht"
    )
    statushouder: Annotated[bool | None, Soft()] = Field(None, title="Statushouder")
    inburgering_vanaf: date | None = Field(None, title="Inburgeringsplichtig vanaf")
    inburgering_tot: date | None = Field(None, title="Inburgeringsplichtig tot en met")
    nugger_vanaf: date | None = Field(None, title="Geregistreerd als nugger vanaf")
    nugger_tot: date | None = Field(None, title="Geregistreerd als nugger tot en met")
    opleidingsniveau: str | None = Field(None, title="Hoogste opleiding")
    wijk: str | None = Field(None, title="Wijk")


class Benefit(Row):
    """One person in one benefit spell; a couple has two rows under one `uitkering_id`."""

    table: ClassVar[str] = "uitkeringen"
    title: ClassVar[str] = "Uitkeringen"
    key: ClassVar[tuple[str, ...]] = ("uitkering_id", "persoon_id")
    begin: ClassVar[str | None] = "ingangsdatum"
    end: ClassVar[str | None] = "einddatum"

    uitkering_id: Text = Field(title="Nummer van de uitkering")
    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    rol: Literal["client", "partner"] = Field("client", title="Rol van de persoon")
    regeling: Literal["PW", "IOAW", "IOAZ", "BBZ"] = Field(title="Regeling")
    leefvorm: Annotated[
        Literal["alleenstaande", "alleenstaande_ouder", "samenwonend", "anders"] | None, Soft()
    ] = Field(None, title="Leefvorm")
    ingangsdatum: date = Field(title="Eerste dag van het recht")
    einddatum: date | None = Field(None, title="Laatste dag van het recht; leeg is lopend")
    reden_instroom: ReasonCode | None = Field(None, title="Reden van instroom (CBS-code)")
    reden_uitstroom: ReasonCode | None = Field(None, title="Reden van uitstroom (CBS-code)")
    administratie_begin: date | None = Field(None, title="Dag waarop de start is ingevoerd")
    administratie_einde: date | None = Field(None, title="Dag waarop het einde is ingevoerd")
    consulent: str | None = Field(None, title="Consulent")


class Registration(Row):
    """One person who reports at the gate (melding), and what became of it."""

    table: ClassVar[str] = "meldingen"
    title: ClassVar[str] = "Meldingen aan de poort"
    key: ClassVar[tuple[str, ...]] = ("melding_id",)

    melding_id: Text = Field(title="Nummer van de melding")
    persoon_id: str | None = Field(None, title="Pseudoniem van de persoon")
    geboortedatum: date | None = Field(None, title="Geboortedatum")
    meldingsdatum: date = Field(title="Dag van de melding")
    aanvraagdatum: date | None = Field(None, title="Dag van de aanvraag; leeg is geen aanvraag")
    besluitdatum: date | None = Field(None, title="Dag van het besluit")
    opschorting_dagen: Annotated[int, Field(ge=0)] | None = Field(
        None, title="Dagen waarmee de beslistermijn is opgeschort"
    )
    voorschotdatum: date | None = Field(None, title="Dag waarop een voorschot is betaald")
    besluit: Annotated[
        Literal["toegekend", "afgewezen", "ingetrokken", "buiten_behandeling"] | None, Soft()
    ] = Field(None, title="Besluit")
    uitkering_id: str | None = Field(None, title="Uitkering die eruit volgde")
    poortactie: str | None = Field(None, title="Wat er aan de poort is gedaan")


class LadderPosition(Spell):
    """The place of a person on the ladder of the municipality, over time."""

    table: ClassVar[str] = "categorieen"
    title: ClassVar[str] = "Indeling in categorieën"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    categorie: Text = Field(title="Categorie op de ladder van het profiel")
    subcategorie: str | None = Field(None, title="Subcategorie")
    perspectief: Annotated[
        Literal["uitstroom", "doorstroom", "maximaal_bereikt", "onbekend"] | None, Soft()
    ] = Field(None, title="Perspectief")
    consulent: str | None = Field(None, title="Consulent")


class WorkCapacity(Spell):
    """The work capacity (loonwaarde) of a person, over time."""

    table: ClassVar[str] = "arbeidsvermogen"
    title: ClassVar[str] = "Arbeidsvermogen (loonwaarde)"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    loonwaarde_pct: Percentage | None = Field(
        None, title="Loonwaarde in % van het minimumloon; leeg is niet bekend"
    )
    door_keuring: Annotated[bool | None, Soft()] = Field(None, title="Vastgesteld door een keuring")


class Support(Spell):
    """One instrument granted to one person (voorziening)."""

    table: ClassVar[str] = "voorzieningen"
    title: ClassVar[str] = "Voorzieningen"
    key: ClassVar[tuple[str, ...]] = ("voorziening_id",)

    voorziening_id: Text = Field(title="Nummer van de voorziening")
    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    instrument: Text = Field(title="Instrument uit de catalogus van het profiel")
    aanbieder: str | None = Field(None, title="Aanbieder")
    branche: str | None = Field(None, title="Branche")
    fase: str | None = Field(None, title="Fase")
    verwachte_einddatum: date | None = Field(None, title="Verwachte laatste dag")
    reden_einde: Annotated[Literal["1", "2", "3"] | None, Soft()] = Field(
        None, title="Reden einde (SRG): 1 afgerond, 2 voortijdig gestopt, 3 overmacht"
    )
    resultaat: str | None = Field(None, title="Resultaat")
    loonwaarde_pct: Percentage | None = Field(None, title="Loonwaarde op de werkplek")
    consulent: str | None = Field(None, title="Consulent")
    ervaren_effect_client: Annotated[int, Field(ge=1, le=5), Soft()] | None = Field(
        None, title="Ervaren effect volgens de cliënt, 1 tot 5"
    )
    ervaren_effect_consulent: Annotated[int, Field(ge=1, le=5), Soft()] | None = Field(
        None, title="Ervaren effect volgens de consulent, 1 tot 5"
    )


class Activity(Spell):
    """What a person does beside or after the benefit."""

    table: ClassVar[str] = "activiteiten"
    title: ClassVar[str] = "Activiteiten"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    soort: Literal[
        "betaald_werk", "parttime_werk", "school", "vrijwilligerswerk", "tegenprestatie",
        "arbeidsmatige_dagbesteding", "zorgtraject", "beschut_werk",
    ] = Field(title="Soort activiteit")  # fmt: skip
    uren_per_week: Percentage | None = Field(None, title="Uren per week")
    branche: str | None = Field(None, title="Branche")


class Exemption(Spell):
    """A period in which duties do not hold for a person (ontheffing)."""

    table: ClassVar[str] = "ontheffingen"
    title: ClassVar[str] = "Ontheffingen"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    soort: Literal["alleenstaande_ouder", "tijdelijk", "volledig_duurzaam"] = Field(
        title="Soort ontheffing"
    )
    verplichting: str | None = Field(
        None, title="Verplichtingen: arbeid, re-integratie, tegenprestatie; samengevoegd met +"
    )
    reden_einde: str | None = Field(None, title="Reden einde")


class Income(Row):
    """Income that a person had in one month."""

    table: ClassVar[str] = "inkomsten"
    title: ClassVar[str] = "Inkomsten"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    maand: Month = Field(title="Maand (jjjj-mm)")
    soort: ReasonCode | None = Field(None, title="Soort inkomsten (CBS-code, 11 is arbeid)")
    bedrag: Money = Field(title="Bedrag in euro")
    uren: Percentage | None = Field(None, title="Uren in de maand")


class Cost(Row):
    """Money spent or committed."""

    table: ClassVar[str] = "kosten"
    title: ClassVar[str] = "Kosten"

    datum: date = Field(title="Datum")
    bedrag: Money = Field(title="Bedrag in euro")
    soort: Literal[
        "uitkering", "voorziening", "lks", "begeleiding", "werkplekaanpassing", "overig"
    ] = Field(title="Soort kosten")
    status: Literal["verplicht", "gerealiseerd"] = Field("gerealiseerd", title="Status")
    persoon_id: str | None = Field(None, title="Pseudoniem van de persoon")
    voorziening_id: str | None = Field(None, title="Nummer van de voorziening")
    uitkering_id: str | None = Field(None, title="Nummer van de uitkering")
    budgetpost: str | None = Field(None, title="Budgetpost")
    financiering: str | None = Field(None, title="Financiering")


class Decision(Row):
    """One decision that was taken."""

    table: ClassVar[str] = "besluiten"
    title: ClassVar[str] = "Besluiten"
    key: ClassVar[tuple[str, ...]] = ("besluit_id",)

    besluit_id: Text = Field(title="Nummer van het besluit")
    datum: date = Field(title="Datum")
    soort: Literal[
        "toekenning", "afwijzing", "beeindiging", "ontheffing", "voorziening", "maatregel"
    ] = Field(title="Soort besluit")
    persoon_id: str | None = Field(None, title="Pseudoniem van de persoon")
    consulent: str | None = Field(None, title="Consulent")


class Review(Row):
    """One check of a decision on legality (toetsing)."""

    table: ClassVar[str] = "toetsingen"
    title: ClassVar[str] = "Toetsingen op rechtmatigheid"
    key: ClassVar[tuple[str, ...]] = ("toetsing_id",)

    toetsing_id: Text = Field(title="Nummer van de toetsing")
    besluit_id: str | None = Field(None, title="Nummer van het getoetste besluit")
    datum: date = Field(title="Datum")
    onderwerp: str | None = Field(None, title="Onderwerp")
    oordeel: Literal["akkoord", "niet_akkoord", "hersteld"] = Field(title="Oordeel")


class Sanction(Spell):
    """A reduction of the benefit (maatregel)."""

    table: ClassVar[str] = "maatregelen"
    title: ClassVar[str] = "Maatregelen"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    reden: ReasonCode | None = Field(None, title="Reden (CBS BUS, kenmerk 28)")
    pct: Percentage | None = Field(None, title="Percentage van de verlaging")


class Barrier(Spell):
    """A barrier to work (health data: only where the profile turns it on with a reason)."""

    table: ClassVar[str] = "belemmeringen"
    title: ClassVar[str] = "Belemmeringen"

    persoon_id: Text = Field(title="Pseudoniem van de persoon")
    soort: Text = Field(title="Soort belemmering")


CASE_TABLES = (
    Person, Benefit, Registration, LadderPosition, WorkCapacity, Support, Activity, Exemption,
    Income, Cost, Decision, Review, Sanction, Barrier,
)  # fmt: skip
