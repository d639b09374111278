"""Links that open Neo4j Browser with a statement in its editor.

What always holds here: a link that would be cut, or that the server would not take, is refused in a
sentence; a link runs nothing by itself, the reader presses play.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import quote, urlsplit

from graphq.browser.statements import parameters_in, with_values
from graphq.cypher.ask.catalog import Question
from graphq.cypher.ask.parameters import option_name
from graphq.graph.errors import UsageError
from graphq.graph.store import Store

USUAL_PLACE: Final = "http://localhost:7474/browser/"
GUIDE_PORT: Final = 7480
"""Where the files of the kit are served, unless another port is named."""
LONGEST: Final = 16_000
"""Characters of a link that a Neo4j server takes; it answers 'too long' some way above."""
_AS_THEY_ARE: Final = ",:/=*"
"""Signs that need no encoding in a link, nor end one where it is printed in a text."""
_CUTTING: Final = ("&", "#")
"""Signs at which Browser cuts the statement, however they are encoded."""


def browser_link(statement: str, place: str = USUAL_PLACE, no_log_in: bool = False) -> str:
    """The link that puts the statement into the editor of the Browser at that place.

    `no_log_in` is for a server without passwords, to which Browser then connects by itself. Raises
    UsageError where the place is no address, or where the link would not arrive whole.
    """
    place = _whole_place(place)
    for sign in _CUTTING:
        if sign in statement:
            raise UsageError(
                f"Neo4j Browser cuts a statement in a link at '{sign}', and this one has it in "
                f"'{_around(statement, sign)}'. Print it with --show-cypher instead, and paste it "
                "into the editor."
            )
    log_in = "preselectAuthMethod=NO_AUTH&" if no_log_in else ""
    link = f"{place}?{log_in}cmd=edit&arg={quote(statement, safe=_AS_THEY_ARE)}"
    if len(link) > LONGEST:
        raise UsageError(
            f"The link would be {len(link):,} characters long, and a Neo4j server takes no more "
            f"than about {LONGEST:,}. Print the statement with --show-cypher instead, and paste it "
            "into the editor."
        )
    return link


def question_link(
    store: Store, question: Question, given: Mapping[str, Any], place: str, no_log_in: bool
) -> tuple[str, list[str]]:
    """The link to the question's picture, or to its table, and what to know of it.

    Its parameters are written in. Raises UsageError, UnknownNameError.
    """
    resolved = question.resolve(store, given, date.today())
    focus = [name for name, parameter in question.header.parameters.items() if parameter.argument]
    drawn = question.picture and all(resolved.values[name] is not None for name in focus)
    text = question.picture if drawn else question.statement
    link = browser_link(with_values(text, resolved.values), place, no_log_in)
    return link, [*resolved.notes, *_left_out(question, text, resolved.values)]


def _left_out(question: Question, text: str, values: Mapping[str, Any]) -> list[str]:
    """That the picture goes without some of what was asked for, if it does."""
    taken = parameters_in(text)
    without = [
        option_name(name, parameter)
        for name, parameter in question.header.parameters.items()
        if name not in taken and values[name] != parameter.default
    ]
    return [f"The picture goes without {', '.join(without)}."] if without else []


def _whole_place(place: str) -> str:
    """The address with the path of Browser, without which a server loses the statement."""
    try:
        parts = urlsplit(place)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or parts.query or parts.fragment or any(sign.isspace() for sign in place):
        raise UsageError(
            f"--at: '{place}' is not where a Neo4j Browser is; it looks like {USUAL_PLACE}"
        )
    place = place.rstrip("/")
    return f"{place}/" if parts.path.strip("/") else f"{place}/browser/"


def _around(statement: str, sign: str) -> str:
    at = statement.index(sign)
    return " ".join(statement[max(0, at - 15) : at + 16].split())
