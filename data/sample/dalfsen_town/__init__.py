"""Synthetic Dalfsen: what is particular to this town, built on the blocks of `simulation`.

`flow` makes the caseload; `progress` lets people move on the ladder and be helped while it runs,
so that help has an effect that can be found again. The other rooms each add what a part of the
town hall writes down, and `dirt` what goes wrong in that. `make_dalfsen.py` sets their order.
"""
