"""One case of the fuzz: a file, or the folder of a dossier, made from a good one.

What always holds here: a case is told by its seed and its number, and made anew from them alone.
"""

from __future__ import annotations

import csv
import random
import warnings
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import dress, mutate
from tests.fuzz.seeds import Seed, Table, seeds
from tests.ingest.tables import csv_text, write_dossier


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be loaded."""

    seed: Seed
    path: Path
    form: str | None
    """For `--as`, where it is said."""
    rows: int | None
    """How many rows there are for certain; None where nobody can tell."""


def make(seed: int, number: int, folder: Path) -> Case:
    """Write the case into the folder, which is emptied first."""
    folder.mkdir(parents=True, exist_ok=True)
    for there in folder.rglob("*"):
        if there.is_file():
            there.unlink()  # the folder itself stays, as making one takes longer than reading it
    rng = random.Random(f"{seed} {number}")
    chosen = rng.choice(seeds())
    if chosen.dossier is not None:
        return Case(chosen, _dossier(rng, chosen.dossier, folder / "made-up"), None, None)
    if chosen.table is not None:
        table = mutate.damaged_table(rng, chosen.table)
        if rng.random() < 0.2:
            (content, sure), name = dress.as_workbook(rng, table), "table.xlsx"
        else:
            (content, sure), name = dress.as_csv(rng, table), "table.csv"
        rows = _rows_of(table) if sure else None
    else:
        content, name, rows = mutate.damaged_xml(rng, chosen.xml), "list.xml", None
    if rng.random() < 0.3:
        content, rows = mutate.damaged_bytes(rng, content), None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile, of a name that is there twice
        name, content, in_order = dress.packed(rng, name, content)
    path = folder / name
    path.write_bytes(content)
    form = chosen.form if rng.random() < 0.3 else None
    return Case(chosen, path, form, rows if in_order else None)


def undamaged(seed: Seed, folder: Path) -> Case:
    """The seed itself, written into the folder."""
    if seed.dossier is not None:
        return Case(seed, write_dossier(folder / "made-up", seed.dossier), None, None)
    path = folder / ("table.csv" if seed.table else "list.xml")
    with path.open("w", encoding="utf-8", newline="") as file:
        if seed.table:
            csv.writer(file).writerows(seed.table)
        else:
            file.write(seed.xml.decode())
    return Case(seed, path, seed.form, _rows_of(seed.table) if seed.table else None)


def _rows_of(table: Table) -> int:
    """The rows that a table holds under its header: blank ones, and marks under it, are none."""
    kept = [row for row in table if any(row)]
    marks = len(kept) > 1 and all(cell.startswith("#") for cell in kept[1] if cell)
    return max(0, len(kept) - 1 - marks)


def _dossier(rng: random.Random, tables: dict[str, list[dict[str, str]]], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        content = csv_text(name, rows).encode()
        if rng.random() < 0.15:
            head, *lines = (line.split(",") for line in content.decode().splitlines())
            damaged = mutate.damaged_table(rng, [head, *lines])
            content = dress.as_csv(rng, damaged)[0]
        if rng.random() < 0.03:
            content = mutate.damaged_bytes(rng, content)
        if rng.random() < 0.98:
            (folder / f"{name}.csv").write_bytes(content)
    return folder
