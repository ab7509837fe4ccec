"""Rules within one row: what two cells of a row say about each other, and what cannot be."""

from __future__ import annotations

from datetime import date

import polars as pl

from grip.findings import Scope, Severity
from grip.ingest.rules.model import Check, against_extraction, each, where

_WARN, _NOTICE = Severity.WARN, Severity.NOTICE
_OLDEST = "110y"
_MOST_HOURS = 60
_MOST_WAGE, _WHOLE = 150, 100  # a wage value of 100 and more is real: the class 100+


def _impossible_birth(birth: pl.Expr, extraction: date) -> pl.Expr:
    return (birth > extraction) | (birth < pl.lit(extraction).dt.offset_by(f"-{_OLDEST}"))


def _backwards(begin: str, end: str) -> pl.Expr:
    return pl.col(end) < pl.col(begin)


WITHIN_ROW = (
    Check(
        code="PERSOON-GEBOORTE", severity=_WARN, scope=Scope.ROW,
        message="De geboortedatum ligt in de toekomst of meer dan 110 jaar terug.",
        remedy="Verbeter de geboortedatum in het bronsysteem.",
        why="Uit de geboortedatum volgen leeftijdsgroep, AOW-leeftijd en doelgroep. Deze persoon "
        "telt mee in de totalen, maar in een groep die niet klopt.",
        good=("personen | geboortedatum 1961-05-12", "extractiedatum 2021-01-15"),
        bad=("personen | geboortedatum 2061-05-12", "extractiedatum 2021-01-15"),
        find=each(
            against_extraction("personen", "geboortedatum", _impossible_birth),
            against_extraction("meldingen", "geboortedatum", _impossible_birth),
        ),
    ),
    Check(
        code="PERSOON-PERIODE", severity=_WARN, scope=Scope.ROW,
        message="'{kolom}' ligt voor de dag waarop deze periode begint.",
        remedy="Verbeter een van beide datums in het bronsysteem.",
        why="Deze periode van inburgering of van inschrijving als nugger heeft geen dagen, en de "
        "persoon zit dus nooit in die doelgroep.",
        good=("personen | nugger_vanaf 2020-01-01 | nugger_tot 2020-06-30",),
        bad=("personen | nugger_vanaf 2020-06-30 | nugger_tot 2020-01-01",),
        find=each(
            where("personen", "nugger_tot", _backwards("nugger_vanaf", "nugger_tot")),
            where("personen", "inburgering_tot",
                  _backwards("inburgering_vanaf", "inburgering_tot")),
        ),
    ),
    Check(
        code="UIT-REDEN-LEEG", severity=_WARN, scope=Scope.ROW,
        message="De uitkering is beëindigd, maar de reden van uitstroom is leeg.",
        remedy="Vul in het bronsysteem de reden van beëindiging in (een CBS-code, zoals 11 "
        "voor werk).",
        why="Deze uitstroom telt mee in het totaal, maar bij reden onbekend. Uitstroom naar werk "
        "is daardoor lager dan zij was.",
        good=("uitkeringen | einddatum 2020-06-30 | reden_uitstroom 11",),
        bad=("uitkeringen | einddatum 2020-06-30 | reden_uitstroom",),
        find=where("uitkeringen", "reden_uitstroom",
                   pl.col("einddatum").is_not_null() & pl.col("reden_uitstroom").is_null()),
    ),
    Check(
        code="UIT-REDEN-OPEN", severity=_WARN, scope=Scope.ROW,
        message="Er is een reden van uitstroom, maar geen einddatum.",
        remedy="Vul de einddatum in, of haal de reden weg als de uitkering nog loopt.",
        why="Zonder einddatum loopt de uitkering voor grip door. Is zij toch gestopt, dan is de "
        "stand te hoog en ontbreekt er uitstroom.",
        good=("uitkeringen | einddatum | reden_uitstroom",),
        bad=("uitkeringen | einddatum | reden_uitstroom 11",),
        find=where("uitkeringen", "einddatum",
                   pl.col("einddatum").is_null() & pl.col("reden_uitstroom").is_not_null()),
    ),
    Check(
        code="MELDING-AANVRAAG", severity=_WARN, scope=Scope.ROW,
        message="De aanvraag ligt voor de melding.",
        remedy="Verbeter een van beide datums; de melding komt eerst, of op dezelfde dag.",
        why="De beslistermijn loopt vanaf de melding. Deze doorlooptijd klopt niet en trekt het "
        "gemiddelde scheef.",
        good=("meldingen | meldingsdatum 2020-02-03 | aanvraagdatum 2020-02-10",),
        bad=("meldingen | meldingsdatum 2020-02-10 | aanvraagdatum 2020-02-03",),
        find=where("meldingen", "aanvraagdatum", _backwards("meldingsdatum", "aanvraagdatum")),
    ),
    Check(
        code="MELDING-BESLUIT", severity=_WARN, scope=Scope.ROW,
        message="Het besluit ligt voor de aanvraag of voor de melding.",
        remedy="Verbeter de datum van het besluit, de aanvraag of de melding.",
        why="De tijd van aanvraag tot besluit wordt negatief. Zo'n besluit lijkt ruim op tijd en "
        "verbetert het cijfer over de beslistermijn ten onrechte.",
        good=("meldingen | meldingsdatum 2020-02-03 | aanvraagdatum 2020-02-10"
              " | besluitdatum 2020-03-02",),
        bad=("meldingen | meldingsdatum 2020-02-03 | aanvraagdatum 2020-02-10"
             " | besluitdatum 2020-02-07",),
        find=where("meldingen", "besluitdatum", pl.col("besluitdatum")
                   < pl.max_horizontal("aanvraagdatum", "meldingsdatum")),
    ),
    Check(
        code="MELDING-HALF", severity=_WARN, scope=Scope.ROW,
        message="Er is een besluit zonder datum, of een besluitdatum zonder besluit.",
        remedy="Vul het andere veld ook in.",
        why="Zonder datum telt de aanvraag als nog open, zonder besluit is niet te zeggen of zij "
        "is toegekend.",
        good=("meldingen | besluit toegekend | besluitdatum 2020-03-02",),
        bad=("meldingen | besluit toegekend | besluitdatum",),
        find=where("meldingen", "besluitdatum",
                   pl.col("besluit").is_null() != pl.col("besluitdatum").is_null()),
    ),
    Check(
        code="VZ-VERWACHT", severity=_WARN, scope=Scope.ROW,
        message="De verwachte einddatum ligt voor de begindatum.",
        remedy="Verbeter een van beide datums in het bronsysteem.",
        why="Deze voorziening lijkt al op de eerste dag over tijd; het cijfer over overschrijding "
        "wordt te hoog.",
        good=("voorzieningen | begindatum 2020-01-01 | verwachte_einddatum 2020-06-30",),
        bad=("voorzieningen | begindatum 2020-06-30 | verwachte_einddatum 2020-01-01",),
        find=where("voorzieningen", "verwachte_einddatum",
                   _backwards("begindatum", "verwachte_einddatum")),
    ),
    Check(
        code="PCT-HOOG", severity=_WARN, scope=Scope.ROW,
        message="'{kolom}' is hoger dan kan: een loonwaarde is hoogstens 150%, een maatregel 100%.",
        remedy="Controleer het percentage; soms staat er een bedrag, of is de komma weggevallen.",
        why="Zo'n loonwaarde komt in de hoogste klasse terecht: deze persoon lijkt klaar voor "
        "gewoon werk.",
        good=("arbeidsvermogen | loonwaarde_pct 40",),
        bad=("arbeidsvermogen | loonwaarde_pct 400",),
        find=each(
            where("arbeidsvermogen", "loonwaarde_pct", pl.col("loonwaarde_pct") > _MOST_WAGE),
            where("voorzieningen", "loonwaarde_pct", pl.col("loonwaarde_pct") > _MOST_WAGE),
            where("maatregelen", "pct", pl.col("pct") > _WHOLE),
        ),
    ),
    Check(
        code="UREN-VEEL", severity=_WARN, scope=Scope.ROW,
        message=f"Er staan meer dan {_MOST_HOURS} uren per week.",
        remedy="Vul uren per week in, en niet uren per maand.",
        why="Uren per maand in deze kolom maken van een kleine baan een voltijdbaan.",
        good=("activiteiten | uren_per_week 24",), bad=("activiteiten | uren_per_week 104",),
        find=where("activiteiten", "uren_per_week", pl.col("uren_per_week") > _MOST_HOURS),
    ),
    Check(
        code="BEDRAG-NEGATIEF", severity=_NOTICE, scope=Scope.ROW,
        message="Het bedrag is negatief; het wordt van de rest afgetrokken.",
        remedy="Niets te doen als dit een correctie is.",
        why="Een correctie of terugvordering hoort negatief te zijn. Staat er per ongeluk een min, "
        "dan zijn de kosten tweemaal dit bedrag te laag.",
        good=("kosten | bedrag 125,00",), bad=("kosten | bedrag -125,00",),
        find=each(
            where("kosten", "bedrag", pl.col("bedrag") < 0),
            where("inkomsten", "bedrag", pl.col("bedrag") < 0),
            where("budgetten", "bedrag", pl.col("bedrag") < 0),
        ),
    ),
)  # fmt: skip
