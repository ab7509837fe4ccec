"""The table of contents of the manual: which chapters there are, in the order of the page."""

from __future__ import annotations

from tests.spec import (
    test_boundary,
    test_budget_chain,
    test_capacity,
    test_cost_per_result,
    test_dimensions,
    test_durations,
    test_duties,
    test_experience,
    test_filled_fields,
    test_first_year,
    test_funnel,
    test_gate,
    test_inflow,
    test_lead_times,
    test_legality,
    test_money,
    test_movement,
    test_outflow,
    test_participation,
    test_population,
    test_rates,
    test_regrouping,
    test_returns,
    test_self_paying,
    test_state_money,
    test_states,
    test_steps,
    test_stock,
    test_subsidies,
    test_support,
    test_target_groups,
    test_timeliness,
    test_units,
    test_year_on,
)

# How is counted: published in full, before the indicators.
CONVENTIONS = (test_boundary, test_units, test_dimensions, test_states, test_target_groups)

# What is counted: published with the indicator that they are about.
INDICATORS = (
    test_stock, test_inflow, test_outflow, test_regrouping, test_rates, test_first_year,
    test_returns, test_population, test_durations, test_movement, test_steps, test_year_on,
    test_gate, test_funnel, test_lead_times,
    test_support, test_experience, test_subsidies, test_capacity, test_participation, test_duties,
    test_legality, test_money, test_budget_chain, test_state_money, test_cost_per_result,
    test_self_paying,
    test_filled_fields, test_timeliness,
)  # fmt: skip
