"""The five products: which document each is, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from grip.config import Profile
from grip.periods import Period, shift_keeping_month_end, years_between
from grip.reports import formats
from grip.reports.accountability import definitions
from grip.reports.appendix import annual_account, coming_year, deviations, review
from grip.reports.appendix.draft import Draft
from grip.reports.appendix.figures import BBV
from grip.reports.beside import Told
from grip.reports.document import LEGEND, SAMPLE, Document, Section
from grip.reports.lookup import Lookup, Scope
from grip.target_door import ProtectedTargets


@dataclass(frozen=True)
class Product:
    """One of the documents of the planning and control cycle.

    Attributes:
        id: how it is asked for.
        title: what stands on it.
        sections: what is in it.
        about: the period of the product, of the one that was asked for or else is usual.
    """

    id: str
    title: str
    sections: Callable[[Draft], tuple[Section, ...]]
    about: Callable[[Period | None, date], Period]


def _year(asked: Period | None, extraction: date) -> Period:
    """The year that was asked for, else the last whole one before the export."""
    year = asked.end.year if asked else extraction.year - 1
    return Period.of_months(year, 1, 12)


def _next_year(asked: Period | None, extraction: date) -> Period:
    """The year that was asked for, else the first that has not begun at the export."""
    year = asked.end.year if asked else extraction.year + (extraction.month > 1)
    return Period.of_months(year, 1, 12)


def _so_far(asked: Period | None, extraction: date) -> Period:
    """What was asked for, else the last whole month."""
    return asked or Period.month_before(extraction)


def _half(asked: Period | None, extraction: date) -> Period:
    """What was asked for, else the last whole half year."""
    if asked:
        return asked
    last = Period.month_before(extraction).end
    while last.month not in (6, 12):
        last = shift_keeping_month_end(last, -1)
    return Period.of_months(last.year, last.month - 5, 6)


PRODUCTS = {
    one.id: one
    for one in (
        Product("begroting", "Begroting", coming_year.sections, _next_year),
        Product("berap", "Bestuursrapportage", deviations.sections, _so_far),
        Product("halfjaar", "Halfjaarrapportage", deviations.sections, _half),
        Product("jaarstukken", "Jaarstukken", annual_account.sections, _year),
        Product("evaluatie", "Evaluatie van het beleid", review.sections, _year),
    )
}


_BASE = (
    "stand_begin", "stand_eind", "instroom", "uitstroom", "uitputting_pct", "lks_aantal",
    "lks_kostendekkend",
)  # fmt: skip
_MONEY = ("kosten", "kosten_aantal")


def measured_period(product: Product, period: Period, extraction: date) -> Period:
    """Return the period that is counted, at most up to the last whole month.

    Of a budget it is the year before.
    """
    counted = period.shifted(-12) if product.id == "begroting" else period
    last = Period.month_before(extraction).end
    return Period(counted.begin, last) if counted.begin <= last < counted.end else counted


def figures_of(profile: Profile) -> tuple[str, ...]:
    """Return the ids of all figures that the products show."""
    own = [name.partition(";")[0] for goal in profile.beleidsdoel for name in goal.indicatoren]
    return tuple(dict.fromkeys([*_BASE, *own, *BBV, *_MONEY, *review.USED]))


def periods_of(scope: Scope) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Return the periods that the products show, and the further years of their budget.

    They hang on the last day alone, so that all products over that day rest on the same figures.
    """
    counted, year = scope.to_date, scope.period.end.year
    before = Period.of_months(year - 1, 1, 12)
    shown = (*scope.years, before, counted, counted.shifted(-12))
    return tuple(dict.fromkeys(shown)), tuple(years_between(year + 1, year + 4))


def appendix(
    product: Product, period: Period, look: Lookup, targets: ProtectedTargets,
    told: Sequence[Told], version: str, *, sample: bool,
) -> Document:  # fmt: skip
    """Return a product as a document, with the list of places that are still open.

    Args:
        product: which one.
        period: what it is about; of a budget the coming year.
        look: public figures.
        targets: public attainment.
        told: commentary of who may speak in these documents.
        version: of grip and the run.
        sample: whether the persons are made up.
    """
    draft = Draft(look, targets, told, period, SAMPLE if sample else "")
    made = product.sections(draft)
    made = tuple(section for section in made if section.tables or section.lead)
    sections = (*made, draft.blanks_section())
    name = look.profile.gemeente.naam
    return Document(
        title=f"{product.title} {_named(product, period)}: werk en re-integratie",
        subtitle=f"Gemeente {name}",
        mark="",
        facts=_facts(look, product, period, version, sample=sample),
        reading=_reading(look),
        messages=(),
        key_figures=(),
        sections=sections,
        definitions=(definitions(look),),
        properties={"datum": look.scope.extraction.isoformat(), "gemeente": name},
        sample=SAMPLE if sample else "",
    )


def _named(product: Product, period: Period) -> str:
    names = {"berap": period.to_date().label, "halfjaar": period.label}
    return names.get(product.id, str(period.end.year))


def _facts(
    look: Lookup, product: Product, period: Period, version: str, *, sample: bool
) -> tuple[tuple[str, str], ...]:
    return (
        ("Gemeente", look.profile.gemeente.naam),
        ("Product", f"{product.title} {_named(product, period)}"),
        ("Cijfers tot en met", formats.day(look.scope.period.end)),
        ("Gegevens van", formats.day(look.scope.extraction)),
        ("Status van de cijfers", look.standing(look.scope.to_date)),
        ("Publiek", "openbaar"),
        ("Bron", SAMPLE if sample else "export van het cliëntsysteem"),
        ("Gemaakt met", version),
    )


def _reading(look: Lookup) -> tuple[str, ...]:
    least = look.profile.instellingen.minimum_cel
    marks = "; ".join(f"{mark.value} = {words}" for mark, words in LEGEND.items())
    return (
        f"Aantallen mensen, uitkeringen, meldingen en voorzieningen van 1 tot en met {least - 1} "
        "staan er niet in, en ook niet waaruit zij zijn te berekenen; 'nog te gaan' is een afstand "
        "tot de norm en geen telling.",
        f"In cellen zonder getal: {marks}.",
        "Teksten komen uit het profiel en uit de tabel duiding. Lees ze na op herkenbare personen "
        "voordat het stuk naar buiten gaat.",
    )
