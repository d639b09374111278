"""What several answers list beside their figures: sources, datasets, which telling counts.

What always holds here: a list holds each of its items once, in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

MOST: Final = 200
"""How many ids or sources a row names at most."""
_DOSSIER: Final = "dossier:"


def telling_place(dataset: str, incident: str) -> tuple[bool, str, str]:
    """Where an incident stands among those that tell one event: the first of them counts.

    It is the dossier's, if it tells it, else the first by dataset and id, as in the statements.
    """
    return not dataset.startswith(_DOSSIER), dataset, incident


def united(lists: Iterable[Sequence[str] | None]) -> list[str]:
    """The sources of all the lists; no more than the first 200."""
    return list(dict.fromkeys(one for found in lists for one in found or ()))[:MOST]


def told_together(datasets: Sequence[str]) -> str | None:
    """Which datasets were counted together, if there are several."""
    if len(datasets) < 2:
        return None
    return f"{' and '.join(datasets)}; what several of them tell is counted once for each"
