"""A document as one JSON object, whose shape is documented in `docs/output.md`.

What always holds here: what JSON cannot hold, such as a number without an end, is null. A letter
that is not seen is written by its number, the same to a terminal, a pipe and a file.
"""

from __future__ import annotations

import json
from typing import Any, Final

from graphq.document.cells import jsonable
from graphq.document.document import Document, WrittenBrief
from graphq.document.form import Form
from graphq.graph.letters import escaped_json


def as_json(value: Any) -> str:
    """Any value as indented JSON."""
    return escaped_json(json.dumps(jsonable(value), ensure_ascii=False, indent=2)) + "\n"


def _made(document: Document | WrittenBrief) -> str:
    assert isinstance(document, Document)
    return as_json(document.data())


FORM: Final = Form("one object", _made, 1, (".json",), takes_briefs=False)
