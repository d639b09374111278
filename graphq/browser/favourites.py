"""The saved questions and their pictures as favourites of Neo4j Browser, in one zip file.

What always holds here: the first line of a favourite is its title, and the number that it begins
with keeps the favourites in order, those that set parameters first. A favourite takes no parameter
but the ones that are set there; every other stands in its text with the question's default, marked
by its name. The same questions make the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from graphq.browser.statements import parameters_in, with_values
from graphq.cypher.ask.catalog import FOLDER as QUESTIONS
from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.parameters import default_of
from graphq.graph.cypher_text import literal

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Header

FOLDER: Final = "graphq"
"""The folder of the drawer into which Browser puts them."""
SET_FIRST: Final = {
    "group": "'jnim'",
    "target": "'fac-apt-gao'",
    "asOf": "date()",
    "id": "'chg-jnim-2017'",
}
"""The parameters that are set once for all favourites, as Cypher that gives their values."""
_FIRST_NUMBER: Final = 10
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file can tell."""

_SETTING: Final = f"""\
// 00 Set the group (run first)
// Sets what the other favourites ask about; it is forgotten when the page is loaded anew.
// Put another id between the quotes: favourites 03 and 04 list them.
// asOf is the day whose knowledge is wanted; for another one than today: date('2019-08-31')
:param group => {SET_FIRST["group"]};
:param target => {SET_FIRST["target"]};
:param asOf => {SET_FIRST["asOf"]};
:param id => {SET_FIRST["id"]};
"""
_TARGET: Final = f"""\
// 01 Set the target
// For the favourites about a facility. Run 00 before it once; favourite 04 lists the ids.
:param target => {SET_FIRST["target"]};
"""
_FACT: Final = f"""\
// 02 Set the fact whose sources are wanted
// The id of anything: a group, a change, an incident, a target, a relationship.
:param id => {SET_FIRST["id"]};
"""
_HELP: Final = {
    "00_set_the_group": _SETTING,
    "01_set_the_target": _TARGET,
    "02_set_the_fact": _FACT,
}


@dataclass(frozen=True, slots=True)
class Favourite:
    """One file of the zip."""

    file: str
    text: str
    question: str = ""
    """The question that it asks; blank for those that set or find something."""
    drawn: bool = False

    @property
    def title(self) -> str:
        """What the drawer shows."""
        return self.text.partition("\n")[0].removeprefix("// ")


def favourites() -> Iterator[Favourite]:
    """Every favourite, in order."""
    for name, text in _HELP.items():
        yield Favourite(f"{name}.cypher", text)
    for file in sorted((QUESTIONS / "browser").glob("*.cypher")):
        yield Favourite(file.name, file.read_text(encoding="utf-8"))
    for number, question in enumerate(questions().values(), _FIRST_NUMBER):
        stem = f"{number}_{question.name}"
        table = _text(question, f"{number} {question.title}", question.statement)
        yield Favourite(f"{stem}.cypher", table, question.name)
        if question.picture:
            picture = _text(question, f"{number} {question.picture_title}", question.picture)
            yield Favourite(f"{stem}_drawn.cypher", picture, question.name, drawn=True)


def favourites_zip() -> bytes:
    """The zip file that is dropped onto Browser's page."""
    made = io.BytesIO()
    # Stored, not deflated: the bytes then depend on no release of a compressor.
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for favourite in favourites():
            entry = zipfile.ZipInfo(f"{FOLDER}/{favourite.file}", _LONG_AGO)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, favourite.text)
    return made.getvalue()


def kept_parameters(header: Header) -> set[str]:
    """The parameters that a question's favourites take; the others stand in the text.

    A filter by one more entity is none of them: it has to be empty unless it is asked for.
    """
    return {
        name
        for name, parameter in header.parameters.items()
        if name in SET_FIRST and (parameter.argument or name == "asOf")
    }


def _text(question: Question, title: str, statement: str) -> str:
    header = question.header
    kept = kept_parameters(header)
    taken = parameters_in(statement)
    values = {
        name: default_of(name, parameter, date.min)
        for name, parameter in header.parameters.items()
        if name in taken - kept
    }
    lines = [f"// {title}"]
    if header.then and statement == question.statement:
        lines.append(f"// These are the facts; graphq {question.name} works its answer out of them")
    asked = ", ".join(f"${name}" for name in header.parameters if name in taken & kept)
    if asked:
        lines.append(f"// Parameters: {asked} (run 00 first)")
    if values:
        written = ", ".join(f"{name} = {literal(value)}" for name, value in values.items())
        lines.append(f"// To be changed below, each before its name: {written}")
    for name in values:
        declared = header.parameters[name]
        if declared.choices:
            some = "any" if declared.many else "one"
            lines.append(f"// {name}: {some} of {', '.join(map(literal, declared.choices))}")
    return "\n".join(lines) + f"\n{with_values(statement, values, _marked)}\n"


def _marked(name: str, value: Any) -> str:
    return f"{literal(value)} /* {name} */"
