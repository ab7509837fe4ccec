"""The register: every indicator, in the order in which a reader meets them."""

from __future__ import annotations

from functools import lru_cache

from grip.config import Ladder, Profile
from grip.errors import UsageError, suggestion
from grip.indicators.model import Indicator
from grip.indicators.themes.capacity import CAPACITY
from grip.indicators.themes.completeness import COMPLETENESS
from grip.indicators.themes.cost_per_result import COST_PER_RESULT
from grip.indicators.themes.costs import COSTS
from grip.indicators.themes.duties import DUTY_FIGURES
from grip.indicators.themes.experience import EXPERIENCE
from grip.indicators.themes.flow import flow
from grip.indicators.themes.funnel import FUNNEL
from grip.indicators.themes.gate import GATE
from grip.indicators.themes.lasting import LASTING
from grip.indicators.themes.lead_times import LEAD_TIMES
from grip.indicators.themes.legality import LEGALITY
from grip.indicators.themes.movement import movement
from grip.indicators.themes.participation import PARTICIPATION
from grip.indicators.themes.state_money import STATE_MONEY
from grip.indicators.themes.subsidy_figures import SUBSIDY_FIGURES
from grip.indicators.themes.support import SUPPORT
from grip.indicators.themes.timeliness import TIMELINESS


def register(profile: Profile) -> tuple[Indicator, ...]:
    """Return the register for a profile; its choices (denominator, gap rule, ladder) are filled in.

    Variants that are computed only when asked for stand in it too (`by_default` is false).
    """
    settings = profile.instellingen
    return _declared(settings.stroom_noemer, settings.onderbreking_dagen, profile.ladder)


@lru_cache(maxsize=8)
def _declared(denominator: str, gap_days: int, ladder: Ladder) -> tuple[Indicator, ...]:
    """Return the register for these choices: declared once, however often it is asked for."""
    return (
        *flow(denominator, gap_days),
        *LASTING,
        *movement(ladder),
        *GATE,
        *FUNNEL,
        *LEAD_TIMES,
        *SUPPORT,
        *EXPERIENCE,
        *CAPACITY,
        *PARTICIPATION,
        *DUTY_FIGURES,
        *LEGALITY,
        *COSTS,
        *COST_PER_RESULT,
        *STATE_MONEY,
        *SUBSIDY_FIGURES,
        *COMPLETENESS,
        *TIMELINESS,
    )


def defaults(profile: Profile) -> tuple[Indicator, ...]:
    """Return the indicators that are computed when none is named."""
    return tuple(indicator for indicator in register(profile) if indicator.by_default)


def find(profile: Profile, name: str) -> Indicator:
    """Return the indicator called `name`: an id, or one with a variant, `id;noemer=begin`.

    Raises:
        UsageError: there is none, with the nearest name.
    """
    id, *wanted = name.split(";")
    for indicator in register(profile):
        chosen = all(part in indicator.definition_id.split(";") for part in wanted)
        if indicator.id == id and chosen and (wanted or indicator.by_default):
            return indicator
    known = sorted({indicator.id for indicator in register(profile)})
    raise UsageError("CLI-INDICATOR", waarde=name, suggestie=suggestion(id, known))
