"""What `graphq load` loads: a dossier, a gazetteer, or a publisher's file.

What always holds here: what is to be loaded is found and recognised before a graph is opened, so
that a wrong name costs nothing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.opening import is_left_by_a_writer, is_server, open_if_there, open_store
from graphq.graph.store import MEMORY_TO_WRITE, Store, StoreOptions
from graphq.ingest import pipeline
from graphq.ingest.files.containers import STANDARD_INPUT
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.recognise import recognise
from graphq.ingest.runs import Summary
from graphq.ingest.source import Source, Stage, quiet
from graphq.ingest.sources.dossier.dossier import Dossier, bundled

GAZETTEERS: Final = ("airports", "places")


@dataclass(slots=True)
class Load:
    """A load that has been found and can begin."""

    title: str
    source: Source
    file: InputFile | None = None
    rejects: Rejects | None = None
    replace: bool = False
    dry_run: bool = False

    def into(self, store: Store, version: str, stage: Stage = quiet) -> Summary:
        """Load into the store, or say what that would do. Raises what the pipeline raises."""
        return self._known(store, version) or self._into(store, version, stage)

    def into_place(
        self, place: str | Path, options: StoreOptions, version: str, stage: Stage = quiet
    ) -> Summary:
        """Load into the graph of a place. Raises what opening it raises, and the pipeline."""
        if self.dry_run:
            with open_if_there(place, options) as store:
                return self.into(store, version, stage)
        if is_server(str(place)):
            with open_store(place, "write", options) as store:
                return self.into(store, version, stage)
        # A folder that is opened for writing is copied, so it is looked at before; not where a
        # killed writer left something, which goes when the folder is written to.
        left = is_left_by_a_writer(place)
        if known := None if left else self._known_in_folder(place, options, version):
            return known
        with open_store(place, "write", options) as store:
            return self.into(store, version, stage)

    def _known_in_folder(
        self, place: str | Path, options: StoreOptions, version: str
    ) -> Summary | None:
        # The engine keeps the memory that it is first given, which is a writer's.
        looking = dataclasses.replace(options, wait_seconds=0.0, statement_memory=MEMORY_TO_WRITE)
        # What is wrong with the graph is told when it is opened to be written to.
        with contextlib.suppress(StoreError), open_if_there(place, looking) as store:
            return self._known(store, version)
        return None

    def _known(self, store: Store, version: str) -> Summary | None:
        return pipeline.known(self.source, store, version, dry_run=self.dry_run)

    def _into(self, store: Store, version: str, stage: Stage) -> Summary:
        done = pipeline.load(
            self.source, store, version, stage, replace=self.replace, dry_run=self.dry_run
        )
        return dataclasses.replace(done, rejected=self.rejects.count) if self.rejects else done

    def close(self) -> None:
        """Close the files."""
        if self.file:
            self.file.close()
        if self.rejects:
            self.rejects.close()


def find(
    what: str,
    *,
    form: str | None = None,
    country: str | None = None,
    units: Path | None = None,
    rejects: Path | None = None,
    replace: bool = False,
    dry_run: bool = False,
) -> Load:
    """What the word names: a dossier that comes with graphq, a gazetteer, a folder, or a file.

    Raises UsageError when it is none of these, or when an option does not go with it.
    """
    _check_name(what)
    if form is not None and (what in GAZETTEERS or what in bundled()):
        raise UsageError(f"--as goes with a file, and {what} is none.")
    if country is not None and what not in GAZETTEERS:
        raise UsageError(f"--country goes with {' and '.join(GAZETTEERS)}, not with {what}.")
    if units is not None and what != "places":
        raise UsageError(f"--units goes with places, not with {what}.")
    if what in GAZETTEERS:
        source = _gazetteer(what, country, units)
        return Load(source.origin, source, replace=replace, dry_run=dry_run)
    path = Path(what)
    is_file = what == STANDARD_INPUT or (
        what not in bundled() and ((path.exists() and not path.is_dir()) or "!" in what)
    )
    if not is_file:
        if form is not None and path.exists():
            raise UsageError(f"--as goes with a file, and {what} is none.")
        dossier = Dossier.find(what)
        return Load(dossier.origin, dossier, replace=replace, dry_run=dry_run)
    file = InputFile.open(what)
    try:
        found = recognise(file, form)
        chosen = _not_the_file(rejects, what)
        beside = Path(f"{_stem(file.name)}.rejects.csv")
        written = Rejects(chosen or beside, keep_earlier=chosen is None)
        source = found.source(file, written)
        return Load(found.title, source, file, written, replace, dry_run)
    except BaseException:
        file.close()
        raise


def _check_name(what: str) -> None:
    """Raise UsageError when the name of a file or folder is no text that a graph can keep."""
    try:
        what.encode()
    except UnicodeEncodeError as error:
        shown = what.encode(errors="backslashreplace").decode()
        raise UsageError(
            f"{shown} cannot be loaded, since its name is not UTF-8, and the graph keeps the name "
            "of what was loaded. Rename it, and load it again."
        ) from error


def _gazetteer(what: str, country: str | None, units: Path | None) -> Source:
    # The packages that carry the data take a moment to import.
    if what == "airports":
        from graphq.ingest.sources.airports import Airports

        return Airports(country)
    from graphq.ingest.sources.geonames import Places

    if country is None:
        raise UsageError("graphq load places needs --country, with a code such as ML.")
    return Places(country, units)


def _not_the_file(rejects: Path | None, what: str) -> Path | None:
    """Raise UsageError where the list of rejects would be written over the file that is loaded."""
    if rejects is not None and rejects.exists():
        given = [Path(what), Path(what.partition("!")[0])]
        same = any(one.exists() and rejects.samefile(one) for one in given)
        same = same or (what == STANDARD_INPUT and _is_standard_input(rejects))
        if same:
            raise UsageError(
                f"--rejects names {rejects}, the file that is to be loaded. Name another."
            )
    return rejects


def _is_standard_input(path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(0), path.stat())
    except OSError:
        return False  # nothing is piped in, which is told elsewhere


def _stem(name: str) -> str:
    """The name of the rejects file, without what it was packed in."""
    return Path(name.replace("!", "-").replace(" ", "-")).name
