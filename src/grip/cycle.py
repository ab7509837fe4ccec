"""From a source to a product of the planning and control cycle: count, protect, build, write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grip import __version__
from grip.assemble import aims, in_appendix
from grip.disclosure import ProtectedResults, protect
from grip.indicators.catalogue import register
from grip.indicators.registered import registered_since
from grip.periods import Period
from grip.pipeline import Source, first_day, manifest_for, seal, targets
from grip.reports.appendix.products import (
    PRODUCTS,
    appendix,
    measured_period,
)
from grip.reports.beside import Told, told_in
from grip.reports.charts.draw import file_stem
from grip.reports.charts.press import Press
from grip.reports.document import Document
from grip.reports.files.folder import run_folder
from grip.reports.files.tabular import write_results
from grip.reports.files.targets import write_targets
from grip.reports.lookup import Lookup, Scope
from grip.results import Audience
from grip.target_door import ProtectedTargets

_FILES = (
    "bijlage.docx", "bijlage.html", "bijlage.xlsx", "doelen.csv", "indicatoren.csv",
    "manifest.json",
)  # fmt: skip
_CHARTS = "grafieken"


@dataclass(frozen=True)
class Made:
    """A product, computed and protected, before anything is written.

    Attributes:
        folder: the name of the folder that it goes in.
        period: what it is about.
        blanks: how many places people still have to fill in.
    """

    folder: str
    period: Period
    blanks: int
    document: Document
    results: ProtectedResults
    targets: ProtectedTargets
    manifest: dict[str, Any]

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it is written in."""
        charts = [
            f"{_CHARTS}/{file_stem(figure)}.{kind}"
            for figure in self.document.figures()
            for kind in ("png", "svg")
        ]
        return (*_FILES, *sorted(charts))


def make(source: Source, name: str, asked: Period | None) -> Made:
    """Return the product called `name` for the period that was asked for, else the usual one.

    It is for the public, whatever the options say.
    """
    product = PRODUCTS[name]
    period = product.about(asked, source.extraction)
    source = replace(source, period=measured_period(product, period, source.extraction))
    profile, caseload = source.profile.profile, source.caseload
    since = registered_since(caseload, register(profile))
    scope = Scope(source.period, first_day(source), source.extraction, since)
    options = {"product": name, "periode": period.slug, "publiek": Audience.PUBLIC.value}
    manifest = manifest_for(source, "bijlage", options)
    raw = in_appendix(caseload, scope, manifest["run"])
    settings = source.settings
    results = protect(raw, Audience.PUBLIC, settings.minimum_cel, settings.minimum_noemer)
    aimed = targets(source, Audience.PUBLIC, None, raw, results)
    look = Lookup(results, profile, scope, aims(profile, source.period.end))
    document = appendix(
        product, period, look, aimed, _publishable(source),
        f"grip {__version__}, run {manifest['run']}", sample=source.sample,
    )  # fmt: skip
    blanks = sum(len(t.rows) for s in document.sections if s.id == "open" for t in s.tables)
    return Made(f"bijlage-{name}-{period.slug}", period, blanks, document, results, aimed, manifest)


def _publishable(source: Source) -> list[Told]:
    """Return the commentary of the roles that may speak in public documents."""
    roles = source.profile.profile.bijlage.duiding_van
    rows = source.caseload.table("duiding").iter_rows(named=True)
    return [one for one in told_in(rows) if one.who in roles]


def write(made: Made, out: Path, template: Path | None = None, press: Press | None = None) -> Path:
    """Write a product in a folder of its own in `out`, whole or not at all; return the folder.

    `press` draws the charts: open since before the loading it saves its warming up.

    Raises:
        OutputError, LockedError: it cannot be written; what was there stays as it was.
        UsageError: the template cannot be used.
    """
    from grip.reports.web.html import write_html
    from grip.reports.word import write_word
    from grip.reports.workbook.xlsx import write_workbook

    figures = made.document.figures()
    with run_folder(out, made.folder) as folder:
        charts = folder / _CHARTS
        with press or Press() as ready:
            if figures:
                ready.start(figures, charts)
            write_workbook(made.document, folder / "bijlage.xlsx")
            write_results(made.results, folder / "indicatoren.csv")
            write_targets(made.targets, folder / "doelen.csv")
            if figures:
                ready.finish()
        write_word(made.document, folder / "bijlage.docx", template, charts)
        write_html(made.document, folder / "bijlage.html", charts)
        seal(folder, made.manifest)
    return out / made.folder
