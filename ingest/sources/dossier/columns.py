"""What a table of a dossier is made of, and the columns and limits that tables have in common.

What always holds here: a limit or a rule that rejects a row is stated once; the check and the help
that explains it are made from the same statement.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "id", "text", "date", "day", "integer", "latitude", "longitude", "country", "url", "flag",
    "choice", "reference",
]  # fmt: skip

LARGEST_NUMBER: Final = 10_000_000
SUMMARY_WORDS: Final = 20
WEEK: Final = 3
"""Within how many days the day is known of what is of about that day."""
_PHYSICAL_SECURITY: Final = {
    "entrance": "entrances?",
    "gate": "gates?",
    "wall": "walls?",
    "fence": r"fenc\w+",
    "perimeter": "perimeters?",
    "guard post": r"guard[\s-]?posts?",
    "sentry": r"sentr\w+",
    "layout": "layout",
    "blast barrier": r"blast[\s-]barriers?",
    "watchtower": r"watch[\s-]?towers?",
    "weak point": r"weak[\s-]points?",
}
"""Words that describe the security of a place, and the forms in which they are met."""
_IN_A_JUDGEMENT: Final = _PHYSICAL_SECURITY | {
    "guard": r"(?:un)?guard(?:s|ed|ing)?",
    "unprotected": "unprotected|undefended",
    "patrol": r"patrol\w*",
    "checkpoint": r"check[\s-]?points?",
    "camera": "cameras?|CCTV",
    "barrier": "barriers?",
    "barbed wire": r"(?:barbed|razor)[\s-]?wire",
    "door": "doors?",
    "blind spot": r"blind[\s-]spots?",
    "clôture": r"cl[oô]tur\w+",
    "garde": "gard(?:es?|ée?s?|iens?)",
    "mur": "murs?",
    "patrouille": r"patrouill\w+",
    "portail": "portails?",
    "sentinelle": "sentinelles?",
}
"""Words besides that may tell of an attack, such as a patrol that was struck, but are not wanted
where somebody says why a place was rated as it was; with French ones."""


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.values())})\b", re.IGNORECASE)


PHYSICAL_SECURITY: Final = _any_of(_PHYSICAL_SECURITY)
IN_A_JUDGEMENT: Final = _any_of(_IN_A_JUDGEMENT)


def security_told(text: str, *, judged: bool = False) -> str:
    """Why the text cannot be kept: it describes the security of a place. Blank where it may be.

    `judged` is what somebody says of a rating. A word in letters of another width, or with some
    between them that nobody sees, is the same word.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) != "Cf"
    )
    found = (IN_A_JUDGEMENT if judged else PHYSICAL_SECURITY).search(plain)
    return (
        f"'{found[0]}' describes the security of a place, which is not kept here" if found else ""
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may stand in it, and what it means."""

    name: str
    help: str
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    """For a reference: the tables in which the id is looked for."""
    longest: int | None = None

    @property
    def told(self) -> str:
        """What the column means, and what may stand in it."""
        parts = [self.help]
        if self.kind == "choice":
            parts.append("one of " + ", ".join(self.choices))
        if self.kind == "integer":
            parts.append(f"a whole number, at most {LARGEST_NUMBER:,}")
        if self.many:
            parts.append("several are separated by semicolons")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a dossier."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together may not stand twice."""
    rules: tuple[str, ...] = ()
    """What must hold between the cells of a row, or between rows, for the dossier to be loaded."""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def id_column(help_text: str) -> Column:
    """The id of a row."""
    return Column("id", help_text, "id", required=True)


def reference(name: str, help_text: str, *tables: str, required: bool = True) -> Column:
    """A column that holds the id of a row of one of the tables, or of the graph."""
    return Column(name, help_text, "reference", required, tables=tables)


def choice(
    name: str, help_text: str, *choices: str, many: bool = False, required: bool = True
) -> Column:
    """A column that holds one of the choices."""
    return Column(name, help_text, "choice", required, many=many, choices=choices)


def sources_column(name: str = "sources", required: bool = True) -> Column:
    """A column that holds ids of sources."""
    told = "ids of the sources that state the row"
    if name == "disputed_by":
        told = "ids of the sources that contradict the row"
    return Column(name, told, "reference", required, many=True, tables=("sources",))


NOTE: Final = Column("note", "what a reader should know about the row")
SHORT_NAME: Final = Column(
    "short_name", "what analysts say; at most 30 characters", required=True, longest=30
)
VALID: Final = (
    Column("valid_from", "date, as far as it is known", "date"),
    Column("valid_to", "date, as far as it is known; empty while it lasts", "date"),
)
COORDINATES: Final = (
    Column("lat", "degrees north, WGS 84", "latitude"),
    Column("lon", "degrees east, WGS 84", "longitude"),
)
COUNTRY: Final = Column("country_iso2", "ISO 3166-1 alpha-2 code", "country", required=True)
COORDINATE_SOURCE: Final = Column(
    "coord_source", "id of the source of the coordinate, and after a colon its key there"
)

SECURITY_RULE: Final = (
    "No text describes the security of a place; a row with one of these words is refused: "
    f"{', '.join(_PHYSICAL_SECURITY)}."
)
JUDGEMENT_RULE: Final = (
    "No text describes the security of the facility; a row with one of these words is refused: "
    f"{', '.join(_IN_A_JUDGEMENT)}."
)
COORDINATE_RULE: Final = "lat, lon and coord_source are given together, or none of them."
DATE_RULE: Final = (
    "date_precision says how much of the date is given: YYYY is year, YYYY-MM is month, and "
    "YYYY-MM-DD is day{week}."
)


def not_before(end: str, start: str) -> str:
    """The rule that a time does not end before it begins."""
    return f"{end} is not before {start}."
