"""The figures on the page about likeness, measured on the bundled dossier.

What always holds here: the figures are of one fixed day and one seed, so they change only with the
dossier or with how likeness is computed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graphq.document.document import Document, Section
from graphq.document.printed.md import as_markdown
from graphq.evaluate.evaluate import Evaluation, evaluate
from graphq.evaluate.report import Standing
from graphq.evaluate.resamples import Figure
from graphq.evaluate.view import comparisons, heading, section, spread, weights_tried
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier

PAGE: Final = Path(__file__).parents[1] / "docs" / "likeness.md"
AS_OF: Final = "2024-12-31"
PRECEDENTS: Final = {"the most alike": 1, "the three most alike": 3, "all": 1_000}
"""How many precedents were tried."""

FIGURES: Final[Mapping[str, Callable[[Standing], Figure]]] = {
    "Mean reciprocal rank": lambda standing: standing.mrr,
    "Share of strikes whose facility stood among the first 10": lambda standing: standing.hits[10],
}
"""What the page tells of each ranking; the command tells hits at 1, 3 and 5 too."""

_BEGIN: Final = "<!-- Made by make docs, not to be edited: -->\n"
_END: Final = "<!-- End of what is made. -->\n"


def measured(store: Store) -> Evaluation:
    """What the page tells of the dossier."""
    return evaluate(store, {"asOf": AS_OF}, choose=True)


def figures(store: Store) -> str:
    """The part of the page that is made."""
    found = measured(store)

    def sections() -> Iterator[Section]:
        for title, of in FIGURES.items():
            yield section(title, *_by_group(found, of))
        yield weights_tried(found)
        yield from comparisons(found)
        yield section(*_by_precedents(store))

    told = as_markdown(Document(title=heading(found), compose=sections))
    return f"\n## The figures\n\n{told}\n"


def _by_group(
    found: Evaluation, of: Callable[[Standing], Figure]
) -> tuple[list[str], list[list[str]]]:
    """One row a ranking, one column a group of strikes; a dash where a group lacks the ranking."""
    by_group = [{one.ranking: spread(of(one)) for one in group.standings} for group in found.groups]
    names = dict.fromkeys(name for told in by_group for name in told)
    heads = [f"{group.strikes} {group.years}: {group.count}" for group in found.groups]
    return ["ranking", *heads], [
        [name, *(told.get(name, "–") for told in by_group)] for name in names
    ]


def _by_precedents(store: Store) -> tuple[str, list[str], list[list[str]]]:
    tried = {
        name: [
            group
            for group in evaluate(store, {"asOf": AS_OF, "precedents": number}).groups
            if group.years.startswith("before")
        ]
        for name, number in PRECEDENTS.items()
    }
    return (
        "Mean reciprocal rank of likeness by how many precedents count, before 2019",
        ["precedents", *(group.strikes for group in tried["all"])],
        [
            [name, *(spread(group.standings[0].mrr) for group in groups)]
            for name, groups in tried.items()
        ],
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
