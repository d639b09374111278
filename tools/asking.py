"""Writes the signatures in `graphq/` (asking, parameters, rows) from the questions' headers.

What always holds here: what an editor offers is what a question takes and returns, since both are
made from its header; a change of a header without `make docs` fails the checks.
"""

from __future__ import annotations

import keyword
import textwrap
from collections.abc import Iterator
from typing import Final

from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.header import Parameter, ReturnedColumn
from graphq.cypher.ask.parameters import python_name

_MADE: Final = "Made from the headers in `cypher/` by `make docs`; do not edit."
_GIVEN: Final = {"date": "Day", "integer": "int", "number": "float", "flag": "bool"}
_RETURNED: Final = {
    # A day comes as a `date`, a date not wholly known as the text that its source gives.
    "date": "Day | None",
    "integer": "int | None",
    "number": "float | None",
    "flag": "bool | None",
    "list": "list[Any]",
    "facts": "list[dict[str, Any]]",
    "sources": "list[str]",
    "text": "str | None",
}
_WIDTH: Final = 92


def parameters_module() -> str:
    """`graphq/parameters.py`: what each question takes."""
    lines = [
        f'"""What each question takes, as `Graph.ask` takes it.\n\n{_MADE}\n"""',
        "",
        "from __future__ import annotations",
        "",
        "from datetime import date",
        "from typing import Literal, Required, TypedDict",
        "",
        "Day = date | str",
        '"""A day, or text as far as the day is known: `2017`, `2017-03`, `2017-03-02`."""',
    ]
    for question in questions().values():
        for name, parameter in question.header.parameters.items():
            if parameter.type == "choice":
                lines += ["", "", *_choices(question, name, parameter)]
        lines += ["", "", f"class {_class(question)}Parameters(TypedDict, total=False):"]
        lines += _indented(f"What `{question.name}` takes.")
        lines.append("")
        for name, parameter in question.header.parameters.items():
            lines += _field(python_name(name), _given(question, name, parameter), parameter.help)
    return "\n".join(lines) + "\n"


def rows_module() -> str:
    """`graphq/rows.py`: what each question returns."""
    lines = [
        f'"""The rows that each question returns.\n\n{_MADE}\n"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Any, TypedDict",
        "",
        "from graphq.parameters import Day",
    ]
    for question in questions().values():
        columns = question.header.columns
        told = f"A row of `{question.name}`."
        if any(map(keyword.iskeyword, columns)):
            # A name such as `from` cannot stand in a class.
            made = f"{_class(question)}Row"
            lines += ["", "", f"{made} = TypedDict(", f'    "{made}",', "    {"]
            for name, column in columns.items():
                lines += [f"        # {part}" for part in _wrapped(column.help, _WIDTH - 8)]
                lines.append(f'        "{name}": {_RETURNED[column.type]},')
            lines += ["    },", ")", f'"""{told}"""']
        else:
            lines += ["", "", f"class {_class(question)}Row(TypedDict):", *_indented(told), ""]
            for name, column in columns.items():
                lines += _field(name, _returned(column), column.help)
    return "\n".join(lines) + "\n"


def asking_module() -> str:
    """`graphq/asking.py`: the questions with their parameters and rows, one signature each."""
    classes = sorted((_class(question) for question in questions().values()), key=str.lower)
    lines = [
        f'"""The questions with what they take and return, for an editor.\n\n{_MADE}\n"""',
        "",
        "from __future__ import annotations",
        "",
        "from abc import ABC, abstractmethod",
        "from collections.abc import Mapping",
        "from typing import Any, Final, Literal, Unpack, overload",
        "",
        "from graphq.answer import Answer",
        "from graphq.parameters import (",
        *(f"    {name}Parameters," for name in classes),
        ")",
        "from graphq.rows import (",
        *(f"    {name}Row," for name in classes),
        ")",
        "",
        "QuestionName = Literal[",
        *(f'    "{name}",' for name in questions()),
        "]",
        '"""The name of a saved question."""',
        "",
        "QUESTIONS: Final[dict[QuestionName, str]] = {",
        *(_entry(question) for question in questions().values()),
        "}",
        '"""Every saved question with its title."""',
        "",
        "",
        "class Asking(ABC):",
        '    """What can be asked: each question by its name, with its own parameters."""',
        "",
        "    @abstractmethod",
        "    def _ask(self, name: str, given: Mapping[str, Any]) -> Answer[Any]: ...",
    ]
    for question in questions().values():
        made = _class(question)
        lines += [
            "",
            "    @overload",
            "    def ask(",
            "        self,",
            f'        question: Literal["{question.name}"],',
            f"        **given: Unpack[{made}Parameters],",
            f"    ) -> Answer[{made}Row]:",
            *_indented(f"{_short(question)}\n\n{question.header.answers}", 8),
        ]
    lines += [
        "",
        "    def ask(self, question: str, **given: Any) -> Answer[Any]:",
        '        """Ask a saved question by its name, with its parameters by Python\'s names.',
        "",
        "        A group, person, target or location is given by its id or any of its names.",
        "        Raises UsageError, UnknownNameError (with `candidates`), StoreError.",
        '        """',
        "        return self._ask(question, given)",
    ]
    return "\n".join(lines) + "\n"


def _class(question: Question) -> str:
    return "".join(word.capitalize() for word in question.name.split("-"))


def _short(question: Question) -> str:
    text = question.title.split(": ", 1)[-1]
    return f"{text[0].upper()}{text[1:]}."


def _entry(question: Question) -> str:
    line = f'    "{question.name}": "{question.title}",'
    return line if len(line) <= 100 else f"{line}  # noqa: E501"


def _choices(question: Question, name: str, parameter: Parameter) -> Iterator[str]:
    """The words that can be chosen, as a type of its own."""
    yield f"{_class(question)}{name[0].upper()}{name[1:]} = Literal["
    yield from (f'    "{choice}",' for choice in parameter.choices)
    yield "]"


def _given(question: Question, name: str, parameter: Parameter) -> str:
    if parameter.type == "choice":
        kind = f"{_class(question)}{name[0].upper()}{name[1:]}"
    else:
        kind = _GIVEN.get(parameter.type, "str")
    if parameter.many:
        kind = f"list[{kind}]"
    return f"Required[{kind}]" if parameter.required else f"{kind} | None"


def _returned(column: ReturnedColumn) -> str:
    return _RETURNED[column.type]


def _field(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"    {name}: {kind}"
    yield from _indented(f"{told[0].upper()}{told[1:]}.")


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _indented(text: str, by: int = 4) -> list[str]:
    """A docstring of the text, which may have several paragraphs."""
    room = " " * by
    paragraphs = [_wrapped(part, 100 - by) for part in text.split("\n\n")]
    if len(paragraphs) == 1 and len(paragraphs[0]) == 1 and len(paragraphs[0][0]) <= 94 - by:
        return [f'{room}"""{paragraphs[0][0]}"""']
    if len(paragraphs) == 1:
        paragraphs = [_wrapped(text, 97 - by)]
    lines = [f"{room}{line}" if line else "" for part in paragraphs for line in [*part, ""]][:-1]
    return [f'{room}"""{lines[0].strip()}', *lines[1:], f'{room}"""']
