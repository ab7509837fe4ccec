"""Synthetic Uithoorn: what is particular to this town, built on the blocks of `simulation`.

`flow` makes the caseload hit the published figures. The other rooms each add what a part of the
town hall writes down: capacity, casework, placements, gate, money, decisions and context. What
they take from one another goes through the casebook; `make_uithoorn.py` sets their order.
"""
