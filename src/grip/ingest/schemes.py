"""Schemes that are known but are no general assistance: their rows are set apart, not refused."""

from __future__ import annotations

import polars as pl

# Compared without case, spaces, accents and signs. Anything else that is not PW, IOAW, IOAZ or
# BBZ is a code nobody knows, and is refused.
_OTHER = (
    r"^(?:tozo\d?|tonk|bb|bijz(?:ondere)?bijstand|bijzbijst|lks|loonkostensubsidie"
    r"|iit|(?:individuele)?inkomenstoeslag|ist|(?:individuele)?studietoeslag)$"
)


def other_scheme(scheme: pl.Expr) -> pl.Expr:
    """Return an expression that is true for Tozo, bijzondere bijstand, loose LKS and the like."""
    plain = scheme.str.normalize("NFKD").str.to_lowercase().str.replace_all(r"[\s_.-]+|\p{M}", "")
    return plain.str.contains(_OTHER).fill_null(False)
