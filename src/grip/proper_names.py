"""Names of laws, bodies and statistics: they stay as they are in the code."""

from __future__ import annotations

PROPER_NAMES: dict[str, str] = {
    "AOW": "Algemene Ouderdomswet; de AOW-leeftijd is de leeftijd waarop dat pensioen begint",
    "BBV": "Besluit begroting en verantwoording provincies en gemeenten",
    "BBZ": "Besluit bijstandverlening zelfstandigen",
    "BSN": "burgerservicenummer; komt grip niet in",
    "BUIG": "gebundelde uitkering waaruit gemeenten de bijstand betalen",
    "BUS": "Bijstandsuitkeringenstatistiek van het CBS",
    "CBS": "Centraal Bureau voor de Statistiek",
    "Divosa": "vereniging van leidinggevenden in het sociaal domein; houdt een benchmark bij",
    "GGM": "Gemeentelijk Gegevensmodel",
    "IOAW": "Wet inkomensvoorziening oudere en gedeeltelijk arbeidsongeschikte werkloze werknemers",
    "IOAZ": "Wet inkomensvoorziening oudere en gedeeltelijk arbeidsongeschikte gewezen "
    "zelfstandigen",
    "Iv3": "Informatie voor derden, de indeling van gemeentelijke begrotingen",
    "LKS": "loonkostensubsidie",
    "nugger": "niet-uitkeringsgerechtigde die bij de gemeente als werkzoekende staat",
    "PW": "Participatiewet",
    "SRG": "Statistiek re-integratie door gemeenten van het CBS",
    "SVB": "Sociale Verzekeringsbank",
    "Tozo": "Tijdelijke overbruggingsregeling zelfstandig ondernemers",
    "UWV": "Uitvoeringsinstituut Werknemersverzekeringen",
    "Wmo": "Wet maatschappelijke ondersteuning",
    "WSP": "werkgeversservicepunt",
}
"""Names that stay as they are in the code, with what they stand for."""
