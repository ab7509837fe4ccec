"""What personal data look like that grip does not need: names, e-mail, phone, IBAN and addresses.

A column is known by its header, or by what is in it. The header alone is enough where it can mean
nothing else; values are enough where they have a shape that nothing else has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

_SURE = 5
# The most common first names of the Netherlands over all ages, as the start of a full name.
FIRST_NAMES = (
    "Aaltje|Abdel|Adriana|Ahmed|Albert|Alex|Ali|Amina|Andrea|André|Anja|Anna|Anneke|Annie|Anton|"
    "Antonia|Arie|Astrid|Bart|Bas|Ben|Bert|Bianca|Bram|Carla|Carolina|Catharina|Charlotte|Chris|"
    "Christina|Cornelia|Cornelis|Daan|Daniël|David|Dennis|Diana|Dick|Dirk|Edwin|Elisabeth|Els|"
    "Emma|Erik|Esther|Eva|Fatima|Ferdinand|Frank|Frans|Fred|Gerard|Gerda|Gerrit|Gert|Grietje|Hans|"
    "Hassan|Hatice|Hendrik|Hendrika|Henk|Herman|Ibrahim|Ingrid|Isa|Jaap|Jacob|Jacoba|"
    "Jan|Janna|Jantje|Jasper|Jeroen|Jessica|Jo|Johan|Johanna|Johannes|John|Joost|Jozef|Judith|"
    "Julia|Karel|Karin|Kees|Kevin|Khadija|Klaas|Lars|Laura|Leo|Linda|Lisa|Lotte|Lucas|Maaike|"
    "Margaretha|Maria|Marieke|Marion|Marjan|Mark|Martijn|Martin|Mehmet|Michael|Michiel|Mohamed|"
    "Mohammed|Monique|Mustafa|Nicole|Nina|Noor|Omar|Patricia|Patrick|Paul|Peter|Petra|Piet|"
    "Pieter|Rachid|Ria|Richard|Rob|Robert|Roel|Ronald|Ruud|Saida|Samira|Sander|Sandra|Sanne|Saskia|"
    "Simon|Sophie|Stefan|Stephanie|Suzanne|Sven|Theo|Thomas|Tim|Tom|Ton|Truus|Vera|Vincent|Wendy|"
    "Wilhelmina|Willem|Wim|Wouter|Yusuf|Youssef|Yvonne|Zeynep"
)


@dataclass(frozen=True)
class Kind:
    """One kind of personal data, and how a column of it is known.

    Attributes:
        code: the code of the refusal.
        header: a pattern over the folded header that can mean nothing else.
        shape: a pattern over a trimmed cell that hardly anything else has.
        share: the part of the filled cells that must have it.
        sure: so many different cells that have it are enough, whatever the others are.
        typed: a looser shape, that a cell must have before a header is believed.
        also: a test on the cells that have the shape, where a pattern cannot tell.
    """

    code: str
    header: str
    shape: str
    share: float = 0.5
    sure: int | None = None
    typed: str = "."
    also: Callable[[pl.Series], pl.Series] | None = None

    def named_by(self, header: str) -> bool:
        """Whether the folded header can mean nothing else."""
        return bool(re.search(self.header, header))


def valid_iban(cells: pl.Series) -> pl.Series:
    """Return which texts pass the test on the remainder by 97."""
    return pl.Series([_remainder(cell) == 1 for cell in cells], dtype=pl.Boolean)


def _remainder(iban: str) -> int:
    turned = re.sub(r"\s", "", iban[4:] + iban[:4])
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97


_NAME_WORDS = r"achternaam|voorna(?:am|men)|roepnaam|geslachtsnaam|familienaam|meisjesnaam"
_WHOSE = r"(?:client|clienten|klant|persoon|persoons|partner|kind|aanvrager|belanghebbende|inwoner)"
STREETS = "straat|laan|weg|plein|kade|dreef|hof|singel|gracht|steeg|dijk|plantsoen|pad"

KINDS: tuple[Kind, ...] = (
    Kind(
        "PRIV-EMAIL",
        r"e?mail(?:adres)?(?:$|\d|client|klant|partner|prive)|^email",
        r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$", sure=_SURE, typed="@",
    ),
    Kind(
        "PRIV-IBAN",
        r"iban|rekeningn(?:umme)?r|^(?:bank|giro|tegen)rekening",
        r"^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$", sure=_SURE, typed=r"\d{4}", also=valid_iban,
    ),
    Kind(
        "PRIV-TELEFOON",
        r"telefoon|^tel(?:n(?:umme)?r)?\d?$|mobiel(?:n(?:umme)?r)?$|^gsm|^06n(?:umme)?r",
        r"^(?:\(?(?:\+|00)31\)?[ -]?(?:\(0\))?\d(?:[ -]?\d){8}|06[ -]?[1-9](?: ?\d){7}"
        r"|0\d{1,3}[ -]\d{2,4}(?: ?\d{2,4}){1,2})$",
        typed=r"\d{6}|\d{2,3}[ -]\d{2}",
    ),
    Kind(
        "PRIV-ADRES",
        r"^(?:woon|post|brief|verblijfs?|huis|bezoek)?adres(?:regel)?\d?$|^straat(?:naam)?$"
        rf"|^huisn(?:umme)?r|straatenhuisn|^adres{_WHOSE}$|{_WHOSE}adres$",
        rf"(?i)^[\p{{L}} .'’-]+(?:{STREETS}) \d{{1,5}}(?:[ -]?[a-z0-9]{{1,4}})?"
        r"(?:[, ]+\d{4} ?[a-z]{2}\b.*)?$|(?i)^\p{L}[\p{L} .'’-]+ \d{1,5}\D{0,5},? \d{4} ?[a-z]{2}\b"
        r"|(?i)^\d{4} ?[a-z]{2},? \d{1,5}(?:[ -]?[a-z0-9]{1,4})?$",
    ),
    Kind(
        "PRIV-NAAM",
        rf"{_NAME_WORDS}|^(?:tussenvoegsels?|voorletters?|voorvoegsels?|initialen)$"
        rf"|^(?:volledige)?naam{_WHOSE}$|^{_WHOSE}s?naam$|^volledigenaam$",
        r"^(?:[A-Z]\. ?){1,5}(?:[a-z']+ ){0,3}\p{Lu}[\p{L}'’ -]+$"
        r"|^\p{Lu}[\p{L}'’ -]+, ?(?:[A-Z]\. ?){1,5}(?:[a-z' ]+)?$"
        rf"|^(?:{FIRST_NAMES}) (?:[a-z']+ ){{0,3}}\p{{Lu}}[\p{{L}}'’-]+"
        r"(?: \p{Lu}[\p{L}'’-]+)?$",
        share=0.3, typed=r"\p{L}",
    ),
)  # fmt: skip
