"""Files of StatLine as they are handed out: the real one of 2016, and the first rows of others."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = ROOT / "data" / "referentie" / "cbs" / "83747NED.csv"

# The headers and some rows of 83450NED and 84066NED, exactly as StatLine gave them.
HEAD_2015 = (
    '"ID","Leeftijd","Regiokenmerken","Inwoners_1","Bijstandsontvangers_2","Bijstandsdichtheid_3",'
    '"Instromers_4","Instromers_5","Uitstromers_6","Uitstromers_7","UitstromersNaarWerk_8",'
    '"UitstromersNaarWerk_9","PersonenMetReIntegratievoorziening_10","WerkendenNaReIntegratie_11",'
    '"WerkendenNaReIntegratie_12","PersonenMetBijstandEnReIntegratie_13",'
    '"BijstandontvangersMetReIntegratie_14","ReIntegratieontvangersMetBijstand_15",'
    '"WSWWerknemers_16","WSWDichtheid_17"\n'
)
ROWS_2015 = (
    '"0","20150","NL01  ","14188300","  496600","    35.0","  155440","    24.5","  140070",'
    '"    22.0","   59780","    10.5","  165440","   43480","    17.0","  126710","    28.0",'
    '"    76.5","   96370","     7.0"\n'
    '"69","20150","GM0060","    2990","      10","     3.5","      10","    38.5","       0",'
    '"       .","       0","       .","       0","       0","       .","       0","       .",'
    '"       .","      20","     5.5"\n'
    '"72","20150","GM0363","  708090","   48850","    69.0","   11460","    19.0","   11510",'
    '"    19.0","    4720","     9.0","   17760","    3190","    15.5","   10370","    25.0",'
    '"    58.5","    3610","     5.0"\n'
)
HEAD_2017 = (
    '"ID","Leeftijd","Regiokenmerken","Inwoners_1","Bijstandsontvangers_2","Bijstandsdichtheid_3",'
    '"Instroom_4","Instroom_5","Uitstroom_6","Uitstroom_7","UitstroomNaarWerk_8",'
    '"UitstroomNaarWerk_9","PersonenMetReIntegratievoorziening_10","WerkNaReIntegratie_11",'
    '"WerkNaReIntegratie_12","PersonenMetBijstandEnReIntegratie_13",'
    '"BijstandsontvangersMetReIntegratie_14","ReIntegratieontvangersMetBijstand_15",'
    '"WSWWerknemers_16","WSWDichtheid_17"\n'
)
ROWS_2017 = (
    '"0","20150","NL01   ","14422560","  508480","    35.5","  123060","    19.5","  128560",'
    '"    20.0","   60890","    10.5","  190360","       .","       .","  137650","    30.0",'
    '"    72.5","   86980","     6.0"\n'
    '"72","20150","GM0363 ","  728920","   49320","    67.5","   10060","    17.0","    9560",'
    '"    16.0","    4530","     9.0","   21860","       .","       .","   14720","    35.0",'
    '"    67.5","    3150","     4.5"\n'
)
