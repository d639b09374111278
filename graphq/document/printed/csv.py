"""A document's rows as CSV that a spreadsheet can open without harm.

What always holds here: no cell, and no heading, can be run as a formula.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from graphq.document.cells import csv_cell
from graphq.document.document import Document, WrittenBrief
from graphq.document.form import Form


def as_csv(document: Document | WrittenBrief) -> str:
    """The rows under their head."""
    assert isinstance(document, Document)
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows(map(csv_cell, line) for line in document.lines())
    return made.getvalue()


FORM: Final = Form("rows for a spreadsheet", as_csv, 2, (".csv",), takes_briefs=False)
