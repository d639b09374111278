"""The page `docs/statements.md`: what the seed report says, and what graphq says to each.

What always holds here: a verdict that an answer bears out names its command and what it tells,
which a test tries; a statement is answered, refused by design, or named as not on record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

_FILE: Final = Path(__file__).with_suffix(".yaml")
AS_OF: Final = "2019-08-31"
"""The end of the month in which the report was written."""

ANSWERED: Final = {
    "agrees": "the record says the same",
    "differs": "the record says something else, and why is told",
    "in part": "the record says some of it",
}
UNANSWERED: Final = {
    "not on record": "no source on record says it, or the contrary",
    "refused by design": "graphq says nothing of the sort, by its guard-rails",
}
_VERDICTS: Final = ANSWERED | UNANSWERED
_HEAD: Final = f"""\
# What the seed report says, and what graphq says to it

Made from `tools/statements.yaml` by `make docs`; do not edit.

The project started from a report of August 2019, “Insurgency in the Maghreb: Al Qaeda in Mali”, by
The Counterterrorism Group (CTG). It makes {{number}} statements that could be asked of a record.
Here they stand in other words than the report's. Each command is to be read with
`--as-of {AS_OF}`, on the dossier `jnim`.

| verdict | statements | what it means |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the report says, what is asked about it, and what then has to be told."""

    says: str
    verdict: str
    why: str = ""
    ask: str = ""
    told: tuple[str | Mapping[str, object], ...] = ()
    """Words of the answer, and cells of a row of it; nothing where the answer has no row."""


def statements() -> list[Statement]:
    """Every statement, in the order of the report."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [Statement(**{**row, "told": tuple(row.get("told", ()))}) for row in rows]


def statements_page() -> str:
    """All statements on one page."""
    found = statements()
    many = Counter(one.verdict for one in found)
    lines = [f"| {verdict} | {many[verdict]} | {told} |" for verdict, told in _VERDICTS.items()]
    lines += ["", "| | statement | verdict | what is asked |", "|---|---|---|---|"]
    return _HEAD.format(number=len(found)) + "\n".join([*lines, *_rows(found)]) + "\n"


def _rows(found: list[Statement]) -> Iterator[str]:
    for number, one in enumerate(found, 1):
        verdict = f"**{one.verdict}**" + (f": {one.why}" if one.why else "")
        asked = f"`graphq {one.ask}`" if one.ask else ""
        yield f"| {number} | {one.says} | {verdict} | {asked} |"
