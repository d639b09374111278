"""A small graph in which people have scored facilities, for what prints and draws a matrix.

What always holds: the scores are made up; no facility of it exists. `python -m tests.cli.assessed`
writes the golden files anew; look at the difference before keeping it.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

from graphq.graph.opening import open_store
from graphq.ingest.load import find
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import graphq
from tests.ingest.tables import facility, ranking, rating, source, write_dossier

GOLDEN = Path(__file__).parent / "golden"
FORMS = ("txt", "md", "csv", "json", "html")
AS_OF = ("--as-of", "2024-12-31")
COLUMNS = (
    "assessor", "date", "scale", "target", "criticality", "accessibility", "recuperability",
    "vulnerability", "effect", "recognizability", "note",
)  # fmt: skip
Scored = Sequence[str | int]
JANE, JOHN = ("Jane Doe", "2024-05-01", "1-5"), ("John Roe", "2024-05", "1-5")
ANA = ("Ana B.; Bo C.", "2024", "1-10")
SCORED: tuple[Scored, ...] = (
    (*JANE, "Alpha airport", 5, 3, 4, 3, 4, 5, "The only one in the north"),
    (*JANE, "Bravo base", 4, 2, 3, 2, 3, 4, ""),
    (*JANE, "Charlie hotel", 3, 4, "", "", 2, 3, ""),
    (*JOHN, "Alpha airport", 4, 4, 4, 2, 5, 5, ""),
    (*JOHN, "Bravo base", 4, 1, 3, 2, 3, 5, ""),
    (*ANA, "Alpha airport", 9, "", "", "", 10, 1, "Not visited"),
)
NAMES = ("Alpha airport", "Bravo base", "Charlie hotel", "Delta market")


def facilities(names: Sequence[str] = NAMES) -> list[dict[str, str]]:
    where = {"lat": "16", "lon": "-0.5", "coord_precision_m": "500", "coord_source": "press:1"}
    return [
        facility(f"fac-{at}", name=name, short_name=name, **where) for at, name in enumerate(names)
    ]


def fill(folder: Path, scored: Sequence[Scored] = SCORED) -> Path:
    """Make a graph in the folder; returns where it is."""
    tables = {
        "sources": [source(title="A report", publisher="A body", published_on="2019-08")],
        "facilities": facilities(),
        "assessments": [ranking(assessors="A body", date="2019-08", note="In words only.")],
        "ratings": [
            rating(target_id=f"fac-{at}", criticality="", rank=str(rank))
            for rank, at in enumerate((3, 0, 1), 1)
        ],
    }
    place = folder / "graph"
    file = folder / "scores.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([COLUMNS, *scored])
    with open_store(place, "write") as store:
        load(Dossier(write_dossier(folder / "facilities", tables)), store, "test")
        found = find(str(file), rejects=folder / "rejects.csv")
        try:
            done = found.into(store, "test", lambda *_: lambda done, rows: None)
        finally:
            found.close()
    assert not done.rejected, (folder / "rejects.csv").read_text(encoding="utf-8")
    return place


def printed(form: str, db: Path, folder: Path) -> str:
    """The matrix in the form."""
    if form == "txt":
        return graphq("matrix", *AS_OF, db=db).out
    if form == "html":
        file = folder / "matrix.html"
        ran = graphq("matrix", *AS_OF, "-o", str(file), "--force", db=db)
        assert ran.code == 0, ran.err
        return file.read_text(encoding="utf-8")
    return graphq("matrix", *AS_OF, "--format", form, db=db).out


def main() -> None:
    """Write the golden files."""
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        db = fill(Path(name))
        for form in FORMS:
            text = printed(form, db, Path(name))
            (GOLDEN / f"matrix.{form}").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
