"""Text to numbers and money, as expressions over the different values of a column.

Dutch and English notation may stand in one column. `1.234,50`, `1,234.50` and `12,5` say for
themselves what the signs mean; `1.234` does not, and is read by what the rest of the column
does. Where nothing tells, an amount is refused rather than guessed: it would be wrong by a
factor of a thousand.
"""

from __future__ import annotations

import polars as pl

_DOT_THOUSANDS = r"^[1-9]\d{0,2}(?:\.\d{3}){2,}$"
_COMMA_THOUSANDS = r"^[1-9]\d{0,2}(?:,\d{3}){2,}$"
_DUTCH = r"^\d{1,3}(?:\.\d{3})+,\d+$"
_ENGLISH = r"^\d{1,3}(?:,\d{3})+\.\d+$"
_DOT_EITHER = r"^[1-9]\d{0,2}\.\d{3}$"
_COMMA_EITHER = r"^[1-9]\d{0,2},\d{3}$"
_COMMA_SEEN = rf"{_DUTCH}|^\d*,(?:\d{{1,2}}|\d{{4,}})$|^(?:0|\d{{4,}})?,\d+$"
_DOT_SEEN = rf"{_ENGLISH}|^\d*\.(?:\d{{1,2}}|\d{{4,}})$|^(?:0|\d{{4,}})?\.\d+$"
_EXPONENT = r"^\d+(?:\.\d+)?[eE][+-]?\d{1,3}$"
_MAX_DIGITS = 15


def read_decimal(text: pl.Expr) -> pl.Expr:
    """Return the numbers in `text` as floats; null where it is no number."""
    body = _body(text)
    comma = _seen(body, _COMMA_SEEN)
    plain = _plain(
        body,
        dot=pl.when(comma).then(_drop(body, ".")).otherwise(body),
        comma=pl.when(_seen(body, _DOT_SEEN) & ~comma)
        .then(_drop(body, ","))
        .otherwise(_drop(body, ",", ".")),
    )
    number = pl.coalesce(plain, pl.when(body.str.contains(_EXPONENT)).then(body))
    value = number.cast(pl.Float64, strict=False) * _sign(text) + 0.0
    return pl.when(value.is_finite()).then(value)


def read_int(text: pl.Expr) -> pl.Expr:
    """Return the whole numbers in `text`; decimals are allowed where they are zeros."""
    body = _body(text)
    # Three digits after one sign can only be thousands in a whole number.
    plain = _plain(body, dot=_drop(body, "."), comma=_drop(body, ","))
    whole, decimals = _split(plain)
    return pl.when(_fits(whole) & (decimals == "")).then(_digits(whole)) * _sign(text)


def read_cents(text: pl.Expr) -> pl.Expr:
    """Return the amounts in `text` in whole cents, exactly; a part of a cent is no amount."""
    body = _body(text)
    dot_seen, comma_seen = _seen(body, _DOT_SEEN), _seen(body, _COMMA_SEEN)
    plain = _plain(
        body,
        dot=pl.when(comma_seen).then(_drop(body, ".")).when(dot_seen).then(body),
        comma=pl.when(comma_seen).then(_drop(body, ",", ".")).when(dot_seen).then(_drop(body, ",")),
    )
    whole, decimals = _split(plain)
    cents = _digits(whole) * 100 + _digits(decimals.str.pad_end(2, "0"))
    return pl.when(_fits(whole) & (decimals.str.len_chars() <= 2)).then(cents) * _sign(text)


def _plain(body: pl.Expr, *, dot: pl.Expr, comma: pl.Expr) -> pl.Expr:
    """Return digits with at most one point; `dot` and `comma` settle what can be read two ways."""
    return (
        pl.when(body.str.contains(r"^\d+$"))
        .then(body)
        .when(body.str.contains(_DUTCH))
        .then(_drop(_drop(body, "."), ",", "."))
        .when(body.str.contains(_ENGLISH) | body.str.contains(_COMMA_THOUSANDS))
        .then(_drop(body, ","))
        .when(body.str.contains(_DOT_THOUSANDS))
        .then(_drop(body, "."))
        .when(body.str.contains(_DOT_EITHER))
        .then(dot)
        .when(body.str.contains(_COMMA_EITHER))
        .then(comma)
        .when(body.str.contains(r"^\d*[.,]\d+$"))
        .then(_drop(body, ",", "."))
    )


def _body(text: pl.Expr) -> pl.Expr:
    """Return the number without currency, sign, `,-` and the spaces between thousands."""
    return (
        _bare(text)
        .str.replace(r"^[+-]\s*([^-]*)$|^([^+-].*)-$", "$1$2")
        .str.strip_chars()
        .str.replace_all(r"[\s\u{a0}\u{202f}](\d{3})\b", "$1")
    )


def _bare(text: pl.Expr) -> pl.Expr:
    return (
        text.str.replace_all("\u2212", "-", literal=True)
        .str.replace_all(r"€|(?i:\beur\b)", "")
        .str.replace(r"[,.](?:-{1,2}|–|—|=)$", "")
        .str.strip_chars()
    )


def _sign(text: pl.Expr) -> pl.Expr:
    bare = _bare(text)
    return pl.when(bare.str.contains(r"^-|-$")).then(-1).otherwise(1)


def _seen(body: pl.Expr, shape: str) -> pl.Expr:
    return body.str.contains(shape).any()


def _drop(body: pl.Expr, sign: str, instead: str = "") -> pl.Expr:
    return body.str.replace_all(sign, instead, literal=True)


def _split(plain: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the digits before and after the point, without zeros at the end."""
    whole = plain.str.extract(r"^(\d*)")
    return whole, plain.str.extract(r"\.(\d+)$").fill_null("").str.strip_chars_end("0")


def _digits(digits: pl.Expr) -> pl.Expr:
    return pl.when(digits == "").then(pl.lit("0")).otherwise(digits).cast(pl.Int64, strict=False)


def _fits(whole: pl.Expr) -> pl.Expr:
    return whole.str.len_chars() <= _MAX_DIGITS
