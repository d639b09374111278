"""Reads the header of a saved question as it is written: YAML, held against its declaration.

What always holds here: whatever the declaration does not know, or misses, is an error.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import AfterValidator, TypeAdapter, ValidationError

from graphq.cypher.ask.header import BEHIND, CITED, NEWEST, Header, QuestionError

_MODULE: Final = re.compile(r"([a-z]+(-[a-z]+)*)?")


def _checked(header: Header) -> Header:
    """What a part of the header asks of another."""
    # Whoever pastes the Cypher is told what it returns where that is not the answer.
    if bool(header.then) != bool(header.reads):
        raise ValueError("then and reads are given together or not at all")
    if not _MODULE.fullmatch(header.then):
        raise ValueError("then: it is named like a question, in small letters and hyphens")
    lacking = {header.counted, NEWEST, *BEHIND} - set(header.columns) if header.counted else set()
    if lacking or (header.counted and CITED not in header.parameters):
        raise ValueError(
            f"counted: it needs the parameter {CITED}, and of columns {', '.join(sorted(lacking))}"
        )
    if header.kept and not (header.counted and set(header.kept.takes) <= set(header.parameters)):
        raise ValueError("kept: it takes only parameters of a question that has counted")
    return header


_HEADER: Final = TypeAdapter(Annotated[Header, AfterValidator(_checked)])


def read(file: Path, header: str) -> Header:
    """The header. Raises QuestionError that names the file and everything wrong in it."""
    try:
        loaded = yaml.load(header, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return _HEADER.validate_python(loaded)
    except yaml.YAMLError as error:
        raise QuestionError(f"{file.name}: its header is not YAML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"
            for found in error.errors()
        )
        raise QuestionError(f"{file.name}: its header is wrong: {wrong}") from error
