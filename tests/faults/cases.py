"""What is tried: every command that writes a graph or a file, with a fault in one of its steps.

What always holds: a trial works on copies of its own. A command is promised to be all or nothing:
whatever fails in it, the graph afterwards is the one before or the one after, what it says is a
sentence, success means that it is done, and the same command again does it and leaves nothing over.
"""

from __future__ import annotations

import csv
import errno
import fnmatch
import functools
import os
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graphq.ingest.sources.dossier.dossier import Dossier
from tests.faults.running import KILL, KINDS, PART, Commands, Ended, Fault
from tests.faults.states import files

DATA: Final = Path(__file__).parents[1] / "data"
GRAPH: Final = "graph"
OUT: Final = "out"
LEFT: Final = ".graphq-*.part"
"""What commands make their files in; where it cannot be removed, the next command does it."""
MINUTE: Final = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d UTC")
"""When a page was made, which stands in it; the next one may be of another minute."""
FILES: Final = ("cypher", "ftm", "geojson", "gexf", "graphml", "jsonl", "kml", "stix")
ERRORS: Final = {
    "write": (errno.ENOSPC, errno.EIO, PART),
    "copy": (errno.ENOSPC, errno.EIO, PART),
    "sync": (errno.EIO, errno.ENOSPC),
    "create": (errno.ENOSPC, errno.EROFS, errno.EACCES),
    "mkdir": (errno.ENOSPC, errno.EROFS),
    "read": (errno.EIO,),
}
"""What each kind of call fails with; what is not named fails as on a folder of somebody else's."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A command, and what it is run on: the name of a place that `Bench` prepares."""

    name: str
    place: str
    arguments: tuple[str, ...]
    writes_graph: bool = False

    def __str__(self) -> str:
        return self.name


def _writing() -> Iterator[Operation]:
    assessed = (
        "assess", "Gao airport", "--assessor", "Jane Doe", "--date", "2026-01-02",
        "--criticality", "3", "--effect", "4", "--yes",
    )  # fmt: skip
    ged = str(DATA / "ucdp" / "ged191_excerpt.csv")
    for name, place, arguments in (
        ("load, the first", "empty", ("load", "../inputs/first/sahel")),
        ("load, with changes", "loaded", ("load", "../inputs/changed/sahel")),
        ("load --replace", "loaded", ("load", "../inputs/cut/sahel", "--replace")),
        ("load, another dataset", "loaded", ("load", ged)),
        ("load, events first", "empty", ("load", ged)),
        ("assess", "loaded", assessed),
    ):
        yield Operation(name, place, (*arguments, "--db", GRAPH), True)


def _reading() -> Iterator[Operation]:
    written: list[tuple[str, tuple[str, ...]]] = [
        *((f"export {form}", ("export", form, f"{OUT}/x.{form}")) for form in FILES),
        ("export csv", ("export", "csv", f"{OUT}/tables")),
        ("view --all", ("view", "--all", "-o", f"{OUT}/all.html")),
        ("view lineage", ("view", "lineage", "jnim", "-o", f"{OUT}/lineage.html")),
        *(
            (f"brief {form}", ("brief", "jnim", "-o", f"{OUT}/brief.{form}"))
            for form in ("html", "docx", "md")
        ),
    ]
    # The importer's tables go into an empty folder alone.
    admin = ("export", "neo4j-admin", f"{OUT}/admin", "--db", GRAPH)
    yield Operation("export neo4j-admin", "loaded", admin)
    for name, arguments in written:
        command = (*arguments, "--force", "--db", GRAPH)
        yield Operation(name, "loaded", command)
        yield Operation(f"{name}, over an older one", "exported", command)


WRITING: Final = tuple(_writing())
READING: Final = tuple(_reading())


@dataclass(frozen=True, slots=True)
class Clean:
    """What an operation does where nothing fails."""

    before: Any
    after: Any
    """The state of the graph (`states.state`) before and after it."""
    former: dict[str, str]
    made: dict[str, str]
    """What is in the folder of output before and after it, by name."""
    names: frozenset[str]
    """What lies in the graph's folder in the end."""
    calls: dict[str, int]
    """How many calls of each kind it makes."""
    seconds: float


class Bench:
    """Places to try operations in, and what each operation does where nothing fails."""

    def __init__(self, folder: Path) -> None:
        """Everything is made in the folder."""
        self.folder, self.inputs = folder, folder / "inputs"
        self.commands = Commands(folder / "printed")
        self._inputs()

    def close(self) -> None:
        """End the process that starts commands."""
        self.commands.close()

    def _inputs(self) -> None:
        """A dossier, one that says otherwise of much, and one that lacks most of it."""
        for name, incidents, aliases in (("first", 40, 200), ("changed", 38, 160), ("cut", 4, 10)):
            folder = self.inputs / name / "sahel"
            shutil.copytree(Dossier.find("jnim").folder, folder)
            kept = _cut(folder / "incidents.csv", incidents)
            _cut(folder / "aliases.csv", aliases)
            for table in ("casualties", "claims", "counted_in"):
                _cut(folder / f"{table}.csv", of=kept)
            # What is said of a row that is gone is gone with it.
            (folder / "remarks.csv").unlink()
        for table, old, new in (
            ("incidents", "Suicide", "Roadside"),
            ("changes", ",merger,", ",alliance,"),
        ):
            path = self.inputs / "changed" / "sahel" / f"{table}.csv"
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")

    def place(self, name: str, to: str) -> Path:
        """A copy of a prepared place: empty, loaded, or exported into before that."""
        made = self.folder / to
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        (made / OUT).mkdir()
        if name != "empty":
            shutil.copytree(self._loaded(), made / GRAPH)
        if name == "exported":
            shutil.copytree(self._exported(), made / OUT, dirs_exist_ok=True)
        return made

    @functools.cache  # noqa: B019
    def _loaded(self) -> Path:
        place = self.folder / "loaded"
        _done(self.commands.run(place, "load", "../inputs/first/sahel", "--db", GRAPH))
        return place / GRAPH

    @functools.cache  # noqa: B019
    def _exported(self) -> Path:
        """What the operations wrote of an older graph."""
        place = self.folder / "exported"
        (place / OUT).mkdir(parents=True)
        _done(self.commands.run(place, "load", "../inputs/cut/sahel", "--db", GRAPH))
        for operation in READING:
            if operation.place == "exported":
                _done(self.commands.run(place, *operation.arguments))
        return place / OUT

    @functools.cache  # noqa: B019
    def clean(self, operation: Operation) -> Clean:
        """What the operation does where nothing fails."""
        place = self.place(operation.place, "clean")
        before, former = self.state(place), self.written(place)
        began = time.monotonic()
        ended = self.commands.run(place, *operation.arguments, fault=Fault("write", 0, 0))
        seconds = time.monotonic() - began
        _done(ended)
        return Clean(
            before=before,
            after=self.state(place),
            former=former,
            made=self.written(place),
            names=frozenset(found.name for found in (place / GRAPH).iterdir()),
            calls=dict(Counter(line.split(" ", 1)[0] for line in ended.noted)),
            seconds=seconds,
        )

    def state(self, place: Path) -> Any:
        """The state of the graph in a place; where there is none the sentence names no place."""
        try:
            found = self.commands.call(place, "tests.faults.states:state", GRAPH)
        except AssertionError as error:
            return {"told": f"it cannot be read: {error}"}
        if found.get("told", "").startswith("There is no graph"):
            return {"told": "There is no graph"}
        return found

    def written(self, place: Path) -> dict[str, str]:
        """What is in the files that commands wrote in a place, by name, whenever that was."""
        return {name: what.split(" ")[0] for name, what in files(place / OUT, MINUTE).items()}

    def tried(self, operation: Operation, moment: Fault | float) -> list[str]:
        """Run it with a fault, or kill it after so many seconds: what was promised and not held."""
        place = self.place(operation.place, "tried")
        graph = files(place / GRAPH)
        try:
            if isinstance(moment, Fault):
                ended = self.commands.run(place, *operation.arguments, fault=moment)
            else:
                running = self.commands.start(place, *operation.arguments)
                if not running.has_ended(moment):
                    running.send(-KILL)
                ended = running.wait()
            found = [*told_badly(ended), *self._kept(operation, place, moment, ended, graph)]
            found += self._again(operation, place, moment)
        except TimeoutError as error:
            return [str(error)]
        return found

    def _kept(
        self,
        operation: Operation,
        place: Path,
        moment: Fault | float,
        ended: Ended,
        graph: dict[str, str],
    ) -> Iterator[str]:
        """What is wrong right after the operation."""
        clean = self.clean(operation)
        if operation.writes_graph:
            state = self.state(place)
            if ended.code == 0 and state != clean.after:
                yield f"it said that it is done, and the graph is {_short(state)}"
            elif state not in (clean.before, clean.after):
                yield f"the graph is neither the one before nor the one after: {_short(state)}"
            return
        if files(place / GRAPH) != graph:
            yield "it changed the folder of the graph"
        out = self.written(place)
        there = _but_left(out) if _fails_to_remove(moment) else out
        if ended.code == 0 and there != clean.made:
            yield f"it said that it is done, and {_differing(there, clean.made)} is not"
        for name in clean.made:
            if out.get(name) not in (clean.former.get(name), clean.made[name]):
                yield f"{name} is neither as it was before nor as it is to be"

    def _again(self, operation: Operation, place: Path, moment: Fault | float) -> Iterator[str]:
        """What is wrong after the same command has been run again, without a fault, later on."""
        clean = self.clean(operation)
        for part in (place / OUT).rglob(LEFT):
            os.utime(part, (0, 0))
        ended = self.commands.run(place, *operation.arguments)
        done = not operation.writes_graph and self.written(place) == clean.made
        if ended.code and not done:
            yield f"the same command again ended with {ended.code}: {ended.err[-300:]}"
            return
        if operation.writes_graph:
            state = self.state(place)
            if (state.get("stated"), state.get("miscounted")) != (clean.after["stated"], []):
                yield f"the same command again gives another graph: {_short(state)}"
        over = {found.name for found in (place / GRAPH).iterdir()} ^ clean.names
        if over:
            yield f"more or less lies in the graph's folder in the end: {sorted(over)}"
        out = self.written(place)
        if out != clean.made:
            yield f"what is written in the end differs by {_differing(out, clean.made)}"
        # What cannot be removed, and what a killed process had open, is for whoever clears TMPDIR.
        killed = not isinstance(moment, Fault) or moment.error == KILL
        if not killed and not _fails_to_remove(moment):
            left = [found.name for found in (place / "tmp").iterdir()]
            if left:
                yield f"left in the folder for temporary files: {left[:5]}"

    def steps(self, operation: Operation, kind: str) -> list[Fault]:
        """Every call of the kind that the operation makes, as one that fails, in every way."""
        errors = ERRORS.get(kind, (errno.EPERM, errno.EROFS))
        return [
            Fault(kind, at, error, lasting)
            for at in range(1, self.clean(operation).calls.get(kind, 0) + 1)
            for error in errors
            for lasting in ((False,) if error == PART else (False, True))
        ]


def sample(bench: Bench, operation: Operation, number: int, seed: int) -> Iterator[Fault]:
    """So many steps of an operation; the kinds of calls go round over all the operations."""
    chance = random.Random(f"{seed} {operation.name}")
    kinds = [kind for kind in KINDS if bench.clean(operation).calls.get(kind)]
    operations = WRITING if operation.writes_graph else READING
    first = seed + number * operations.index(operation)
    for at in range(first, first + number):
        yield chance.choice(bench.steps(operation, kinds[at % len(kinds)]))


def moments(bench: Bench, operation: Operation, number: int, seed: int) -> Iterator[Fault | float]:
    """So many moments at which to kill an operation: at a step, and after some time."""
    chance = random.Random(f"{seed} {operation.name} killed")
    clean = bench.clean(operation)
    for at in range(number):
        if at % 2:
            yield chance.uniform(0, 1.1 * clean.seconds)
        else:
            kind = chance.choice([kind for kind in KINDS if clean.calls.get(kind)])
            yield Fault(kind, chance.randint(1, clean.calls[kind]), KILL)


def _done(ended: Ended) -> None:
    assert ended.code == 0, ended.err


def _cut(table: Path, rows: int | None = None, of: Collection[str] | None = None) -> set[str]:
    """Leave the first rows of a table, or those that begin with one `of` these.

    Returns what those that are left begin with.
    """
    with table.open(encoding="utf-8", newline="") as opened:
        header, *found = csv.reader(opened)
    kept = [row for row in found[:rows] if of is None or row[0] in of]
    with table.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *kept])
    return {row[0] for row in kept}


def told_badly(ended: Ended) -> Iterator[str]:
    """What is wrong with what a command said at its end."""
    if ended.code == KILL:
        return
    if any(words in ended.err for words in ("Traceback", "not foreseen", "The statement failed")):
        yield f"it ended in no sentence that helps: {ended.err[-400:]}"
    elif ended.code not in (0, 1, 2):
        yield f"its exit code is {ended.code}: {ended.err[-300:]}"
    elif ended.code and "graphq: " not in ended.err:
        yield f"it failed without a word: {ended.err[-300:]}"


def _fails_to_remove(moment: Fault | float) -> bool:
    return isinstance(moment, Fault) and moment.kind == "remove" and moment.error != KILL


def _but_left(out: dict[str, str]) -> dict[str, str]:
    """What is in a folder of output, without what the next command has to remove from it."""
    return {
        name: what
        for name, what in out.items()
        if not any(fnmatch.fnmatch(part, LEFT) for part in Path(name).parts)
    }


def _short(state: Any) -> str:
    return str(state)[:300]


def _differing(found: dict[str, str], wanted: dict[str, str]) -> str:
    names = [name for name in found | wanted if found.get(name) != wanted.get(name)]
    return ", ".join(sorted(names)[:5])
