"""What a policy plan declares: goals, budget posts, and targets with their norms.

A target is configuration, never code. How it is counted is put together from a few building
blocks; `docs/doelen.md` shows them one by one, with an example of each.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Reader = Literal["raad", "college", "management", "uitvoering"]
Words = tuple[str, ...]


class Section(BaseModel):
    """A part of a profile; unknown keys are refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True
    )


class Norm(Section):
    """A norm that holds from `vanaf` to `tot`, both included; several make norms by year."""

    vanaf: date
    tot: date | None = None
    waarde: float


class Selection(Section):
    """Rows that count: an outflow, an activity or a voorziening, all filled keys holding at once.

    `uitstroom` takes reason groups, `activiteit` kinds of activity. The other keys are about a
    voorziening: its instrument, its group or any other group, its SRG type, its provider. A list
    of selections asks for at least one of them.

    `op` says when: on any day of the period (`periode`), or running at the end of its last day
    (`peildatum`); an outflow always falls in the period. With `vanaf_met` an outflow counts only
    on or after the first day of what `met` of the target asks for.
    """

    uitstroom: Words | None = Field(
        None, title="Uitstroom in de periode met een reden uit deze groepen."
    )
    activiteit: Words | None = Field(None, title="Een van deze activiteiten.")
    instrument: Words | None = Field(None, title="Een voorziening met een van deze instrumenten.")
    voorziening_groep: Words | None = Field(
        None, title="Een voorziening uit deze instrumentgroepen."
    )
    voorziening_groep_behalve: Words | None = Field(
        None, title="Een voorziening uit elke andere instrumentgroep."
    )
    srg_type: Words | None = Field(None, title="Een voorziening van deze SRG-typen.")
    aanbieder: Words | None = Field(None, title="Een voorziening van deze aanbieders.")
    op: Literal["periode", "peildatum"] = Field(
        "periode", title="Op een dag van de periode, of lopend op de peildatum."
    )
    vanaf_met: bool = Field(
        False, title="Uitstroom telt pas vanaf de eerste dag van wat `met` vraagt."
    )

    @property
    def of_support(self) -> bool:
        """Whether it selects voorzieningen."""
        return any(getattr(self, key) is not None for key in SUPPORT_KEYS)


SUPPORT_KEYS = (
    "instrument", "voorziening_groep", "voorziening_groep_behalve", "srg_type", "aanbieder",
)  # fmt: skip


class Peer(Section):
    """A row of the table `benchmark` that a target stands beside.

    The row of the year of the reference date counts, else the latest earlier one. With `als_norm`
    its value is the norm. With `noemer_soort` a row with another denominator is not compared.
    """

    bron: str = Field(title="Bron in de tabel benchmark.")
    indicator: str = Field(title="Indicator in de tabel benchmark.")
    gebied: str = Field(title="Gebied in de tabel benchmark.")
    noemer_soort: str | None = Field(
        None, title="Alleen vergelijken met een rij met deze soort noemer."
    )
    als_norm: bool = Field(False, title="De waarde van die rij is de norm.")


class Counting(Section):
    """How a target is counted. One of two ways:

    *The value of an indicator*: `indicator` (an id of the register, with its variant where it is
    not the usual one); with `dimensie` and `categorieen` there is a line for each category.

    *An own count.* `telling = "personen"` counts persons, client and partner, in stock at the end
    of 31 December before the year. `populatie` keeps those who had one of the named categories
    then (dimension or target group: categories); `met` and `zonder` keep who has, or has not, one
    of these selections in the period; `zonder_doel` leaves out who is counted in another target
    ("of the rest"). `teller` says who of them counts; `teller_zonder_doel` does not count again
    who counts in another target, and leaves the denominator whole. `telling = "gestart"` and
    `"lopend"` count voorzieningen of the selections in `teller`, of all persons.

    `cohort = "vorig_jaar"` follows those of a year ago: population, `met` and `zonder` are of the
    same period a year earlier, and the numerator runs from then up to the reference date.
    """

    indicator: str | None = Field(None, title="De waarde van dit cijfer uit het register.")
    dimensie: str | None = Field(None, title="Kenmerk waarnaar dat cijfer is uitgesplitst.")
    categorieen: Words = Field((), title="Een regel voor elk van deze categorieën.")
    telling: Literal["personen", "gestart", "lopend"] = Field(
        "personen", title="Personen, of gestarte of lopende voorzieningen."
    )
    populatie: dict[str, Words] = Field(
        {}, title="Wie op 31 december ervoor in deze categorie zat, per kenmerk."
    )
    met: tuple[Selection, ...] = ()
    zonder: tuple[Selection, ...] = ()
    zonder_doel: str | None = Field(None, title="Niet wie al in dit doel telt (van de overigen).")
    teller: tuple[Selection, ...] = ()
    teller_zonder_doel: str | None = Field(
        None, title="Wie in dit doel telt, telt niet nog eens; de noemer blijft heel."
    )
    cohort: Literal["dit_jaar", "vorig_jaar"] = Field(
        "dit_jaar", title="Wie dit jaar, of een jaar eerder, aan de beurt was."
    )


class Beside(Counting):
    """A line that is shown beside a target, without a norm of its own.

    It counts as the target does, save for the keys that it fills in itself.
    """

    omschrijving: str = Field(title="Wat deze regel telt.")
    naam: str = Field("", title="Korte naam in tabellen.")


class Target(Counting):
    """A target of the policy plan: what it says, how it is counted, and its norm.

    `cumulatief` says whether the value grows over the year, so that during the year it is held
    against the norm times the share of the year gone; else it is held against the norm itself. An
    own count grows, save `telling = "lopend"`; the value of an indicator does not.
    """

    omschrijving: str = Field(title="Het doel in woorden, met wat precies telt.")
    bron: str = Field(title="Plaats in het beleidsstuk.")
    vergelijking: Literal[">=", "<="] = Field(
        ">=", title="Of het cijfer minstens of hoogstens de norm moet zijn."
    )
    norm: tuple[Norm, ...] = ()
    naam: str = Field("", title="Korte naam in tabellen; leeg is de omschrijving.")
    eenheid: Annotated[Words, Field(max_length=2)] = Field(
        (), title="Waarin het tekort wordt gezegd, enkelvoud en meervoud: `plaats`, `plaatsen`."
    )
    cumulatief: bool | None = Field(
        None, title="Of de waarde met het jaar meegroeit; leeg volgt uit de telling."
    )
    benchmark: Peer | None = None
    voor: tuple[Reader, ...] = Field(
        ("raad", "college", "management", "uitvoering"), title="Wie dit doel leest."
    )
    naast: dict[str, Beside] = {}


class PolicyGoal(Section):
    """A goal of the policy plan, with what shows it and what pays for it."""

    id: str = Field(title="Naam voor bestanden.")
    tekst: str = Field(title="Het beleidsdoel in woorden.")
    bron: str = Field(title="Plaats in het beleidsstuk.")
    indicatoren: Words = Field((), title="Cijfers die het laten zien.")
    doelen: Words = Field((), title="Doelen met een norm die erbij horen.")
    budgetposten: Words = Field((), title="Posten die het betalen.")
    doelgroepen: Words = Field((), title="Doelgroepen waarop het is gericht.")
    ontbreekt: str = Field("", title="Wat er ontbreekt om het te kunnen laten zien.")
    aanpak: Words = Field((), title="Wat de gemeente ervoor doet, een zin per punt.")


class BudgetPost(Section):
    """A post of the budget and the goal that it serves."""

    naam: str
    beleidsdoel: str
    taakveld: str = ""


class Guideline(Section):
    """Which instruments suit a place on the ladder; what else is started there, departs from it."""

    categorie: str = Field(title="Plaats op de ladder waarvoor dit geldt.")
    subcategorie: str = Field(
        "", title="Subcategorie; met een regel voor haar telt die van de categorie niet."
    )
    instrumenten: Words = Field((), title="Instrumenten die hier passen.")
    instrumentgroepen: Words = Field((), title="Groepen instrumenten die hier passen.")
    bron: str = Field("", title="Waar de richtlijn staat.")


class Wave(Section):
    """A group for which an offer begins on a day."""

    groep: str = Field(title="Groep waarvoor het aanbod ingaat.")
    vanaf: date = Field(title="Dag waarop het aanbod voor deze groep ingaat.")


class Design(Section):
    """An offer of which the policy decides who gets it when, so that it can be told what it did.

    `pilot`: from `vanaf` one group and not another. `gefaseerd`: group after group (`golven`).
    `drempel`: who is on one side of `grens`. `wachtlijst`: who is on the list (`lijst`) and waits.
    """

    id: str = Field(title="Naam van de opzet in bestanden.")
    naam: str = Field(title="Naam van de opzet in het rapport.")
    soort: Literal["pilot", "gefaseerd", "drempel", "wachtlijst"] = Field(
        title="Wat beslist wie het krijgt: een pilot voor een groep, een gefaseerde invoering, een "
        "drempel of een wachtlijst."
    )
    instrument: str = Field(title="Instrument dat zo is aangeboden.")
    bron: str = Field("", title="Waar deze opzet is vastgelegd.")
    maanden: Annotated[int, Field(ge=3, le=24)] = Field(
        12, title="Zoveel maanden wordt iedereen gevolgd."
    )
    vanaf: date | None = Field(
        None, title="Eerste dag van het aanbod (pilot, drempel); bij een wachtlijst hoeft het niet."
    )
    tot: date | None = Field(None, title="Laatste dag van het aanbod; leeg is: het loopt nog.")
    dimensie: str = Field(
        "doelgroep", title="Kenmerk waarnaar de groepen zijn ingedeeld (pilot, gefaseerd)."
    )
    groep: str = Field("", title="Groep die de pilot kreeg.")
    vergelijk: Words = Field((), title="Groepen die ernaast staan; leeg is: alle anderen.")
    golven: tuple[Wave, ...] = Field((), title="Bij een gefaseerde invoering: groep na groep.")
    kenmerk: Literal["leeftijd", "duur"] = Field(
        "leeftijd", title="Waarop de drempel staat: leeftijd, of maanden in de bijstand."
    )
    grens: float | None = Field(
        None, title="De drempel: in jaren bij leeftijd, in maanden bij duur."
    )
    kant: Literal["vanaf", "onder"] = Field(
        "vanaf", title="Wie het krijgt: wie op of boven de grens zit, of wie eronder zit."
    )
    lijst: str = Field("", title="Instrument waaronder het wachten is vastgelegd.")


class PolicyBreak(Section):
    """A dated change of policy or law after which a month series is read against new limits."""

    datum: date = Field(title="Dag waarop de verandering inging.")
    tekst: str = Field(title="Wat er veranderde: de reden voor nieuwe grenzen.")
    indicatoren: Words = Field((), title="Cijfers die erdoor veranderen; leeg is alle.")


class BenefitNorm(Section):
    """The net norm of a benefit per month, holiday allowance included, from `vanaf` on, in euro."""

    vanaf: date = Field(title="Dag waarop deze normen ingingen.")
    alleenstaande: float = Field(title="Norm voor een alleenstaande.")
    alleenstaande_ouder: float = Field(title="Norm voor een alleenstaande ouder.")
    samenwonend: float = Field(title="Norm voor een paar.")
    anders: float = Field(title="Wie kosten deelt of in een inrichting woont.")
    bron: str = Field("", title="Waar de bedragen staan.")
    getoetst: bool = Field(
        False, title="Of de bedragen bij de bron zelf zijn nagelezen, die van `anders` daargelaten."
    )


class SafetyNet(Section):
    """Which part of a shortage on the BUIG a municipality bears itself, from `vanaf` on.

    All of it up to `eigen_risico_pct` of the budget, half of what lies between that and
    `half_tot_pct`, and nothing of what lies above.
    """

    vanaf: date = Field(title="Dag waarop deze drempels ingingen.")
    eigen_risico_pct: Annotated[float, Field(ge=0)] = Field(
        title="Tot dit percentage van het budget draagt de gemeente het tekort zelf."
    )
    half_tot_pct: Annotated[float, Field(ge=0)] = Field(
        title="Tot dit percentage draagt zij de helft; daarboven niets."
    )
    bron: str = Field("", title="Waar de drempels staan.")
    getoetst: bool = Field(False, title="Of de drempels bij de bron zelf zijn nagelezen.")


class Buig(Section):
    """The money of the State for benefits (`[buig]`): its posts and its safety net."""

    posten: Words = Field((), title="Posten van de gebundelde uitkering, in budget en kosten.")
    lks_posten: Words = Field((), title="Posten van het LKS-budget van het Rijk.")
    lks_apart_vanaf: date = Field(title="Dag vanaf wanneer LKS een eigen budget heeft.")
    vangnet: tuple[SafetyNet, ...] = ()


class Estimate(Section):
    """On how many a budget of a year was reckoned (`[[raming]]`); the price follows from it."""

    jaar: int = Field(title="Jaar van het budget.")
    budgetpost: str = Field(title="Budgetpost, zoals die in `budgetten` en `kosten` heet.")
    aantal: Annotated[int, Field(ge=1)] = Field(
        title="Hoeveel is geraamd: maanden uitkering of loonkostensubsidie (12 per jaar), of "
        "voorzieningen."
    )
    bron: str = Field("", title="Waar de raming staat.")


class Forecasts(Section):
    """What a forecast takes for given (`[prognose]`)."""

    prijsstijging_pct: Annotated[float, Field(ge=-20, le=50)] | None = Field(
        None,
        title="Hoeveel procent een uitkering per jaar duurder wordt na de laatste norm; leeg: "
        "zoals de normen tot nu toe stegen.",
    )


class Appendix(Section):
    """How amounts and traffic lights stand in the planning and control documents (`[bijlage]`)."""

    teken: Literal["nadeel_min", "nadeel_plus", "letters"] = Field(
        "letters", title="Een nadeel als min, als plus, of met N en V."
    )
    bedragen: Literal["euro", "duizend"] = Field(
        "euro", title="Bedragen in hele euro's of in duizenden euro's."
    )
    stoplicht: Annotated[Words, Field(min_length=3, max_length=3)] = Field(
        ("G", "O", "R"), title="De letters voor goed, let op en niet goed."
    )
    geld_oranje_pct: Annotated[float, Field(ge=0)] = Field(
        5.0, title="Vanaf deze afwijking van het budget is geld oranje."
    )
    geld_rood_pct: Annotated[float, Field(ge=0)] = Field(
        10.0, title="Vanaf deze afwijking van het budget is geld rood."
    )
    duiding_van: Words = Field(
        ("beleidsmedewerker",), title="Rollen waarvan de duiding in de stukken mag staan."
    )
    doel_oranje_pct: Annotated[float, Field(ge=0)] = Field(
        10.0, title="Tot deze afstand tot de norm, in procenten ervan, is een doel oranje."
    )
