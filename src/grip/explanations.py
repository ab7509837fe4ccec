"""For each error why it stops and what leads to it, for `grip leg-uit`.

The texts are kept apart from `grip.error_texts`, which every start of the program loads. A test
holds the two lists together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """What an error means, in whole sentences, and what leads to it."""

    why: str
    example: str


_PERSONAL = (
    "Wie een export met {} in handen krijgt, weet om wie het gaat. Geen enkel cijfer heeft dit "
    "nodig; grip leest het bestand daarom niet. De kolom consulent en kolommen over aanbieders en "
    "werkgevers zijn uitgezonderd."
)

EXPLANATIONS: dict[str, Explanation] = {
    "WERKLIJST-LEZEN": Explanation(
        "De werklijst onthoudt sinds wanneer iets speelt en wat akkoord is. Zonder die herinnering "
        "zou alles weer nieuw lijken, dus gaat grip niet stilzwijgend verder.",
        "werklijst.xlsx is beschadigd, of werklijst.json is met de hand gewijzigd",
    ),
    "RUN-MAP": Explanation(
        "grip historie en grip verschil lezen de mappen die eerdere runs schreven. Zonder die map "
        "is er niets te lezen.",
        "grip historie --uit jaarverslag, en de map jaarverslag bestaat niet",
    ),
    "RUN-GEEN": Explanation(
        "Een run is een map, of het nummer dat grip historie toont; de eerste vier tekens van dat "
        "nummer zijn genoeg zolang er maar een run zo begint.",
        "grip verschil rapport-2021-11 rapport-2021-12, en november is nooit gemaakt",
    ),
    "RUN-STUK": Explanation(
        "Een run zonder leesbaar manifest zegt niet waar de cijfers vandaan komen. grip rekent er "
        "daarom niet mee.",
        "manifest.json is weggegooid, of de run is halverwege gestopt",
    ),
    "RUN-GEWIJZIGD": Explanation(
        "Het manifest kent van elk bestand de hash. Klopt die niet, dan is het bestand na de run "
        "gewijzigd of verdwenen, en zou een verschil van die wijziging kunnen komen.",
        "indicatoren.csv is in Excel geopend en opgeslagen",
    ),
    "RUN-LEZEN": Explanation(
        "Wat er niet te lezen is, telt niet stilzwijgend als weg of gewijzigd.",
        "de map uitvoer is van een collega en alleen voor haar",
    ),
    "RUN-SOORT": Explanation(
        "Een werklijst noemt wat er te doen is en telt geen cijfers van de gemeente.",
        "grip verschil werklijst-2022-01-14 rapport-2021-12",
    ),
    "RUN-GEMEENTE": Explanation(
        "Tussen twee gemeenten verschilt elk cijfer, om redenen die niets met exports of "
        "instellingen te maken hebben.",
        "grip verschil dalfsen/rapport-2021-12 uithoorn/rapport-2021-12",
    ),
    "RUN-DATA": Explanation(
        "Om te zeggen welke rij een cijfer veranderde, moeten de exports precies die van de run "
        "zijn: dezelfde namen en dezelfde hash als in het manifest.",
        "grip verschil rapport-2021-12.v1 rapport-2021-12 --data-a exports, en in exports staat "
        "al de nieuwe export",
    ),
    "CLI-REEKS": Explanation(
        "Met dossiers kiest grip zelf de modellen en de reeks; deze optie doet daar niets.",
        "grip prognose --modellen autoets",
    ),
    "CLI-TOETS": Explanation(
        "Wie om de toets vraagt en een plaatje laat schrijven, zou de toets niet krijgen.",
        "grip prognose --toets --uit prognose.svg",
    ),
    "CLI-INTERN": Explanation(
        "Een werklijst noemt dossiers en consulenten, zodat iemand ze kan oplossen. Dat hoort niet "
        "in een openbaar product.",
        "grip controleer --werklijst werklijsten --publiek openbaar",
    ),
    "CFG-BRON": Explanation(
        "Zonder het bronprofiel weet grip niet welke koppen en codes in de export staan. Doorgaan "
        "zou hele tabellen missen.",
        'bron = "centrik" in grip.toml',
    ),
    "IN-NUL": Explanation(
        "Een export zonder inhoud is meestal mislukt. Gelezen als 'er was niets' zouden alle "
        "cijfers 0 zijn.",
        "uitkeringen.csv van 0 bytes",
    ),
    "IN-HTML": Explanation(
        "Sommige systemen geven een webpagina de naam van een Excel-bestand, of sturen de "
        "inlogpagina mee als de sessie is verlopen.",
        "uitkeringen.xls dat begint met <html>",
    ),
    "IN-WACHTWOORD": Explanation(
        "Een beveiligde werkmap is versleuteld; zonder wachtwoord staat er niets leesbaars in.",
        "export.xlsx die in Excel om een wachtwoord vraagt",
    ),
    "IN-STUK": Explanation(
        "Het bestand is maar half opgehaald of onderweg beschadigd. Een deel ervan lezen zou "
        "verkeerde cijfers geven.",
        "export.xlsx waarvan het downloaden is afgebroken",
    ),
    "IN-SOORT": Explanation(
        "De extensie zegt hoe grip een bestand leest. Klopt zij niet, dan is de inhoud onzin.",
        "een Excel-werkmap die uitkeringen.csv heet",
    ),
    "IN-CEL-VER": Explanation(
        "Een werkmap met een cel helemaal rechtsonder lijkt miljarden cellen groot; het inlezen "
        "zou al het geheugen vragen. In een .xlsx laat grip een paar van zulke cellen weg "
        "(RIJ-VER, CEL-VER). Hier zijn het er te veel, zijn zij niet veilig weg te laten, of is "
        "het een .xls, .xlsb of .ods: daarin wijst grip de cel alleen aan.",
        "tweehonderd cellen in de laatste kolom van een blad",
    ),
    "CLI-GEBRUIK": Explanation(
        "De regel die u typte is niet te begrijpen. Er is niets gelezen en niets geschreven.",
        "grip raport (in plaats van grip rapport)",
    ),
    "CLI-KEUZE": Explanation(
        "Deze optie neemt een van een paar woorden aan. grip raadt niet wat u bedoelde, want een "
        "verkeerd publiek of profiel geeft andere cijfers.",
        "grip rapport --publiek pers",
    ),
    "CLI-PERIODE": Explanation(
        "Zonder periode is niet te zeggen over welke dagen de cijfers gaan.",
        "grip rapport --periode januari",
    ),
    "CLI-DATUM": Explanation(
        "Een datum met een andere volgorde is op twee manieren te lezen: 03-04-2021 is in "
        "Nederland 3 april en elders 4 maart.",
        "grip rapport --extractiedatum 14-01-2022",
    ),
    "CLI-INDICATOR": Explanation(
        "Alleen cijfers uit de lijst hebben een vaste definitie.",
        "grip indicatoren instrom",
    ),
    "CLI-DIMENSIE": Explanation(
        "Niet elk cijfer is naar elk kenmerk te splitsen: een melding heeft bijvoorbeeld nog geen "
        "leefvorm. In openbare producten kan niet worden gesplitst naar consulent.",
        "grip indicatoren meldingen --per leefvorm",
    ),
    "CLI-CODE": Explanation(
        "Alleen codes die grip zelf in een melding zet, hebben een uitleg.",
        "grip leg-uit UIT-OVERLP",
    ),
    "IN-MAP": Explanation(
        "Er valt niets te lezen. Vaak staat de map op een schijf die niet is verbonden, of wordt "
        "grip vanuit een andere map gestart.",
        "grip rapport --data exports-januari (en die map bestaat niet)",
    ),
    "IN-LEEG": Explanation(
        "grip leest alleen bestanden in de map zelf en niet in mappen daarbinnen.",
        "een map met alleen een pdf",
    ),
    "IN-LEZEN": Explanation(
        "De inhoud is niet wat de naam zegt: een webpagina die xlsx heet, een bestand met een "
        "wachtwoord, of een export die is afgebroken. Half lezen zou rijen kosten.",
        "uitkeringen.xlsx, beveiligd met een wachtwoord",
    ),
    "IN-VERPLICHT": Explanation(
        "Stand, instroom en uitstroom komen uit deze tabel; alle andere tabellen zijn aanvulling.",
        "een map met alleen personen.csv",
    ),
    "IN-BLANCO": Explanation(
        "In het bestand staat niets, ook geen kop. Meestal is de export afgebroken of was de "
        "selectie leeg.",
        "uitkeringen.csv van 0 bytes",
    ),
    "IN-GEEN-RIJEN": Explanation(
        "Zonder een enkele uitkering is elk cijfer 0. Een rapport vol nullen lijkt een uitkomst en "
        "is het niet; daarom stopt de run.",
        "uitkeringen.csv met alleen de kop",
    ),
    "IN-KOLOM": Explanation(
        "Zonder deze kolom is van geen enkele rij te zeggen of en wanneer zij telt.",
        "uitkeringen.csv zonder ingangsdatum",
    ),
    "IN-DUBBEL": Explanation(
        "Tweemaal dezelfde tabel is vaak de export van vorige maand naast die van deze maand. "
        "Samen geladen telt bijna iedereen dubbel.",
        "uitkeringen.csv en uitkeringen.xlsx in een map",
    ),
    "IN-GRENS": Explanation(
        "Geweigerde rijen tellen niet mee. Zijn het er te veel, dan zeggen de cijfers meer over de "
        "export dan over de mensen. De grens staat in het profiel (max_geweigerd_pct).",
        "een kolom waarin alle datums als tekst staan",
    ),
    "IN-DATUMLOOS": Explanation(
        "De periode en de extractiedatum volgen uit de datums in de gegevens, en die zijn er niet.",
        "een export waarvan elke rij is geweigerd",
    ),
    "STRENG": Explanation(
        "Met --streng maakt grip niets zolang er iets aan te merken is. Wat ter info is (een "
        "ingetrokken uitkering, een kolom die grip niet kent) telt daarbij niet.",
        "grip rapport --streng, met een uitkering zonder reden van uitstroom",
    ),
    "CLI-SJABLOON": Explanation(
        "Het sjabloon bepaalt koppen, letters en papier; kop- en voetteksten blijven, andere tekst "
        "niet.",
        "grip bijlage --product berap --sjabloon huisstijl.dotx",
    ),
    "UIT-SCHRIJVEN": Explanation(
        "Er is niets half geschreven: wat er stond, staat er nog.",
        "rapport.xlsx is nog open in Excel",
    ),
    "UIT-SOORT": Explanation(
        "Aan het einde van de naam ziet grip wat voor bestand u wilt.",
        "grip indicatoren --uit cijfers.docx",
    ),
    "UIT-BESTAAT": Explanation(
        "Een voorbeeld schrijft veel bestanden; in een volle map zouden uw eigen exports "
        "verdwijnen.",
        "grip voorbeeld map-met-exports",
    ),
    "CFG-LEZEN": Explanation(
        "Met een profiel dat niet te lezen is, zou grip met andere keuzes rekenen dan u denkt.",
        'naam = "Uithoorn (zonder het tweede aanhalingsteken)',
    ),
    "CFG-PROFIEL": Explanation(
        "Het profiel bepaalt ladder, codes en doelen. Een ander profiel geeft andere cijfers, dus "
        "grip kiest er zelf geen.",
        "grip rapport --profiel uithorn",
    ),
    "CFG-SLEUTEL": Explanation(
        "Een keuze met een verkeerde naam zou stil niets doen.",
        "minimum_cell = 10 (in plaats van minimum_cel)",
    ),
    "CFG-WAARDE": Explanation(
        "De keuze bestaat, maar deze waarde kan er niet staan.",
        'voorlopig_maanden = "drie"',
    ),
    "CFG-NAAM": Explanation(
        "Een doel of beleidsdoel verwijst naar een cijfer, groep, instrument of post die er niet "
        "is. Zonder die verwijzing zou het doel iets anders tellen dan u denkt.",
        'indicator = "uitstrom_werk" in een doel',
    ),
    "CFG-KRING": Explanation(
        "Een profiel ligt over een ander heen. In een kring is er geen onderste laag.",
        "a.toml met basis = 'b.toml', en b.toml met basis = 'a.toml'",
    ),
    "PRIV-BSN": Explanation(
        "Een burgerservicenummer maakt alles wat erbij staat herleidbaar tot een mens. Voor deze "
        "cijfers is het nergens voor nodig; grip leest het bestand daarom niet.",
        "een kolom bsn, of een kolom met vooral geldige BSN's onder een andere naam",
    ),
    "PRIV-NAAM": Explanation(
        _PERSONAL.format("namen"),
        "een kolom achternaam, of een kolom met vooral namen als J. Jansen",
    ),
    "PRIV-EMAIL": Explanation(
        _PERSONAL.format("e-mailadressen"),
        "een kolom e-mail, of vijf e-mailadressen onder een andere kop",
    ),
    "PRIV-TELEFOON": Explanation(
        _PERSONAL.format("telefoonnummers"),
        "een kolom telefoon, of een kolom met vooral nummers als 06-12345678",
    ),
    "PRIV-IBAN": Explanation(
        _PERSONAL.format("rekeningnummers"),
        "een kolom IBAN, of een kolom met geldige rekeningnummers",
    ),
    "PRIV-ADRES": Explanation(
        _PERSONAL.format("adressen"),
        "een kolom straat of huisnummer, of een kolom met straat, nummer en postcode",
    ),
    "SLEUTEL-GEEN": Explanation(
        "Een pseudoniem is alleen veilig met een sleutel die niemand anders heeft. Waar die ligt, "
        "kiest u: elke maand dezelfde, anders zijn personen niet terug te vinden.",
        "--persoonsgegevens pseudoniem zonder GRIP_SLEUTEL",
    ),
    "SLEUTEL-PLAATS": Explanation(
        "Met de sleutel zijn alle BSN's te proberen tot de pseudoniemen kloppen. Zij mag dus niet "
        "meegaan als iemand de map met gegevens of rapporten kopieert.",
        "GRIP_SLEUTEL wijst naar een bestand in de map van --data",
    ),
    "SLEUTEL-RECHTEN": Explanation(
        "Een sleutel die iedereen op de computer kan lezen, is niet geheim.",
        "een sleutelbestand met de rechten rw-r--r--",
    ),
    "SLEUTEL-LEZEN": Explanation(
        "Zonder de goede sleutel kan grip geen pseudoniemen maken die passen bij die van vorige "
        "maand.",
        "een sleutelbestand waarin iets anders staat",
    ),
    "GRIP-INTERN": Explanation(
        "Er zit een fout in grip, niet in uw gegevens. Er is niets geschreven.",
        "een geval waar de makers niet aan hebben gedacht",
    ),
    "SLOT": Explanation(
        "Twee runs tegelijk in een map zouden elkaars bestanden overschrijven.",
        "twee keer grip rapport naast elkaar, met dezelfde --uit",
    ),
    "IDENTITEIT": Explanation(
        "In elke run telt grip de stand twee keer, langs twee wegen. Zijn die niet gelijk, dan is "
        "er geen rapport: liever geen cijfer dan een fout cijfer.",
        "komt bij goede werking niet voor",
    ),
    "IN-RIJ-TWEE": Explanation(
        "Van twee rijen met hetzelfde nummer leest een programma de tweede over de eerste heen. "
        "Vullen zij elkaar aan of is een van beide commentaar, dan gaat er niets verloren; dat "
        "zoekt grip niet uit. Excel maakt zulke bestanden niet; een verkeerd geschreven of "
        "beschadigde export wel.",
        "een .xlsx waarin rij 17 twee keer voorkomt",
    ),
    "IN-OMVANG": Explanation(
        "Een losse cel in de laatste kolom maakt een klein blad miljarden cellen groot. Lezen zou "
        "de computer vol laten lopen.",
        "een werkmap .ods met een spatie in de allerlaatste cel",
    ),
    "IN-KOLOM-DUBBEL": Explanation(
        "Een van beide is de goede, en aan de naam is niet te zien welke.",
        "uitkeringen.csv met tweemaal einddatum",
    ),
    "IN-RECHT": Explanation(
        "Zonder leesrecht is niet te zien welke exports er staan.",
        "de map is alleen voor een ander, of een taak draait als een andere gebruiker",
    ),
    "CLI-WERKMAP": Explanation(
        "Zonder die map weet grip niet welke grip.toml en welke exports bedoeld zijn.",
        "grip --werkmap H:\\maandrapport rapport (en de schijf H: is er niet)",
    ),
    "CLI-TAAK": Explanation(
        "Niet elke maand heeft een 29e, 30e of 31e; een taak op zo'n dag slaat maanden over.",
        "grip taak --dag 31",
    ),
    "ZELF-GETAL": Explanation(
        "De stand, instroom en uitstroom van het voorbeeld zijn gepubliceerd. Komt grip daar op "
        "deze machine niet op uit, dan zijn andere cijfers ook niet te vertrouwen.",
        "het meegeleverde voorbeeld is gewijzigd, of een bibliotheek rekent anders",
    ),
    "ZELF-PAKKET": Explanation(
        "grip is alleen getest met de versies die het noemt; met een oudere kan een cijfer anders "
        "uitvallen of een opdracht stoppen.",
        "iemand heeft in dezelfde omgeving een ouder polars gezet",
    ),
    "CLI-HORIZON": Explanation(
        "Verder dan vijf jaar vooruit is de marge zo breed dat een prognose niets meer zegt.",
        "grip prognose --horizon 120",
    ),
    "CFG-SCENARIO": Explanation(
        "Zonder dat bestand is er niets om met de basis te vergelijken.",
        "grip prognose --scenario plannen.toml (en dat bestand bestaat niet)",
    ),
    "CFG-EFFECT": Explanation(
        "Een scenario rekent met een effect. Vindt grip instrumenten er geen, omdat te weinig "
        "mensen ermee begonnen of zij met niemand te vergelijken zijn, dan is elk getal verzonnen.",
        'instrument = "budgetcoach", waarmee drie mensen begonnen',
    ),
    "PROGNOSE-KORT": Explanation(
        "Instroom, seizoen en kans op uitstroom worden geschat uit de maanden die zijn geweest. "
        "Uit minder dan twee jaar, of uit een handvol uitkeringen, is dat raden.",
        "een export van alleen de lopende uitkeringen",
    ),
    "PROGNOSE-INTERN": Explanation(
        "Wat openbaar is, gaat door een deur die kleine aantallen verbergt. Een prognose rust op "
        "maanden met kleine aantallen en laat die niet verbergen zonder zelf te verdwijnen.",
        "grip prognose --publiek openbaar",
    ),
    "PROGNOSE-EXTRA": Explanation(
        "AutoETS en AutoARIMA komen uit een pakket dat groot is en alleen voor een specialist nut "
        "heeft. grip rekent daarom zonder, en neemt het erbij als het er is.",
        "grip prognose --reeks cbs.csv --modellen autoets",
    ),
    "REEKS-MAAND": Explanation(
        "Zonder maanden is een rij getallen geen reeks in de tijd.",
        "reeks.csv met de koppen jaar en aantal",
    ),
    "REEKS-KOLOM": Explanation(
        "Twee kolommen met getallen zijn twee reeksen, en grip kiest niet zelf.",
        "grip prognose --reeks cbs.csv, met de kolommen maand, bijstand en ioaw",
    ),
    "REEKS-CEL": Explanation(
        "Een maand overslaan die niet te lezen is, zou een gat in de reeks maken. Een rij met een "
        "jaartotaal tussen de maanden geeft deze melding ook.",
        "reeks.csv met 'n.b.' in een van de cellen",
    ),
    "REEKS-DUBBEL": Explanation(
        "Twee waarden voor een maand zijn vaak twee gemeenten of twee regelingen onder elkaar. "
        "Samen zijn zij geen reeks.",
        "reeks.csv met tweemaal 2019-03",
    ),
    "REEKS-GAT": Explanation(
        "Seizoen en trend worden geteld in maanden. Een gat zou alles daarna verschuiven.",
        "reeks.csv zonder 2019-03",
    ),
    "REEKS-KORT": Explanation(
        "Uit minder dan een jaar is niet te zien wat toeval is en wat niet.",
        "reeks.csv met acht maanden",
    ),
    "TELLING": Explanation(
        "Elke gelezen rij is geladen, geweigerd of apart gezet. Klopt die optelling niet, dan is "
        "er een rij zoek en stopt de run.",
        "komt bij goede werking niet voor",
    ),
}
