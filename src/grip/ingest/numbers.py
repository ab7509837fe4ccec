"""Text to numbers and money, for the different values of a column.

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
_BODY, _SIGN = pl.col("getal"), pl.col("teken")


def read_decimal(text: pl.Series) -> pl.Series:
    """Return the numbers in `text` as floats; null where it is no number."""
    comma = pl.col("komma_gezien")
    plain = _plain(
        dot=pl.when(comma).then(_drop(".")).otherwise(_BODY),
        comma=pl.when(pl.col("punt_gezien") & ~comma).then(_drop(",")).otherwise(_drop(",", ".")),
    )
    number = pl.coalesce(plain, pl.when(_BODY.str.contains(_EXPONENT)).then(_BODY))
    value = (number.cast(pl.Float64, strict=False) * _SIGN + 0.0).alias("waarde")
    found = _notation(_without_percent(text)).select(value)
    return found.select(pl.when(pl.col("waarde").is_finite()).then("waarde")).to_series()


def read_int(text: pl.Series) -> pl.Series:
    """Return the whole numbers in `text`; decimals are allowed where they are zeros."""
    # Three digits after one sign can only be thousands in a whole number.
    parts = _split(_without_percent(text), _plain(dot=_drop("."), comma=_drop(",")))
    whole, decimals = pl.col("geheel"), pl.col("decimalen")
    number = pl.when(_fits(whole) & (decimals == "")).then(_digits(whole))
    return parts.select(number * _SIGN).to_series()


def read_cents(text: pl.Series) -> pl.Series:
    """Return the amounts in `text` in whole cents, exactly; a part of a cent is no amount."""
    dot_seen, comma_seen = pl.col("punt_gezien"), pl.col("komma_gezien")
    plain = _plain(
        dot=pl.when(comma_seen).then(_drop(".")).when(dot_seen).then(_BODY),
        comma=pl.when(comma_seen).then(_drop(",", ".")).when(dot_seen).then(_drop(",")),
    )
    parts = _split(text, plain)
    whole, decimals = pl.col("geheel"), pl.col("decimalen")
    cents = _digits(whole) * 100 + _digits(decimals.str.pad_end(2, "0"))
    exact = pl.when(_fits(whole) & (decimals.str.len_chars() <= 2)).then(cents)
    return parts.select(exact * _SIGN).to_series()


def decimal_sign(text: pl.Series) -> str:
    """Return the decimal sign that the numbers in `text` show: `,`, `.`, both, or nothing."""
    seen = _notation(text).select("komma_gezien", "punt_gezien").head(1).rows()
    comma, dot = seen[0] if seen else (False, False)
    return ",." if comma and dot else "," if comma else "." if dot else ""


def _without_percent(text: pl.Series) -> pl.Series:
    return text.str.replace(r"\s*%$", "")


def _plain(*, dot: pl.Expr, comma: pl.Expr) -> pl.Expr:
    """Return digits with at most one point; `dot` and `comma` settle what can be read two ways."""
    return (
        pl.when(_is(r"^\d+$"))
        .then(_BODY)
        .when(_is(_DUTCH))
        .then(_BODY.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(_is(_ENGLISH) | _is(_COMMA_THOUSANDS))
        .then(_drop(","))
        .when(_is(_DOT_THOUSANDS))
        .then(_drop("."))
        .when(_is(_DOT_EITHER))
        .then(dot)
        .when(_is(_COMMA_EITHER))
        .then(comma)
        .when(_is(r"^\d*[.,]\d+$"))
        .then(_drop(",", "."))
    )


def _notation(text: pl.Series) -> pl.DataFrame:
    """Return per text the sign and the bare number, and what the column shows of its notation."""
    bare = pl.col("kaal")
    return (
        text.to_frame()
        .select(_bare(pl.col(text.name)).alias("kaal"))
        .select(
            _sign_of(bare).alias("teken"),
            # The currency and `,-` are gone; now the sign and the spaces between thousands.
            bare.str.replace(r"^[+-]\s*([^-]*)$|^([^+-].*)-$", "$1$2")
            .str.strip_chars()
            .str.replace_all(r"[\s\u{a0}\u{202f}](\d{3})\b", "$1")
            .alias("getal"),
        )
        .with_columns(
            _is(_COMMA_SEEN).any().alias("komma_gezien"), _is(_DOT_SEEN).any().alias("punt_gezien")
        )
    )


def _sign_of(bare: pl.Expr) -> pl.Expr:
    return pl.when(bare.str.contains(r"^-|-$")).then(-1).otherwise(1)


def _bare(text: pl.Expr) -> pl.Expr:
    return (
        text.str.replace_all("\u2212", "-", literal=True)
        .str.replace_all(r"[€¤]|(?i:\beuro?\b)", "")
        .str.replace(r"^\s*\(([^()-]+)\)\s*$", "-$1")
        .str.replace_all(r"['’](\d{3})\b", "$1")
        .str.replace(r"[,.](?:-{1,2}|–|—|=)$", "")
        .str.strip_chars()
    )


def _is(shape: str) -> pl.Expr:
    return _BODY.str.contains(shape)


def _drop(sign: str, instead: str = "") -> pl.Expr:
    return _BODY.str.replace_all(sign, instead, literal=True)


def _split(text: pl.Series, plain: pl.Expr) -> pl.DataFrame:
    """Return the digits before and after the point, without zeros at the end, and the sign."""
    return (
        _notation(text)
        .select("teken", plain.alias("cijfers"))
        .select(
            "teken",
            pl.col("cijfers").str.extract(r"^(\d*)").alias("geheel"),
            pl.col("cijfers")
            .str.extract(r"\.(\d+)$")
            .fill_null("")
            .str.strip_chars_end("0")
            .alias("decimalen"),
        )
    )


def _digits(digits: pl.Expr) -> pl.Expr:
    return pl.when(digits == "").then(pl.lit("0")).otherwise(digits).cast(pl.Int64, strict=False)


def _fits(whole: pl.Expr) -> pl.Expr:
    return whole.str.len_chars() <= _MAX_DIGITS
