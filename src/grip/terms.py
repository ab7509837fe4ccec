"""The glossary between Dutch, which is data, and English, which is program.

Tables, columns, codes, indicators, commands and all that a reader sees are Dutch; modules, classes,
functions and variables are English. Here stands which English word the code uses for which Dutch
one: one concept, one word. `docs/begrippen.md` is made from it, and `tests/architecture` keeps the
code to it. Proper names are not translated, see `grip.proper_names`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One concept of the domain.

    Attributes:
        dutch: the word that a reader knows.
        english: the word in modules, classes, functions and variables.
        definition: what it means here, in a full Dutch sentence.
        source: law, statistic or page that it comes from.
        also: other Dutch forms of the same word: plurals, names of tables and columns, synonyms.
    """

    dutch: str
    english: str
    definition: str
    source: str
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All Dutch forms, the main one first."""
        return (self.dutch, *self.also)


_BUS, _SRG, _OWN, _MODEL = "CBS, BUS", "CBS, SRG", "grip, definities", "grip, ontwerp"


def _law(article: str) -> str:
    return f"Participatiewet, artikel {article}"


# fmt: off
_CASELOAD = (
    Term("bijstandsbestand", "caseload", "Alle uitkeringen of personen in de bijstand van een "
         "gemeente, met wat er over hen is vastgelegd.", _OWN, ("bestand",)),
    Term("uitkering", "benefit", "Het recht van een persoon of een paar op algemene bijstand, een "
         "keer geteld.", _law("19"), ("uitkeringen",)),
    Term("persoon", "person", "Een mens met een pseudoniem; iemand kan tegelijk of na elkaar in "
         "meer uitkeringen voorkomen.", _OWN, ("personen",)),
    Term("uitkeringsperiode", "spell", "Een aaneengesloten reeks dagen met recht, van de eerste "
         "tot en met de laatste dag.", _OWN, ("uitkeringsperiodes",)),
    Term("stand", "stock", "Het aantal aan het einde van een dag: wie toen recht had en de "
         "volgende dag nog steeds.", _OWN, ("standen",)),
    Term("stroom", "flow", "Wat in een periode in of uit het bestand gaat.", _OWN, ("stromen",)),
    Term("instroom", "inflow", "Het aantal met een ingangsdatum in de periode.", _OWN),
    Term("uitstroom", "outflow", "Het aantal met een einddatum, de laatste dag van het recht, in "
         "de periode.", _OWN),
    Term("herindeling", "reassignment", "Het saldo van wie in de periode van groep wisselt zonder "
         "in of uit te stromen.", _OWN),
    Term("herinstroom", "return", "Opnieuw in de bijstand komen binnen 365 dagen na het einde van "
         "de vorige periode.", _OWN, ("terugkeer", "terugval")),
    Term("onderbreking", "gap", "De dagen zonder bijstand tussen twee periodes die samen als een "
         "periode gelden.", _OWN),
    Term("volumeontwikkeling", "growth", "Het verschil tussen de stand aan het eind en die aan het "
         "begin, in procenten.", "Divosa Benchmark", ("groei",)),
    Term("regeling", "scheme", "De wet waaruit de uitkering wordt betaald: PW, IOAW, IOAZ of BBZ.",
         _BUS, ("regelingen",)),
    Term("leefvorm", "household type", "Met wie iemand een huishouden vormt, zoals de wet het "
         "voor de norm onderscheidt.", _law("4"), ("leefvormen",)),
    Term("rol", "role", "Of iemand in een uitkering de aanvrager is (client) of de partner.", _OWN),
    Term("reden", "reason", "Waarom een uitkering begint of eindigt, als CBS-code en daarboven als "
         "groep.", _BUS, ("redenen",)),
    Term("duur", "duration", "De tijd in de uitkering tot nu toe, in volle jaren.", _OWN,
         ("duurklasse",)),
    Term("overleving", "survival", "Welk deel van iets na een aantal dagen nog duurt, als niet "
         "alles tot het einde is gevolgd.", _MODEL),
    Term("duren", "lasting", "Doorgaan van de eerste dag tot de laatste; hoe lang, is pas bekend "
         "als het is geëindigd.", _OWN),
    Term("verblijf", "stay", "Een aaneengesloten tijd op een plaats van de ladder, binnen de "
         "bijstand.", _OWN, ("verblijven",)),
    Term("overgang", "transition", "Van de ene toestand naar een andere gaan: een plaats op de "
         "ladder, of uit de bijstand.", _MODEL, ("overgangskans",)),
    Term("uitkomst", "outcome on", "Wat er na een jaar van iemand is geworden.", _OWN),
    Term("leeftijd", "age", "De leeftijd in volle jaren op de dag waarop wordt geteld.", _OWN,
         ("leeftijdsgroep", "leeftijdsgroepen")),
    Term("wijk", "district", "De wijk waar iemand woont, in de indeling van het CBS.", "CBS",
         ("wijken",)),
    Term("statushouder", "status holder", "Iemand met een verblijfsvergunning asiel.", _OWN,
         ("statushouders",)),
    Term("inburgering", "civic integration", "De plicht om de taal en de samenleving te leren "
         "kennen.", "Wet inburgering"),
    Term("consulent", "case worker", "De medewerker die de inwoner begeleidt.", _OWN,
         ("consulenten", "klantmanager")),
)

_WORK = (
    Term("categorie", "category", "De waarde van een kenmerk waarnaar is uitgesplitst; in de "
         "tabel categorieen de plaats op de ladder.", _OWN, ("categorieen", "categorieën")),
    Term("ladder", "ladder", "De treden waarop een gemeente haar inwoners indeelt, de laagste "
         "eerst.", "uitvoeringsplan Dalfsen"),
    Term("trede", "position", "De plaats van iemand op de ladder op een dag.", _OWN,
         ("treden", "posities")),
    Term("doorstroom", "movement", "Van plaats veranderen op de ladder, binnen de bijstand.",
         "uitvoeringsplan Dalfsen"),
    Term("stap", "step", "Een verandering van plaats op de ladder, van een bekende naar een andere "
         "bekende plaats.", "uitvoeringsplan Dalfsen", ("stappen",)),
    Term("perspectief", "prospect", "Wat voor iemand het hoogst haalbare is.",
         "uitvoeringsplan Dalfsen"),
    Term("arbeidsvermogen", "work capacity", "Wat iemand met werken kan verdienen, vastgesteld of "
         "geschat.", _law("6")),
    Term("loonwaarde", "wage value", "De opbrengst van iemands arbeid in procenten van het "
         "minimumloon.", _law("6"), ("loonwaardeklasse",)),
    Term("keuring", "examination", "Het onderzoek waarmee een loonwaarde is vastgesteld.", _OWN),
    Term("voorziening", "support", "Een instrument dat aan een persoon is toegekend, met begin en "
         "einde.", _law("7"), ("voorzieningen",)),
    Term("aanvang", "start", "De eerste dag van een uitkering.", _OWN),
    Term("beëindiging", "ending", "De laatste dag van een voorziening.", _SRG,
         ("beeindiging", "beeindigingen", "beëindigingen")),
    Term("inzet", "priced support", "Een voorziening waarvan de kosten bekend zijn, van haar start "
         "tot wat ervan kwam.", _OWN),
    Term("resultaat", "outcome", "Wat er van een voorziening is geworden.", _SRG),
    Term("overschrijding", "overrun", "Dat de looptijd van een voorziening net te kort was: "
         "uitstroom kwam kort daarna.", "uitvoeringsplan Dalfsen"),
    Term("ervaring", "experience", "Wat de cliënt en de consulent van het effect vonden, van "
         "1 tot 5.", "uitvoeringsplan Dalfsen"),
    Term("score", "score", "Een cijfer van 1 tot 5 voor het ervaren effect.", _OWN),
    Term("respons", "response", "Het deel van de beëindigde voorzieningen met een score.", _OWN),
    Term("instrument", "instrument", "Een soort ondersteuning uit de catalogus van het profiel.",
         _SRG, ("instrumenten",)),
    Term("instrumentgroep", "instrument group", "Een groep instrumenten die samen wordt getoond.",
         "nota Uithoorn", ("instrumentgroepen",)),
    Term("aanbieder", "provider", "Wie een voorziening uitvoert.", _SRG, ("aanbieders",)),
    Term("branche", "line of business", "De bedrijfstak waarin iemand werkt of wordt opgeleid.",
         _OWN),
    Term("loonkostensubsidie", "wage subsidy", "Een bijdrage aan een werkgever voor wie het "
         "minimumloon niet kan verdienen.", _law("10c en 10d"), ("loonkostensubsidies",)),
    Term("bereik", "reach", "Het deel van de personen met minstens een lopende voorziening.",
         "CBS 83747NED"),
    Term("activiteit", "activity", "Wat iemand naast of na de uitkering doet: werk, school, "
         "vrijwilligerswerk, zorg.", _OWN, ("activiteiten",)),
    Term("participatie", "participation", "Meedoen aan de samenleving zonder betaald werk, zoals "
         "vrijwilligerswerk of dagbesteding.", "nota Uithoorn", ("meedoen",)),
    Term("werk", "work", "Betaalde arbeid, in dienst of als zelfstandige.", _BUS),
    Term("parttime", "part-time work", "Werk waarmee iemand naast de uitkering iets verdient.",
         "nota Uithoorn"),
    Term("tegenprestatie", "service in return", "Onbetaald maatschappelijk nuttig werk dat de "
         "gemeente kan vragen.", _law("9")),
    Term("ontheffing", "exemption", "Een tijd waarin verplichtingen voor iemand niet gelden.",
         _law("9"), ("ontheffingen",)),
    Term("verplichting", "duty", "Wat de wet van iemand met een uitkering vraagt.", _law("9"),
         ("verplichtingen",)),
    Term("maatregel", "sanction", "Een verlaging van de uitkering.", _law("18"), ("maatregelen",)),
    Term("belemmering", "barrier", "Wat iemand van werk afhoudt; dit zijn gezondheidsgegevens.",
         _OWN, ("belemmeringen",)),
    Term("inkomsten", "income", "Wat iemand in een maand naast de uitkering ontvangt.", _BUS),
    Term("doelgroep", "target group", "Een benoemde groep uit het profiel; iemand kan in meer dan "
         "een groep zitten.", "nota Uithoorn", ("doelgroepen",)),
)

_GATE_AND_LAW = (
    Term("poort", "gate", "Wat er gebeurt voordat iemand een uitkering heeft: melding, aanvraag en "
         "besluit.", "nota Uithoorn"),
    Term("melding", "registration", "De dag waarop iemand laat weten bijstand te willen vragen.",
         _law("44"), ("meldingen", "meldingsdatum")),
    Term("aanvraag", "application", "Het verzoek om bijstand dat op een melding kan volgen.",
         _law("41"), ("aanvragen", "aanvraagdatum")),
    Term("toekenning", "grant", "Het besluit dat er recht op bijstand is.", _law("44"),
         ("toekenningen",)),
    Term("preventie", "prevention", "Dat op een melding geen aanvraag volgt.", "nota Uithoorn"),
    Term("voorschot", "advance", "Een betaling vooruit zolang er nog geen besluit is.",
         _law("52"), ("voorschotdatum",)),
    Term("opschorting", "suspension", "De tijd waarmee de beslistermijn is verlengd.",
         "Algemene wet bestuursrecht"),
    Term("besluit", "decision", "Een beslissing van de gemeente over een inwoner.",
         "Algemene wet bestuursrecht", ("besluiten", "besluitdatum")),
    Term("toetsing", "review", "De controle van een besluit op rechtmatigheid.", _OWN,
         ("toetsingen",)),
    Term("rechtmatigheid", "legality", "Dat een besluit volgens de wet is genomen.", _OWN),
    Term("doorlooptijd", "lead time", "De tijd van de ene stap tot de volgende, in dagen.", _OWN,
         ("doorlooptijden",)),
    Term("wachten", "waiting", "Dat nog niet is gebeurd waarop wordt gewacht; tot de extractie is "
         "bekend hoe lang.", _OWN, ("wachtend",)),
    Term("invoer", "entering", "Het vastleggen van een begin of einde in het systeem, op een dag "
         "die later kan zijn.", _OWN, ("ingevoerd",)),
    Term("tijdigheid", "timeliness", "Hoe snel na de dag zelf iets is ingevoerd.",
         "uitvoeringsplan Dalfsen"),
    Term("oordeel", "verdict", "De uitkomst van een vergelijking of een toetsing.", _OWN),
)

_POLICY = (
    Term("gemeente", "municipality", "De gemeente waarover wordt gerapporteerd.", _OWN,
         ("gemeenten",)),
    Term("doel", "target", "Een uitkomst die een gemeente zich heeft voorgenomen, met een norm.",
         "nota Uithoorn", ("doelen",)),
    Term("beleidsdoel", "policy goal", "Een doel uit het beleidsplan, met wat het laat zien en "
         "wat het betaalt.", "nota Uithoorn", ("beleidsdoelen",)),
    Term("norm", "norm", "De waarde waaraan een cijfer moet voldoen, van een dag tot een dag.",
         "nota Uithoorn", ("normen",)),
    Term("realisatie", "attainment", "Wat er van een doel terechtkwam, tegen zijn norm.", _OWN),
    Term("tempo", "pace", "Hoe snel een telling over het jaar groeit.", _OWN),
    Term("keuze", "selection", "De rijen die voor een doel meetellen, zoals een doel ze opgeeft.",
         _MODEL, ("keuzes",)),
    Term("kosten", "cost", "Geld dat is uitgegeven of vastgelegd.", _OWN),
    Term("bedrag", "amount", "Een som geld in euro's; in het programma in hele centen.", _OWN),
    Term("geld", "money", "Wat is uitgegeven, vastgelegd en begroot.", _OWN),
    Term("gerealiseerd", "realised", "Uitgegeven en geboekt.", "Iv3"),
    Term("verplicht", "committed", "Vastgelegd om uit te geven, nog niet betaald.", "Iv3"),
    Term("toegerekend", "attributed", "Bij een beleidsdoel geteld naar het moment, omdat de post "
         "niet is ingevuld.", _OWN),
    Term("uitputting", "use of the budget", "Welk deel van het budget van een jaar is "
         "uitgegeven.", "nota Uithoorn"),
    Term("budget", "budget", "Wat in een jaar aan een post mag worden uitgegeven.", "Iv3",
         ("budgetten", "begroting")),
    Term("versie", "version", "Welke vaststelling van de begroting: de eerste of een latere.",
         "Iv3"),
    Term("budgetpost", "budget post", "Een regel van de begroting, met het doel dat zij dient.",
         "Iv3", ("budgetposten",)),
    Term("taakveld", "task field", "De indeling van begrotingen die elke gemeente gebruikt.",
         "Iv3", ("taakvelden",)),
    Term("bevolking", "population", "De inwoners van de gemeente naar jaar en leeftijdsgroep.",
         "CBS"),
    Term("inwoner", "inhabitant", "Iemand die op 1 januari in de gemeente woont.", "CBS",
         ("inwoners",)),
    Term("benchmark", "benchmark", "Een gepubliceerd cijfer van een ander gebied.",
         "Divosa Benchmark"),
    Term("gebied", "area", "Een gemeente, referentiegroep, regio of land in de benchmark.", "CBS",
         ("gebieden",)),
    Term("paspoort", "passport", "Wat een gepubliceerd cijfer telt en waar het vandaan komt.", _OWN,
         ("paspoorten",)),
    Term("brug", "bridge", "Waarom twee cijfers ondanks een verschil in definitie van elkaar mogen "
         "worden afgetrokken.", _OWN, ("bruggen",)),
    Term("aansluiting", "crossing", "De weg van het eigen aantal naar het gepubliceerde: stappen "
         "die optellen.", _OWN, ("aansluitingen",)),
    Term("spreiding", "spread", "Hoeveel gemeenten meer verschillen dan door toeval.",
         "Spiegelhalter 2005"),
    Term("duiding", "commentary", "Het verhaal naast het getal: tellen en vertellen.",
         "nota Uithoorn"),
    Term("raming", "estimate", "Met hoeveel maanden of voorzieningen een budget is geraamd; de "
         "prijs volgt eruit.", _MODEL, ("ramingen",)),
    Term("beleidsbreuk", "policy break", "Een verandering van beleid of wet op een dag, waarna een "
         "maandreeks nieuwe grenzen krijgt.", _MODEL, ("beleidsbreuken",)),
    Term("prognose", "forecast", "Een schatting van wat nog komt, met een marge.", _OWN,
         ("prognoses",)),
    Term("scenario", "scenario", "Een prognose waarin iets is veranderd, naast die waarin alles "
         "doorgaat zoals het ging.", _OWN, ("scenario's",)),
    Term("terugkijken", "back-test", "Vanaf eerdere maanden voorspellen met alleen wat toen bekend "
         "was, en naast de uitkomst leggen.", _MODEL),
    Term("stroommodel", "stock flow", "Een prognose van het aantal uit instroom, duur en kans op "
         "uitstroom, vele malen nagespeeld.", _MODEL),
    Term("reeksmodel", "series model", "Een prognose van een maandreeks uit die reeks alleen; "
         "bij het aantal uitkeringen weet zij ook wie de AOW-leeftijd bereikt.", _MODEL),
    Term("mengsel", "mixture", "Een deel van de paden uit het stroommodel en een deel uit het "
         "reeksmodel: de meeste uit het model dat bij terugkijken beter was.", _MODEL),
)

_FIGURES = (
    Term("cijfer", "figure", "Een uitkomst van een indicator voor een periode en een groep.",
         _MODEL, ("cijfers",)),
    Term("indicator", "indicator", "Een cijfer met een vaste naam en een vaste definitie.", _MODEL,
         ("indicatoren",)),
    Term("thema", "theme", "Het onderwerp waaronder een indicator in het rapport staat.", _MODEL),
    Term("kenmerk", "dimension", "Waarnaar een cijfer wordt uitgesplitst, zoals leeftijd of wijk.",
         _MODEL, ("dimensie", "dimensies", "kenmerken")),
    Term("uitsplitsing", "split", "Een cijfer naar een of twee kenmerken.", _MODEL,
         ("uitsplitsingen",)),
    Term("waarde", "value", "De uitkomst: een aantal, of een percentage van 0 tot 100.", _MODEL),
    Term("aantal", "count", "Hoe vaak iets voorkomt.", _MODEL, ("aantallen", "telling")),
    Term("regelkaart", "control chart", "Een maandreeks met haar midden en de grenzen van het "
         "gewone op en neer (XmR).", _MODEL, ("regelkaarten",)),
    Term("naregistratie", "late registration", "Wat pas na de maand zelf in het systeem wordt "
         "ingevoerd, en waarmee recente maanden nog groeien.", _MODEL),
    Term("trechter", "funnel", "De poort als stappen van dezelfde meldingen: aanvraag, besluit, "
         "toekenning.", _MODEL),
    Term("teller", "numerator", "Het getal boven de streep van een aandeel.", _MODEL),
    Term("noemer", "denominator", "Het getal onder de streep van een aandeel.", _MODEL),
    Term("aandeel", "share", "Een deel van een geheel, in procenten.", _MODEL, ("aandelen",)),
    Term("eenheid", "unit", "Wat wordt geteld: uitkeringen, personen, voorzieningen, meldingen.",
         _MODEL, ("eenheden",)),
    Term("mediaan", "median", "De middelste waarde: de helft is kleiner, de helft groter.",
         _MODEL, ("medianen",)),
    Term("gemiddelde", "mean", "De som gedeeld door het aantal.", _MODEL),
    Term("ondergrens", "lower bound", "De laagste waarde die bij dit cijfer past, met 95% "
         "zekerheid.", _MODEL),
    Term("bovengrens", "upper bound", "De hoogste waarde die bij dit cijfer past, met 95% "
         "zekerheid.", _MODEL),
    Term("referentie", "reference", "De waarde waarmee wordt vergeleken: die van een jaar eerder.",
         _MODEL),
    Term("verschil", "difference", "De waarde min de referentie.", _MODEL),
    Term("definitie", "definition", "Wat een cijfer precies telt; in bestanden de indicator met "
         "zijn keuzes.", _MODEL, ("definities",)),
    Term("soort", "kind", "Tot welke soort iets behoort; bij een cijfer gemeten, voorlopig of "
         "prognose.", _MODEL, ("soorten",)),
    Term("status", "status", "Of een cijfer wordt getoond, en zo niet waarom.", _MODEL),
    Term("voorlopig", "provisional", "Nog te veranderen, doordat er later wordt vastgelegd.", _OWN),
    Term("onderdrukt", "hidden", "Niet getoond, omdat het aantal naar personen te herleiden kan "
         "zijn.", "CBS, beveiliging van tabellen"),
    Term("geheimhouding", "disclosure", "De stap waarin wordt bepaald wie welk cijfer mag zien.",
         "CBS, beveiliging van tabellen"),
    Term("toeval", "chance", "Schommeling die ook zonder oorzaak voorkomt.", _MODEL),
)

_RUN = (
    Term("periode", "period", "De dagen waarover een cijfer gaat, de eerste en de laatste "
         "meegeteld.", _MODEL, ("periodes", "perioden")),
    Term("peildatum", "reference date", "De laatste dag van de periode.", _MODEL, ("peildatums",)),
    Term("extractiedatum", "extraction", "De dag waarop de export is gemaakt.", _MODEL,
         ("extractie",)),
    Term("maand", "month", "Een kalendermaand.", _MODEL, ("maanden", "maandeinde")),
    Term("jaar", "year", "Een kalenderjaar, of twaalf maanden.", _MODEL, ("jaren",)),
    Term("dag", "day", "Een kalenderdag.", _MODEL, ("dagen",)),
    Term("ingangsdatum", "begin", "De eerste dag waarop iets geldt.", _BUS, ("begindatum",)),
    Term("einddatum", "end", "De laatste dag waarop iets geldt; leeg is lopend.", _BUS,
         ("eind", "einde")),
    Term("tabel", "table", "Gegevens van een soort, in rijen en kolommen.", _MODEL, ("tabellen",)),
    Term("kolom", "column", "Een veld dat elke rij van een tabel heeft.", _MODEL, ("kolommen",)),
    Term("veld", "field", "Een gegeven dat van een dossier wordt vastgelegd.", _MODEL,
         ("velden",)),
    Term("dossier", "record", "Een rij die over een persoon, uitkering of voorziening gaat en zo "
         "lang loopt als zij.", _MODEL, ("dossiers",)),
    Term("registratie", "record keeping", "Het vastleggen van gegevens in het cliëntsysteem.",
         "uitvoeringsplan Dalfsen"),
    Term("registratiediscipline", "discipline", "Of wat moet worden vastgelegd ook is gevuld, op "
         "tijd is ingevoerd en in de codelijst staat.", "uitvoeringsplan Dalfsen"),
    Term("werklijst", "worklist", "Wat er per team en consulent te doen of te bespreken is, met "
         "wat daarover al bekend is.", "uitvoeringsplan Dalfsen, weekdate", ("werklijsten",)),
    Term("post", "item", "Een regel van de werklijst.", _MODEL, ("posten",)),
    Term("geheugen", "memory", "De werklijsten van eerdere exports, waaruit blijkt wat nieuw is.",
         _MODEL),
    Term("signaal", "signal", "Wat opvalt zonder dat er een fout is: een maand die uit de reeks "
         "springt, of een dossier om te bespreken.", _OWN, ("signalen",)),
    Term("volledigheid", "completeness", "Het deel van de velden dat is ingevuld.",
         "uitvoeringsplan Dalfsen"),
    Term("rij", "row", "Een regel van een tabel.", _MODEL, ("rijen",)),
    Term("werkblad", "sheet", "Een blad van een werkmap.", _MODEL, ("blad", "bladen")),
    Term("bevinding", "finding", "Iets dat aan de gegevens opviel, met plaats en remedie.",
         _MODEL, ("bevindingen",)),
    Term("ernst", "severity", "Wat een bevinding doet: de run stoppen, de rij weigeren, "
         "waarschuwen, of alleen zeggen wat er is gedaan (ter info).", _MODEL),
    Term("regel", "rule", "Wat grip aan de gegevens nakijkt, met uitleg, ernst, remedie en een "
         "voorbeeld.", _MODEL),
    Term("reikwijdte", "scope", "Hoe ver een regel kijkt: een rij, rijen, tabellen of de tijd.",
         _MODEL),
    Term("uitleg", "explanation", "Waarom een melding er toe doet.", _MODEL),
    Term("waarschuwing", "warning", "Een bevinding die niets tegenhoudt.", _MODEL,
         ("waarschuwingen",)),
    Term("controle", "check", "Het nakijken van gegevens op fouten.", _MODEL, ("controles",)),
    Term("profiel", "profile", "De keuzes van een gemeente, in lagen over het standaardprofiel.",
         _MODEL, ("profielen",)),
    Term("instelling", "setting", "Een keuze in een profiel.", _MODEL, ("instellingen",)),
    Term("laag", "layer", "Een bestand met keuzes dat over een ander heen ligt.", _MODEL,
         ("lagen",)),
    Term("publiek", "audience", "Voor wie een product is: intern of openbaar.", _MODEL),
    Term("lezer", "reader", "Wie het rapport leest: raad, college, management of uitvoering.",
         _MODEL, ("lezers",)),
    Term("rapport", "report", "De maandrapportage als geheel.", _MODEL, ("rapporten",)),
    Term("hoofdstuk", "chapter", "Een deel van het rapport over een onderwerp.", _MODEL,
         ("hoofdstukken",)),
    Term("kerncijfer", "key figure", "Een cijfer uit de samenvatting.", _MODEL, ("kerncijfers",)),
    Term("werkmap", "workbook", "Een Excel-bestand.", _MODEL, ("werkmappen",)),
    Term("grafiek", "chart", "Een figuur die een tabel laat zien.", _MODEL, ("grafieken",)),
    Term("opdracht", "command", "Een woord achter grip dat zegt wat er moet gebeuren.", _MODEL,
         ("opdrachten",)),
    Term("voorbeeld", "example", "Een verzonnen gemeente met echte totalen.", _MODEL),
    Term("grootboek", "ledger", "De boeken van alle groepen: wie kwam, ging of van groep wisselde.",
         _MODEL),
    Term("boeking", "entry", "Een regel van het grootboek: in, uit of herindeling.", _MODEL,
         ("boekingen",)),
    Term("openingsbalans", "opening balance", "De stand voor de eerste dag waarnaar is gevraagd, "
         "als een boeking.", _MODEL),
    Term("tijdlijn", "timeline", "Wat iemand is, en vanaf welke dag.", _MODEL, ("tijdlijnen",)),
)
# fmt: on

TERMS: tuple[Term, ...] = (*_CASELOAD, *_WORK, *_GATE_AND_LAW, *_POLICY, *_FIGURES, *_RUN)
"""Every term of the glossary, by subject."""
