"""Attainment: what came of the targets that a policy plan has set."""
