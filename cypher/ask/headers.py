"""The headers of the saved questions: those that are known, and those that have to be read.

What always holds here: a header is known only while its file has, letter by letter, the YAML that
`headers.json` was made from. Of a question that somebody adds or changes the file is read, which
takes a thousand times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

from graphq.cypher.ask.header import Header, Kept, Parameter, ReturnedColumn

_COMPILED: Final = Path(__file__).with_name("headers.json")
"""By the YAML of each header, what it says; made by `make docs`."""


def header_of(file: Path, text: str) -> Header:
    """The header that stands in the file, as YAML in `text`.

    Raises QuestionError that names the file and everything wrong in it.
    """
    said = _known().get(text)
    if said is not None:
        return _made(said)
    from graphq.cypher.ask.written_header import read

    return read(file, text)


def compiled(headers: Mapping[str, Header]) -> str:
    """What `headers.json` holds of the headers, given by their YAML.

    One that JSON does not hold as it is, such as one with a day for a default, is left out.
    """

    def dumped(part: object, more: int = 0) -> bytes:
        return orjson.dumps(part, _said, orjson.OPT_PASSTHROUGH_DATACLASS | more)

    held = {
        text: header
        for text, header in headers.items()
        if _made(orjson.loads(dumped(header))) == header
    }
    return dumped(held, orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _said(part: Any) -> dict[str, Any]:
    """A part of a header without what goes without saying."""
    given = ((one, getattr(part, one.name)) for one in fields(part))
    return {one.name: value for one, value in given if value != one.default}


@cache
def _known() -> dict[str, Any]:
    """What is in `headers.json`; nothing where it cannot be read, as in the midst of a merge."""
    try:
        found: dict[str, Any] = orjson.loads(_COMPILED.read_bytes())
    except (OSError, ValueError):
        return {}
    return found


def _made(said: Mapping[str, Any]) -> Header:
    """The header that says that, of JSON."""
    parts: dict[str, Any] = {
        "parameters": {key: Parameter(**_several(of)) for key, of in said["parameters"].items()},
        "columns": {key: ReturnedColumn(**of) for key, of in said["columns"].items()},
    }
    if "kept" in said:
        parts["kept"] = Kept(
            **_several(said["kept"])
            | {name: _several(said["kept"].get(name, {})) for name in ("choices", "dated")}
        )
    return Header(**_several(said) | parts)


def _several(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, with several of something as a header has them; JSON has lists."""
    return {
        name: tuple(value) if isinstance(value, list) and name != "default" else value
        for name, value in said.items()
    }
