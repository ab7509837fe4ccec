"""The Dutch text of every error code: what is wrong, and how to go on. The one list of codes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorText:
    """The Dutch text of one code; both may hold `{names}` that the raiser fills in."""

    title: str
    advice: str


_WITHOUT = (
    "grip heeft dit niet nodig en neemt het niet aan. Laat de kolom weg uit de export, of vraag "
    "grip haar over te slaan met --persoonsgegevens weglaten.{ook}"
)

CODES: dict[str, ErrorText] = {
    "CLI-GEBRUIK": ErrorText("{melding}", "Kijk met grip --help wat er kan."),
    "CLI-KEUZE": ErrorText(
        "'{waarde}' is geen geldige keuze voor {optie}.", "Kies uit: {keuzes}.{suggestie}"
    ),
    "CLI-PERIODE": ErrorText(
        "De periode is niet te lezen.",
        "Schrijf een jaar (2020), halfjaar (2020-H2), kwartaal (2020-Q4), maand (2020-12) "
        "of twee datums (2020-01-01..2020-08-31).",
    ),
    "CLI-DATUM": ErrorText(
        "De datum bij {optie} is niet te lezen.", "Schrijf jjjj-mm-dd, bijvoorbeeld 2022-01-14."
    ),
    "CLI-CODE": ErrorText(
        "De code '{waarde}' bestaat niet.", "Bekijk alle codes met grip leg-uit.{suggestie}"
    ),
    "CLI-INDICATOR": ErrorText(
        "De indicator '{waarde}' bestaat niet.",
        "Bekijk de lijst met grip definities.{suggestie}",
    ),
    "CLI-DIMENSIE": ErrorText(
        "De uitsplitsing '{waarde}' kan niet bij {indicator}.", "Kies uit: {keuzes}.{suggestie}"
    ),
    "CLI-HORIZON": ErrorText(
        "De horizon is niet te gebruiken.", "Kies een aantal maanden van 1 tot en met {meest}."
    ),
    "CLI-REEKS": ErrorText(
        "{optie} kan alleen bij een maandreeks.", "Geef er --reeks BESTAND bij, of laat het weg."
    ),
    "CLI-TOETS": ErrorText(
        "De toets is een tabel en past niet in een plaatje ({waarde}).",
        "Kies bij --uit een bestand dat op .csv of .xlsx eindigt, of laat --toets weg.",
    ),
    "CLI-WERKMAP": ErrorText(
        "De map bij --werkmap is er niet.",
        "Controleer het pad. Een schijf met een letter (H:) bestaat niet voor een taak die zonder "
        "u draait: geef dan het hele pad van de server.",
    ),
    "CLI-TAAK": ErrorText(
        "Zo kan de taak niet worden gepland ({optie}).",
        "Schrijf de dag als 1 tot en met {laatste} en de tijd als uu:mm, bijvoorbeeld 07:00.",
    ),
    "CLI-INTERN": ErrorText(
        "{wat} is alleen voor intern gebruik.",
        "Er staan dossiers en consulenten in. Laat --publiek openbaar weg.",
    ),
    "CLI-SJABLOON": ErrorText(
        "Het sjabloon is niet te gebruiken ({reden}).",
        "Geef bij --sjabloon een Word-bestand (.docx) waarin de stijl Kop 1 voorkomt.",
    ),
    "IN-MAP": ErrorText(
        "De map of het bestand met gegevens is er niet.",
        "Controleer het pad bij --data, of maak een voorbeeld met grip voorbeeld MAP.",
    ),
    "IN-LEEG": ErrorText(
        "Er is geen enkel bestand met gegevens gevonden.",
        "Zet de exports (csv, xlsx of parquet) in deze map, met de naam van de tabel: "
        "personen, uitkeringen, meldingen, ...",
    ),
    "IN-LEZEN": ErrorText(
        "Het bestand is niet te lezen als {soort}.",
        "Maak de export opnieuw, of open het bestand in Excel en bewaar het als xlsx of csv.",
    ),
    "IN-VERPLICHT": ErrorText(
        "De tabel '{tabel}' ontbreekt.",
        "Zonder deze tabel kan grip niets tellen. Voeg het bestand {tabel}.csv of een blad "
        "'{tabel}' toe.{ook} Heten ze in uw export anders? Dan maakt grip koppel een bronprofiel.",
    ),
    "IN-BLANCO": ErrorText(
        "Het bestand of blad van tabel '{tabel}' is helemaal leeg.",
        "Maak de export opnieuw: er hoort een kop met kolomnamen in te staan, met daaronder rijen.",
    ),
    "IN-GEEN-RIJEN": ErrorText(
        "De tabel '{tabel}' heeft geen rijen die meetellen (gelezen: {gelezen}).",
        "Controleer de selectie van de export: een kop zonder rijen is niet genoeg. Zijn er wel "
        "rijen gelezen, dan zegt grip controleer waarom zij niet tellen.",
    ),
    "IN-KOLOM": ErrorText(
        "In tabel '{tabel}' ontbreekt de verplichte kolom '{kolom}'.",
        "Voeg de kolom toe aan de export of geef haar de juiste kop.{suggestie} Heten de koppen "
        "in uw export anders? Dan maakt grip koppel er een bronprofiel van.",
    ),
    "IN-DUBBEL": ErrorText(
        "De tabel '{tabel}' komt in meer dan een bestand of blad voor.",
        "Laat een van beide weg: grip kiest niet zelf.",
    ),
    "IN-GRENS": ErrorText(
        "Van tabel '{tabel}' is {aandeel}% van de rijen geweigerd; het profiel staat {grens}% toe.",
        "Kijk met grip controleer welke rijen dat zijn en waarom, herstel ze en draai opnieuw. "
        "Is dit hier gewoon, verhoog dan max_geweigerd_pct in het profiel.",
    ),
    "IN-DATUMLOOS": ErrorText(
        "Er is geen enkele datum gevonden om de rapportage aan op te hangen.",
        "Geef --periode en --extractiedatum op.",
    ),
    "STRENG": ErrorText(
        "Met --streng mag er niets op de gegevens aan te merken zijn, en dat is {aantal} keer zo.",
        "Bekijk de bevindingen met grip controleer, of laat --streng weg.",
    ),
    "UIT-SCHRIJVEN": ErrorText(
        "De uitvoer kan niet worden geschreven ({reden}).",
        "Sluit het bestand in Excel, maak ruimte vrij of kies een andere map met --uit.",
    ),
    "UIT-SOORT": ErrorText(
        "Dit soort uitvoerbestand kent grip niet.", "Gebruik .csv, .json, .parquet of .xlsx."
    ),
    "UIT-BESTAAT": ErrorText(
        "De map bestaat al en is niet leeg.",
        "Kies een lege of nieuwe map: grip overschrijft uw bestanden niet.",
    ),
    "CFG-LEZEN": ErrorText(
        "Het configuratiebestand is geen geldige TOML.",
        "Controleer regel {regel}: aanhalingstekens, vierkante haken en het =-teken.",
    ),
    "CFG-EFFECT": ErrorText(
        "Van instrument '{waarde}' is geen effect bekend om mee vooruit te rekenen.",
        "Kijk met grip instrumenten of er een verschil is gevonden, of noem zelf effect_pct met "
        "een bron.",
    ),
    "CFG-PROFIEL": ErrorText(
        "Het profiel '{waarde}' bestaat niet.",
        "Meegeleverd zijn: {keuzes}. Een eigen profiel geeft u op als bestand .toml.{suggestie}",
    ),
    "CFG-BRON": ErrorText(
        "Het bronprofiel '{waarde}' bestaat niet.",
        "Meegeleverd zijn: {keuzes}. Een eigen bronprofiel geeft u op als bestand .toml; grip "
        "koppel maakt er een.{suggestie}",
    ),
    "CFG-SLEUTEL": ErrorText(
        "De sleutel '{sleutel}' bestaat niet.",
        "Verwijder hem of verbeter de naam.{suggestie}",
    ),
    "CFG-WAARDE": ErrorText("De waarde van '{sleutel}' kan niet: {reden}.", "Pas de waarde aan."),
    "CFG-NAAM": ErrorText(
        "'{waarde}' bij '{sleutel}' bestaat niet.",
        "Verbeter de naam in het profiel.{suggestie}",
    ),
    "CFG-SCENARIO": ErrorText(
        "Het bestand met scenario's is er niet.",
        "Controleer het pad bij --scenario. docs/prognose.md laat zien wat erin staat.",
    ),
    "CFG-KRING": ErrorText(
        "De profielen verwijzen in een kring naar elkaar.", "Haal een van de regels basis = weg."
    ),
    "PRIV-BSN": ErrorText(
        "De kolom '{kolom}' bevat burgerservicenummers.",
        "grip heeft geen BSN nodig en neemt het niet aan. Laat de kolom weg uit de export, of laat "
        "grip er een pseudoniem van maken met --persoonsgegevens pseudoniem: een code met een "
        "geheime sleutel (HMAC-SHA-256; gewoon hashen is niet genoeg).{ook}",
    ),
    "PRIV-NAAM": ErrorText("De kolom '{kolom}' bevat namen van personen.", _WITHOUT),
    "PRIV-EMAIL": ErrorText("De kolom '{kolom}' bevat e-mailadressen van personen.", _WITHOUT),
    "PRIV-TELEFOON": ErrorText("De kolom '{kolom}' bevat telefoonnummers van personen.", _WITHOUT),
    "PRIV-IBAN": ErrorText("De kolom '{kolom}' bevat rekeningnummers (IBAN).", _WITHOUT),
    "PRIV-ADRES": ErrorText("De kolom '{kolom}' bevat adressen van personen.", _WITHOUT),
    "SLEUTEL-GEEN": ErrorText(
        "Voor pseudoniemen is een geheime sleutel nodig, en er is geen plaats voor genoemd.",
        "Noem een bestand buiten de gegevens en de uitvoer: zet het pad in de omgevingsvariabele "
        "GRIP_SLEUTEL of bij sleutel in grip.toml. Bestaat het bestand niet, dan maakt grip het.",
    ),
    "SLEUTEL-PLAATS": ErrorText(
        "De sleutel voor pseudoniemen ligt bij de gegevens of bij de uitvoer.",
        "Leg het bestand in een andere map, waar alleen u bij kunt. Wie gegevens en sleutel samen "
        "heeft, rekent de pseudoniemen terug.",
    ),
    "SLEUTEL-RECHTEN": ErrorText(
        "Ook anderen kunnen de sleutel voor pseudoniemen lezen.",
        "Maak het bestand alleen voor de eigenaar leesbaar (chmod 600).",
    ),
    "SLEUTEL-LEZEN": ErrorText(
        "De sleutel voor pseudoniemen is niet te lezen of te maken.",
        "Controleer het pad en de rechten. In het bestand staan 64 tekens (0-9 en a-f); leeg het "
        "niet en maak geen nieuwe, want dan worden alle pseudoniemen anders.",
    ),
    "WERKLIJST-LEZEN": ErrorText(
        "De werklijst van een vorige keer is niet te lezen.",
        "Zet het bestand terug zoals het was (sluit het in Excel), of haal die map weg: grip "
        "begint dan zonder die herinnering.",
    ),
    "ZELF-GETAL": ErrorText(
        "De rekenproef komt niet op de gepubliceerde cijfers uit.",
        "Installeer grip opnieuw. Blijft het zo, gebruik dan geen uitkomsten en meld het.",
    ),
    "ZELF-PAKKET": ErrorText(
        "Er ontbreekt een pakket, of een versie is te oud.",
        "Installeer grip opnieuw zoals in het leesmij-bestand staat.",
    ),
    "RUN-MAP": ErrorText(
        "De map met runs is er niet.",
        "Noem met --uit de map waarin grip de rapporten schrijft, of maak eerst een rapport.",
    ),
    "RUN-GEEN": ErrorText(
        "De run '{waarde}' is er niet.",
        "Noem een map (uitvoer/rapport-2021-12.v1) of een run uit grip historie; staan de runs "
        "elders, noem die map met --uit.{suggestie}",
    ),
    "RUN-STUK": ErrorText(
        "Deze map is geen hele run ({reden}).",
        "Kies een andere run met grip historie, of maak deze opnieuw met grip rapport.",
    ),
    "RUN-GEWIJZIGD": ErrorText(
        "Dit bestand is er niet meer zoals grip het schreef.",
        "Zet het bestand van toen terug, of maak de run opnieuw: met dezelfde invoer en dezelfde "
        "versie van grip komt er precies hetzelfde uit.",
    ),
    "RUN-SOORT": ErrorText(
        "In deze run staan geen cijfers om te vergelijken (soort: {soort}).",
        "Vergelijk twee rapporten of bijlagen. Een werklijst zegt zelf wat er nieuw is.",
    ),
    "RUN-GEMEENTE": ErrorText(
        "Deze runs gaan over verschillende gemeenten.",
        "Vergelijk twee runs van dezelfde gemeente; naast anderen leggen doet grip benchmark.",
    ),
    "RUN-DATA": ErrorText(
        "Dit zijn niet de exports waarmee {map} is gemaakt.",
        "Noem de map waarin de exports van toen ongewijzigd staan. Zijn ze er niet meer, laat de "
        "optie dan weg: zonder exports is er minder te zeggen.",
    ),
    "GRIP-INTERN": ErrorText(
        "Er ging iets mis in grip zelf ({soort}).",
        "Meld dit met deze regels; er staan geen gegevens in.",
    ),
    "SLOT": ErrorText(
        "Een andere run schrijft nu in deze map.", "Wacht tot die klaar is en probeer opnieuw."
    ),
    "IDENTITEIT": ErrorText(
        "De controle begin + instroom - uitstroom = eind klopt niet.",
        "Dit is een fout in grip. Meld hem, met het versienummer en deze code.",
    ),
    "IN-NUL": ErrorText(
        "Het bestand is leeg (0 bytes).",
        "Maak de export opnieuw, of wacht tot OneDrive het bestand heeft opgehaald.",
    ),
    "IN-HTML": ErrorText(
        "Dit is een webpagina met de naam van een export.",
        "Open het bestand in Excel en bewaar het als .xlsx of .csv.",
    ),
    "IN-WACHTWOORD": ErrorText(
        "De werkmap is met een wachtwoord beveiligd.",
        "Open haar in Excel, haal bij Bestand > Info het wachtwoord weg en bewaar haar opnieuw.",
    ),
    "IN-STUK": ErrorText(
        "Het bestand is beschadigd of niet compleet.",
        "Maak de export opnieuw, of open het bestand in Excel en bewaar het als .xlsx.",
    ),
    "IN-SOORT": ErrorText(
        "De naam past niet bij de inhoud: dit is {soort}.",
        "Geef het bestand de extensie die bij de inhoud hoort, of bewaar het opnieuw uit Excel.",
    ),
    "IN-CEL-VER": ErrorText(
        "In de werkmap staan cellen ver buiten de tabel, tot en met {cel}.",
        "Ga in Excel naar die cel (F5), verwijder de rijen en kolommen die niet bij de tabel "
        "horen en bewaar de werkmap, of bewaar het blad als csv.{ook}",
    ),
    "IN-RIJ-TWEE": ErrorText(
        "In een blad van de werkmap hebben twee rijen hetzelfde nummer ({rij}): een van beide kan "
        "ongezien wegvallen.",
        "Open de werkmap in Excel, laat Excel haar herstellen, kijk of alle rijen er zijn en "
        "bewaar haar opnieuw, of vraag de leverancier om een export als csv.",
    ),
    "IN-OMVANG": ErrorText(
        "De Excel-werkmap is te groot of vreemd opgebouwd om veilig te lezen.",
        "Haal losse cellen ver rechts of ver onder de tabel weg (Ctrl+End wijst de laatste aan), "
        "of bewaar het blad als csv.",
    ),
    "IN-KOLOM-DUBBEL": ErrorText(
        "In tabel '{tabel}' zijn twee kolommen die allebei '{kolom}' heten.",
        "Laat een van beide weg of geef haar een andere kop: grip kiest niet zelf. Staan er twee "
        "tabellen naast elkaar, zet ze dan elk op een eigen blad.",
    ),
    "PROGNOSE-KORT": ErrorText(
        "Voor een prognose is er te weinig: {wat}.",
        "Gebruik een export met meer jaren, of kies met --periode een later moment.",
    ),
    "PROGNOSE-INTERN": ErrorText(
        "Een prognose uit dossiers is alleen voor intern gebruik.",
        "Zij gaat over kleine groepen en over maanden die zelf niet openbaar zijn. Laat --publiek "
        "openbaar weg.",
    ),
    "PROGNOSE-EXTRA": ErrorText(
        "Voor dit model is {pakket} nodig, en dat is hier niet.",
        "Installeer het met pip install {pakket}, of laat --modellen weg: de modellen van grip "
        "hebben het niet nodig.",
    ),
    "REEKS-MAAND": ErrorText(
        "Er is geen kolom 'maand'.",
        "Zet de maanden (jjjj-mm) in een kolom met de kop maand, en de aantallen in een kolom "
        "ernaast.",
    ),
    "REEKS-KOLOM": ErrorText(
        "Het is niet duidelijk welke kolom de reeks is.",
        "Noem haar met --kolom. Er zijn: {kolommen}.{suggestie}",
    ),
    "REEKS-CEL": ErrorText(
        "In kolom '{kolom}' zijn cellen niet te lezen ({aantal}).",
        "Schrijf een maand als jjjj-mm en een aantal als getal. Laat een maand die nog niet is "
        "gemeten aan het einde leeg.",
    ),
    "REEKS-DUBBEL": ErrorText(
        "Een maand staat er meer dan een keer: {maanden}.",
        "Laat per maand een rij over. Bevat het bestand meer reeksen, zet ze dan in kolommen naast "
        "elkaar.",
    ),
    "REEKS-GAT": ErrorText(
        "Er ontbreken maanden in de reeks: {maanden}.",
        "Vul ze aan, of begin de reeks na het gat: grip verzint geen maanden.",
    ),
    "REEKS-KORT": ErrorText(
        "De reeks heeft {aantal} maanden; nodig zijn er minstens {nodig}.",
        "Geef een langere reeks op. Vanaf 36 maanden kan grip ook zeggen hoe goed de prognose was.",
    ),
    "TELLING": ErrorText(
        "Van tabel '{tabel}' tellen geladen en geweigerde rijen niet op tot wat is gelezen.",
        "Dit is een fout in grip. Meld hem, met het versienummer en deze code.",
    ),
}
