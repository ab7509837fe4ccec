"""Building blocks for a synthetic caseload, shared by the towns of which there is a sample.

A town is a `people.Town` plus the yearly totals that its `caseload.Caseload` must hit exactly.
Totals are drawn top-down: every month has its number of starts and ends, and who leaves is
sampled with the weight of an outflow hazard. So published totals are exact, and durations still
look real. Identifiers are English; words in the data (codes, columns, values) are Dutch.

The rooms, in the order in which a sample passes through them:

- `draws`: draws from a generator, and the calendar;
- `people`, `spells`: who is at the counter, and what they receive;
- `inflow`, `outflow`, `caseload`: what happened, month by month;
- `late_registration`: what the system knew of it on the day of the export;
- `casebook`: instruments and activities on top of the benefits;
- `reports`, `pay`, `decided`: the gate, the monthly money, and decisions with their checks;
- `numbering`, `writing`, `workbook`: rows with ids, and the files.
"""
