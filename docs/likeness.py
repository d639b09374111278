"""The figures on the page about likeness, measured on the bundled dossier.

What always holds here: the figures are of one fixed day and one seed, so they change only with the
dossier or with how likeness is computed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from cli.cells import markdown_table
from cli.evaluation_view import as_markdown, spread
from cypher.evaluation.evaluate import Evaluation, evaluate
from graph.store import Store, open_store
from ingest.dossier import Dossier
from ingest.pipeline import load

PAGE: Final = Path(__file__).with_suffix(".md")
AS_OF: Final = "2024-12-31"
PRECEDENTS: Final = {"the most alike": 1, "the three most alike": 3, "all": 1_000}
"""How many precedents were tried."""

_BEGIN: Final = "<!-- Made by make docs, not to be edited: -->\n"
_END: Final = "<!-- End of what is made. -->\n"


def measured(store: Store) -> Evaluation:
    """What the page tells of the dossier."""
    return evaluate(store, {"asOf": AS_OF}, choose=True)


def figures(store: Store) -> str:
    """The part of the page that is made."""
    tried = {
        name: evaluate(store, {"asOf": AS_OF, "precedents": number}).groups
        for name, number in PRECEDENTS.items()
    }
    before = [
        place
        for place, group in enumerate(next(iter(tried.values())))
        if group.years.startswith("before")
    ]
    return (
        f"\n## The figures\n\n{as_markdown(measured(store))}\n"
        "Mean reciprocal rank of likeness by how many precedents count, before 2019:\n\n"
        + "\n".join(
            markdown_table(
                ["precedents", *(tried["all"][place].strikes for place in before)],
                [
                    [name, *(spread(groups[place].standings[0].mrr) for place in before)]
                    for name, groups in tried.items()
                ],
            )
        )
        + "\n\n"
    )


def page_with(made: str) -> str:
    """The page with that part made anew."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return before + _BEGIN + made + _END + after


def likeness_page() -> str:
    """The page, measured anew on the dossier in a fresh folder."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "graph", "write") as store:
            load(Dossier.find("jnim"), store, "docs")
        with open_store(Path(folder) / "graph") as store:
            return page_with(figures(store))
