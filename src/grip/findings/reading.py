"""What reading and loading find; what shows only in values of rows is in `grip.ingest.rules`."""

from __future__ import annotations

from grip.findings.shapes import Rule, Scope, Severity, by_code

_REFUSE, _WARN, _NOTICE = Severity.REFUSE, Severity.WARN, Severity.NOTICE
_LEFT_OUT = "Deze rij telt nergens in mee, ook niet in de stand."

RULES = by_code(
    Rule(
        "RIJ-LEEG-VELD", _REFUSE, "Het verplichte veld '{kolom}' is leeg of onbekend.",
        "Vul het veld in het bronsysteem en maak de export opnieuw; tot dan telt deze rij niet "
        "mee.",
        f"Zonder dit veld is niet te zeggen om wie of om welke dag het gaat. {_LEFT_OUT}",
        ("uitkeringen | regeling PW",), ("uitkeringen | regeling",), Scope.ROW,
    ),
    Rule(
        "RIJ-DATUM", _REFUSE, "In '{kolom}' staat geen datum die kan: {vorm}.",
        "Verbeter de datum in het bronsysteem: dd-mm-jjjj, een dag die bestaat (31-02 niet), een "
        "jaar van 1900 tot en met 2199; een maand als jjjj-mm. Alleen een veld dat niet verplicht "
        "is, mag leeg zijn.",
        "Een lege einddatum betekent dat iemand nog een uitkering heeft. Dat mag nooit ontstaan "
        f"doordat een datum niet te lezen is. {_LEFT_OUT}",
        ("uitkeringen | einddatum 31-05-2021",), ("uitkeringen | einddatum 31-02-2021",), Scope.ROW,
    ),
    Rule(
        "RIJ-GETAL", _REFUSE, "In '{kolom}' staat geen getal dat te lezen is: {vorm}.",
        "Maak er een getal van, met een komma voor de decimalen. Is 1.500 bedoeld als duizend "
        "vijfhonderd, schrijf dan 1500 of 1.500,00.",
        f"Een bedrag of aantal dat niet te lezen is, kan grip niet optellen. {_LEFT_OUT}",
        ("inkomsten | bedrag 812,50",), ("inkomsten | bedrag acht",), Scope.ROW,
    ),
    Rule(
        "RIJ-JANEE", _REFUSE, "'{kolom}' is geen ja of nee.", "Vul ja of nee in.",
        f"Er zijn maar twee antwoorden, en leeg is onbekend. {_LEFT_OUT}", scope=Scope.ROW,
    ),
    Rule(
        "RIJ-CODE", _REFUSE, "Wat er in '{kolom}' staat, is geen waarde uit de codelijst.",
        "Kies een waarde uit de codelijst: {keuzes}. Gebruikt het bronsysteem eigen codes, zeg "
        "dan in een bronprofiel wat zij betekenen (docs/bronnen.md).",
        f"Van deze kolom hangt af of en hoe een rij telt; grip raadt er niet naar. {_LEFT_OUT}",
        ("uitkeringen | rol client",), ("uitkeringen | rol buurman",), Scope.ROW,
    ),
    Rule(
        "RIJ-GRENS", _REFUSE, "'{kolom}' valt buiten wat kan ({grens}).", "Controleer de waarde.",
        f"Deze waarde bestaat niet in het echt, dus is er iets mis met de invoer. {_LEFT_OUT}",
        ("meldingen | opschorting_dagen 14",), ("meldingen | opschorting_dagen -14",), Scope.ROW,
    ),
    Rule(
        "RIJ-EINDE", _REFUSE, "De einddatum ligt voor de begindatum in dezelfde rij.",
        "Verbeter een van beide datums in het bronsysteem; tot dan telt deze rij niet mee.",
        "Zo'n periode heeft geen dagen: hij zou wel als uitstroom tellen en niet als instroom. "
        f"{_LEFT_OUT}",
        ("uitkeringen | ingangsdatum 2020-03-01 | einddatum 2020-05-31",),
        ("uitkeringen | ingangsdatum 2020-03-01 | einddatum 2020-02-28",), Scope.ROW,
    ),
    Rule(
        "RIJ-DUBBEL", _REFUSE, "Een andere rij ({ander}) heeft dezelfde sleutel ({kolom}): die "
        "telt, en deze niet.",
        "Zijn het twee keer dezelfde, laat er dan een weg uit de export; zo niet, geef deze rij "
        "een eigen nummer.",
        "Twee rijen met dezelfde sleutel zijn twee keer hetzelfde. grip houdt de rij die het "
        "eerst begint en telt de andere niet.",
        ("uitkeringen | uitkering_id U1 | persoon_id P1",
         "uitkeringen | uitkering_id U2 | persoon_id P2"),
        ("uitkeringen | uitkering_id U1 | persoon_id P1",
         "uitkeringen | uitkering_id U1 | persoon_id P1 | ingangsdatum 2020-02-01"), Scope.ROWS,
    ),
    Rule(
        "RIJ-BREEDTE", _REFUSE, "De rij heeft meer velden dan de kop.",
        "Zet tekst met een scheidingsteken tussen aanhalingstekens.",
        "Een scheidingsteken in een tekst schuift de rest van de rij op, zodat een datum in de "
        f"verkeerde kolom terechtkomt. {_LEFT_OUT}",
        ('uitkeringen | consulent "team A; oost"',), ("uitkeringen | consulent team A; oost",),
        Scope.ROW,
    ),
    Rule(
        "RIJ-NUMMER", _REFUSE, "In '{kolom}' staat een nummer dat Excel heeft afgekapt: {vorm}.",
        "Maak de export opnieuw met deze kolom als tekst, en open haar niet in Excel.",
        "Van een nummer als 1E+05 zijn de laatste cijfers weg. Meegeteld zouden verschillende "
        f"personen of uitkeringen dezelfde worden. {_LEFT_OUT}",
        ("uitkeringen | uitkering_id 100000",), ("uitkeringen | uitkering_id 1E+05",), Scope.ROW,
    ),
    Rule(
        "NUMMER-AFGEROND", _WARN, "Alle lange nummers in '{kolom}' ({aantal}) eindigen op nullen: "
        "ze lijken afgerond door Excel.",
        "Maak de export opnieuw met deze kolom als tekst, en open haar niet in Excel.",
        "Excel bewaart van een getal vijftien cijfers en maakt van de rest nullen. Verschillende "
        "nummers kunnen zo hetzelfde zijn geworden.",
        ("uitkeringen | uitkering_id 12345678901234567",
         "uitkeringen | uitkering_id 12345678901234599"),
        ("uitkeringen | uitkering_id 12345678901234500",
         "uitkeringen | uitkering_id 12345678901234600"),
    ),
    Rule(
        "DATUM-EEUW", _NOTICE, "In '{kolom}' hebben {aantal} datums een jaartal van twee cijfers "
        "(het eerst in rij {rij}); 00-29 is gelezen als 20.., 30-99 als 19...",
        "Niets te doen, of exporteer jaartallen met vier cijfers.",
        "Zo leest Excel ze ook. Voor een geboortedatum in de jaren twintig van de vorige eeuw "
        "klopt het niet.",
        ("uitkeringen | ingangsdatum 13-02-2020",), ("uitkeringen | ingangsdatum 13-02-20",),
    ),
    Rule(
        "DATUM-VOLGORDE", _WARN, "In '{kolom}' staat de maand voor de dag; zo zijn deze "
        "{aantal} datums gelezen.",
        "Controleer een paar datums; exporteer ze liever als dd-mm-jjjj of jjjj-mm-dd.",
        "Een systeem met Amerikaanse instellingen schrijft 12/31/2020. Dat blijkt uit datums die "
        "maar op een manier te lezen zijn; de andere in de kolom zijn dan net zo geschreven.",
        ("uitkeringen | ingangsdatum 31/12/2020",),
        ("uitkeringen | ingangsdatum 12/31/2020", "uitkeringen | ingangsdatum 01/15/2021",
         "uitkeringen | ingangsdatum 02/28/2021", "uitkeringen | ingangsdatum 02/03/2021"),
    ),
    Rule(
        "DATUM-GEMENGD", _WARN, "In '{kolom}' staat nu eens de dag en dan weer de maand voorop; "
        "{aantal} datums zijn op twee manieren te lezen en geweigerd (het eerst in rij {rij}).",
        "Exporteer de datums op een manier: dd-mm-jjjj of jjjj-mm-dd.",
        "Is 02-03-2020 nu 2 maart of 3 februari? Als de kolom zelf het niet duidelijk maakt, raadt "
        "grip er niet naar.",
        ("uitkeringen | ingangsdatum 02-03-2020",),
        ("uitkeringen | ingangsdatum 12-31-2020", "uitkeringen | ingangsdatum 31-12-2020",
         "uitkeringen | ingangsdatum 02-03-2020"),
    ),
    Rule(
        "DATUM-LEEG", _WARN, "In '{kolom}' staan {aantal} datums die 'geen datum' betekenen, "
        "zoals 01-01-1900, 00-00-0000 of 31-12-2099 (het eerst in rij {rij}); ze tellen als leeg.",
        "Niets te doen als dat klopt; laat het veld anders leeg in het bronsysteem.",
        "Systemen die geen leeg veld kennen, vullen zo'n datum in. Letterlijk genomen zou iemand "
        "al sinds 1900 een uitkering hebben. Bij een einddatum betekent leeg: loopt nog.",
        ("uitkeringen | einddatum 31-12-2020",), ("uitkeringen | einddatum 01-01-1900",),
    ),
    Rule(
        "PCT-BREUK", _WARN, "Alle percentages in '{kolom}' zijn hoogstens 1,5 ({aantal}): het "
        "lijken delen van een (0,4) en geen procenten (40).",
        "Exporteer ze als procenten: 40 of 40%.",
        "Excel bewaart 40% als 0,4. grip leest 0,4 als 0,4 procent.",
        ("arbeidsvermogen | loonwaarde_pct 40%",), ("arbeidsvermogen | loonwaarde_pct 0,4",),
    ),
    Rule(
        "RIJ-TABEL", _WARN, "Vanaf deze rij staat een andere tabel op hetzelfde blad; die "
        "{aantal} rijen zijn niet gelezen.",
        "Zet elke tabel op een eigen blad of in een eigen bestand, met de naam van de tabel.",
        "Van elk blad leest grip de eerste tabel. Rijen van een andere tabel hebben andere "
        "kolommen en zouden verkeerd meetellen.",
        ("uitkeringen | regeling PW",),
        ("regel onder uitkeringen: voorziening_id;persoon_id;instrument;begindatum",), Scope.ROW,
        sets_apart=True,
    ),
    Rule(
        "BLAD-NAAST", _WARN, "Naast deze tabel staat een andere tabel op hetzelfde blad, vanaf "
        "'{kolom}' ({aantal} rijen); die is niet gelezen.",
        "Zet elke tabel op een eigen blad of in een eigen bestand, met de naam van de tabel.",
        "Van elk blad leest grip een tabel: die alle kolommen heeft die bij de naam van het blad "
        "horen. Een lege kolom scheidt haar van een andere.",
        ("uitkeringen | regeling PW",),
        ("een blad uitkeringen, met een lege kolom en daarnaast de koppen van voorzieningen",),
    ),
    Rule(
        "RIJ-VER", _WARN, "Ver onder de tabel staat een losse cel; die rij is niet gelezen.",
        "Kijk in Excel wat er in die cel staat (F5), verwijder haar rij en bewaar de werkmap.",
        "Zo'n cel ontstaat door een verkeerde toets of door een invoegtoepassing. Alles tot aan "
        "die cel zou als tabel gelezen moeten worden.",
        ("een werkmap waarin onder de tabel niets staat",),
        ("een werkmap met een streepje in cel A1048576",), Scope.ROW,
        sets_apart=True,
    ),
    Rule(
        "CEL-VER", _WARN, "Ver rechts van de tabel staat een losse cel ({cel}); die is niet "
        "gelezen, de rest van haar rij wel.",
        "Kijk in Excel wat er in die cel staat (F5), verwijder haar kolom en bewaar de werkmap.",
        "Zo'n cel ontstaat door een verkeerde toets of door een invoegtoepassing. Alles tot aan "
        "die cel zou als tabel gelezen moeten worden.",
        ("een werkmap waarin rechts van de tabel niets staat",),
        ("een werkmap met een streepje in cel XFD2 en in A100000",),
    ),
    Rule(
        "RIJ-TOTAAL", _NOTICE, "Dit is een totaalregel en geen rij van de tabel.",
        "Niets te doen; de regel telt niet mee.",
        "Een totaal dat als rij meetelt, is een uitkering of persoon die niet bestaat.",
        ("uitkeringen | uitkering_id U1 | persoon_id P1 | consulent Totaal",),
        ("uitkeringen | uitkering_id Totaal",), Scope.ROW,
        sets_apart=True,
    ),
    Rule(
        "RIJ-KOP", _NOTICE, "Hier staat de kop van de tabel nog eens (of een paginakop).",
        "Niets te doen; de regel telt niet mee.",
        "Exports die voor een printer zijn gemaakt, herhalen de kop op elke bladzijde.",
        ("uitkeringen | regeling PW",), ("kop nog eens: uitkeringen",), Scope.ROW,
        sets_apart=True,
    ),
    Rule(
        "RIJ-VOET", _NOTICE, "Dit is een voetregel onder de tabel en geen rij.",
        "Niets te doen; de regel telt niet mee.",
        "Onder een export staat vaak wie haar maakte en wanneer.",
        ("uitkeringen | regeling PW",), ("regel onder uitkeringen: Einde van het rapport",),
        Scope.ROW, sets_apart=True,
    ),
    Rule(
        "RIJ-NUL", _NOTICE, "Begin en einde zijn gelijk: de uitkering is ingetrokken (annulering).",
        "Niets te doen; de rij telt niet mee.",
        "Zo leggen cliëntsystemen vast dat een uitkering toch niet doorging. Meegeteld zou zij "
        "instroom en uitstroom zijn van iemand die nooit een uitkering had.",
        ("uitkeringen | ingangsdatum 2020-03-01 | einddatum 2020-03-02",),
        ("uitkeringen | ingangsdatum 2020-03-01 | einddatum 2020-03-01",), Scope.ROW,
        sets_apart=True,
    ),
    Rule(
        "RIJ-REGELING", _NOTICE, "Deze regeling telt niet mee in het bijstandsbestand.",
        "Niets te doen: Tozo, bijzondere bijstand en losse loonkostensubsidie staan apart.",
        "Het bijstandsbestand is algemene bijstand (PW, IOAW, IOAZ en Bbz). Met andere "
        "regelingen erbij is het niet te vergelijken met CBS en Divosa.",
        ("uitkeringen | regeling IOAW",), ("uitkeringen | regeling Tozo",), Scope.ROW,
        sets_apart=True,
    ),
    Rule(
        "CEL-LEEG", _WARN, "Wat er in '{kolom}' staat, kent grip niet; het is leeg gelaten en telt "
        "als onbekend.",
        "Verbeter de waarde in het bronsysteem; mogelijk: {keuzes}.",
        "De persoon telt mee in alle totalen, maar in de uitsplitsing naar deze kolom bij "
        "onbekend.",
        ("personen | geslacht vrouw",), ("personen | geslacht v.",), Scope.ROW,
    ),
    Rule(
        "KOLOM-ONBEKEND", _NOTICE, "De kolom '{kolom}' kent grip niet en is overgeslagen.",
        "Niets te doen als u haar niet nodig hebt; geef haar anders de naam die grip kent "
        "(docs/gegevens.md), of maak een bronprofiel met grip koppel.",
        "Exports hebben vaak meer kolommen dan nodig is; die leest grip niet. Heet een kolom "
        "anders dan in de beschrijving van de gegevens, dan ontbreken de cijfers erover.",
        ("uitkeringen | consulent A",), ("uitkeringen | dossierkleur rood",),
    ),
    Rule(
        "KOLOM-LIJKT", _WARN, "De kolom '{kolom}' kent grip niet en is overgeslagen.{suggestie}",
        "Geef de kolom de juiste naam als zij dat is; anders is er niets te doen.",
        "De naam lijkt op die van een kolom die in deze tabel ontbreekt. Is het een tikfout, dan "
        "telt alles uit deze kolom als onbekend.",
        ("uitkeringen | reden_instroom 11",), ("uitkeringen | reden_intsroom 11",),
    ),
    Rule(
        "KOLOM-ONTBREEKT", _NOTICE,
        "De kolom '{kolom}' is er niet. Niet te berekenen: {weg}.",
        "Voeg de kolom toe aan de export als u deze cijfers wilt hebben.",
        "Een kolom die ontbreekt, schakelt alleen de cijfers en uitsplitsingen uit die haar nodig "
        "hebben. Het rapport noemt ze onder 'niet berekend'.",
        ("uitkeringen | reden_uitstroom 11 | einddatum 2021-01-31",), ("uitkeringen",),
    ),
    Rule(
        "TABEL-ONTBREEKT", _NOTICE,
        "De tabel '{tabel}' is er niet. Niet te berekenen: {weg}.",
        "Voeg de tabel toe als bestand of blad met deze naam, als u deze cijfers wilt hebben.",
        "Een tabel die ontbreekt, schakelt alleen de cijfers en uitsplitsingen uit die haar nodig "
        "hebben. Het rapport noemt ze onder 'niet berekend'.",
        ("meldingen | meldingsdatum 2020-01-01",), ("uitkeringen",),
    ),
    Rule(
        "TABEL-LEEG", _WARN, "De tabel '{tabel}' heeft wel een kop, maar geen rijen.",
        "Controleer de selectie van de export; laat het bestand weg als er niets te melden is.",
        "Een tabel zonder rijen telt als 'er was niets': alle cijfers eruit zijn 0. Een tabel die "
        "ontbreekt telt als 'niet bekend'.",
        ("meldingen | meldingsdatum 2020-01-01",), ("alleen een kop: meldingen",),
    ),
    Rule(
        "BLAD-LEEG", _WARN, "Het bestand of blad is helemaal leeg.",
        "Maak de export opnieuw, of laat het bestand weg.",
        "Zonder kop is er geen tabel: alles wat erop rust, telt als ontbrekend.",
        ("meldingen | meldingsdatum 2020-01-01",), ("leeg bestand: meldingen",),
    ),
    Rule(
        "BLAD-ONBEKEND", _WARN, "Dit bestand of blad hoort bij geen tabel en is overgeslagen.",
        "Niets te doen als er geen gegevens in staan. Is het een tabel, geef het dan haar naam "
        "(personen, voorzieningen, ...) of maak een bronprofiel met grip koppel.",
        "De naam van een bestand of blad zegt welke tabel het is. Wat anders heet, leest grip "
        "niet.",
        ("meldingen | meldingsdatum 2020-01-01",), ("notities | tekst iets",),
    ),
    Rule(
        "BLAD-VERBORGEN", _WARN, "Dit blad is verborgen en is niet gelezen.",
        "Maak het blad zichtbaar als het bij de export hoort.",
        "Wat een collega heeft verborgen, is meestal een kladblad of een oude versie.",
        ("meldingen | meldingsdatum 2020-01-01",), ("verborgen blad: meldingen",),
    ),
    Rule(
        "RIJ-VERBORGEN", _WARN, "Op dit blad zijn rijen verborgen of weggefilterd ({aantal}); "
        "ze tellen gewoon mee.", "Verwijder de rijen als ze niet mee moeten tellen.",
        "Een filter in Excel verbergt rijen zonder ze weg te halen. Wie ze niet ziet, verwacht "
        "andere cijfers.",
        ("meldingen | meldingsdatum 2020-01-01",), ("verborgen rijen: meldingen",),
    ),
    Rule(
        "KOLOM-VERBORGEN", _WARN, "Op dit blad zijn kolommen verborgen ({kolommen}); ze zijn "
        "gewoon gelezen.", "Niets te doen als ze bij de export horen; verwijder ze anders.",
        "Wie een kolom niet ziet, verwacht niet dat zij meetelt.",
        ("een werkmap waarin alles te zien is",), ("een werkmap waarin kolom D verborgen is",),
    ),
    Rule(
        "BLAD-FOUTCELLEN", _NOTICE, "In dit soort bestand zijn cellen met een fout (#N/B) niet van "
        "lege cellen te onderscheiden, en verborgen rijen en kolommen niet van andere.",
        "Bewaar de werkmap als .xlsx om dat uit te sluiten.",
        "Een einddatum met een fout zou als 'loopt nog' tellen. In .xlsx ziet grip zulke cellen "
        "wel, en zegt het wat er verborgen is.",
        ("een werkmap .xlsx met meldingen",), ("een werkmap .xls, .xlsb of .ods met meldingen",),
    ),
    Rule(
        "PRIV-WEG", _NOTICE, "De kolom '{kolom}' bevat persoonsgegevens en is weggelaten.",
        "Niets te doen; beter is het de kolom niet te exporteren.",
        "Gevraagd met --persoonsgegevens weglaten. Wat grip niet leest, kan ook nergens uitlekken.",
        ("personen | geslacht man", "persoonsgegevens weglaten"),
        ("personen | achternaam Jansen", "persoonsgegevens weglaten"),
    ),
    Rule(
        "PRIV-CODE", _NOTICE,
        "De kolom '{kolom}' bevat persoonsgegevens; grip heeft er pseudoniemen van gemaakt.",
        "Niets te doen; bewaar de sleutel, want met een andere worden de pseudoniemen anders.",
        "Gevraagd met --persoonsgegevens pseudoniem. Dezelfde persoon houdt met dezelfde sleutel "
        "elke maand hetzelfde pseudoniem.",
        ("personen | geslacht man", "persoonsgegevens pseudoniem"),
        ("personen | bsn 111222333", "persoonsgegevens pseudoniem"),
    ),
    Rule(
        "PRIV-TEKST", _WARN, "In {aantal} cellen van '{kolom}' stond een naam, nummer, adres of "
        "e-mailadres; grip heeft dat uit de tekst gehaald.",
        "Haal het ook uit het bestand: een duiding gaat over cijfers en niet over een persoon.",
        "Een duiding komt in het rapport te staan. Wat grip aan de vorm herkent, vervangt het door "
        "een woord als [naam]; een losse achternaam herkent het niet.",
        ("duiding | indicator stand | periode 2020 | tekst Minder mensen | rol coach",),
        ("duiding | indicator stand | periode 2020 | tekst Bel 06-12345678 | rol coach",),
    ),
    Rule(
        "RIJ-BRON", _NOTICE, "Het bronprofiel slaat deze rij over.",
        "Niets te doen, of pas 'alleen' of 'gevuld' in het bronprofiel aan.",
        "Een export van een leverancier bevat ook rijen die geen bijstand of voorziening zijn. "
        "Het bronprofiel zegt welke meetellen; de andere staan hier.",
        ("een rij met kode_regeling 0",), ("een rij met kode_regeling 36 (diversen)",),
        Scope.ROW, sets_apart=True,
    ),
    Rule(
        "RIJ-HERHAALD", _NOTICE, "Een andere rij zegt hetzelfde later of vollediger.",
        "Niets te doen; de laatste rij telt.",
        "Maandbestanden herhalen elke lopende uitkering. Elke herhaling meetellen zou dezelfde "
        "uitkering twaalf keer per jaar tellen.",
        ("een uitkering in een van de maandbestanden",), ("dezelfde uitkering in januari en mei",),
        Scope.ROW, sets_apart=True,
    ),
    Rule(
        "RIJ-VERVALLEN", _NOTICE, "Volgens de bron is deze rij ingetrokken.",
        "Niets te doen; de rij telt niet mee.",
        "Cliëntsystemen wissen niets: wat niet doorging, krijgt een teken of een einddatum op de "
        "begindatum. Het bronprofiel zegt hoe dat eruitziet.",
        ("een rij met dd_begin 20200301 en dd_eind 20200531",),
        ("een rij met dd_begin 20200301 en dd_eind 20200301",), Scope.ROW, sets_apart=True,
    ),
    Rule(
        "BRON-CODE", _WARN, "De code '{waarde}' onder de kop {kop} staat niet in het bronprofiel "
        "({aantal} keer).", "Voeg de code toe aan het bronprofiel: zie docs/bronnen.md.",
        "Elke gemeente heeft eigen codes. Een code zonder betekenis in het bronprofiel telt als "
        "onbekend, ook als een CBS-code toevallig net zo heet; grip raadt er niet naar.",
        ("kode_afh 4, met in het bronprofiel 4 = 39",), ("kode_afh 77, zonder die code",),
        Scope.ROW,
    ),
    Rule(
        "BRON-VERSCHIL", _NOTICE, "Rijen met dezelfde {sleutel} zeggen {aantal} keer iets anders "
        "over '{kolom}'; de laatste telt.", "Niets te doen, of verbeter de gegevens in de bron.",
        "In een brede export staat bij elke uitkering opnieuw van wie zij is. Meestal is een "
        "verschil een verhuizing of een correctie; bij een geboortedatum is het een fout.",
        ("een persoon met twee keer dezelfde geboortedatum",),
        ("een persoon met twee geboortedatums",), Scope.ROWS,
    ),
    Rule(
        "BRON-DOCUMENTATIE", _NOTICE, "Het bronprofiel '{naam}' is uit documentatie gemaakt en nog "
        "niet aan een echte export getoetst.", "Leg de aantallen van een maand naast het systeem.",
        "Koppen en codes kunnen per gemeente en versie verschillen. Kloppen de aantallen, zet dan "
        'bewijs = "bestand" in een eigen laag op het bronprofiel.',
        ('een bronprofiel met bewijs = "bestand"',), ("het meegeleverde bronprofiel centric",),
    ),
    Rule(
        "EXTRACTIE-AFGELEID", _WARN, "Er zijn geen administratieve datums; de extractiedatum is "
        "afgeleid van de laatste datum in de gegevens.", "Geef --extractiedatum op.",
        "De extractiedatum bepaalt welke maanden nog voorlopig zijn en over welke maand het "
        "rapport gaat. Een geplande einddatum kan haar te ver weg leggen.",
        ("uitkeringen | ingangsdatum 2020-01-01 | administratie_begin 2020-01-09",),
        ("uitkeringen | ingangsdatum 2020-01-01",), Scope.TIME,
    ),
    Rule(
        "TABEL-UIT", _WARN, "Deze tabel bevat gezondheidsgegevens en is niet geladen.",
        "Laat de tabel weg uit de export: grip gebruikt haar niet.",
        "Wat grip niet nodig heeft, hoort niet in de export. Dat geldt vooral voor gegevens over "
        "gezondheid.",
        ("maatregelen | pct 20",), ("belemmeringen | soort fysiek",),
    ),
)  # fmt: skip
