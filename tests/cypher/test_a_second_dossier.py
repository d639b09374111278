"""A second dossier changes no answer about the groups and targets of the first.

What always holds: it clashes with jnim in every way (`tests/ingest/second_dossier.py`), and is
loaded before it and after it. What it declares to be the same may come in, unless the answer is
asked of the dossier jnim alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.parameters import find_entity
from graphq.graph.export.copy import copy
from graphq.graph.export.form import form, forms, write
from graphq.graph.opening import open_store
from graphq.graph.read.names import resolve
from graphq.graph.read.part import Whole
from graphq.graph.store import Store
from graphq.graph.write.writer import prepare
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cypher.write_expected import cases, rows_of
from tests.graph.export.test_copy import all_of
from tests.ingest.second_dossier import NAME, second
from tests.ingest.sources.dossier.test_load import contents
from tests.ingest.tables import write_dossier

OF_JNIM: Final = {"dataset": "dossier:jnim"}
OF_ALL_ON_RECORD: Final = ("exposure", "nearby", "similar-targets", "warn")
"""Questions on a facility that tell of all others: those of another dossier are among them."""
SHARED: Final = ("aqim", "fac-apt-gao", "gspc", "jnim", "isgs", "fac-almoustarat")
NAMED: Final = ("group", "target", "entity")
Asked = list[tuple[str, dict[str, Any]]]


def filled(folder: Path, *dossiers: Dossier) -> Store:
    store = open_store(folder, "write")
    prepare(store)
    for dossier in dossiers:
        load(dossier, store, "test")
    return store


def made(folder: Path, *, shared: bool) -> Dossier:
    return Dossier(write_dossier(folder / NAME, second(shared=shared)))


JNIM: Final = Dossier.find("jnim")


@pytest.fixture(scope="module")
def alone(jnim_folder: Path) -> Iterator[Store]:
    with open_store(jnim_folder) as store:
        yield store


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("beside")
    with filled(place / "graph", JNIM, made(place, shared=False)) as store:
        yield store


@pytest.fixture(scope="module")
def sharing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("sharing")
    with filled(place / "graph", made(place, shared=True), JNIM) as store:
        yield store


def ids(store: Store, kind: str) -> list[str]:
    labels = {"group": ["Group"], "target": ["Target"], "entity": ["Group", "Target"]}[kind]
    return [
        str(row["id"])
        for label in labels
        for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")
    ]


def ways(question: Question, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parameters, of all datasets and of jnim's alone."""
    taken = question.header.parameters
    more = {"asOf": "2024-12-31"} if "asOf" in taken else {}
    if question.name == "matches":
        # What is sought there are pairs with any other dataset.
        more["with"] = "dossier:jnim"
    elif question.name not in OF_ALL_ON_RECORD:
        yield given | more
    if "dataset" in taken:
        yield given | more | OF_JNIM


def about(store: Store, only: tuple[str, ...] = ()) -> Asked:
    """Each question about each group and target that it can be asked about."""
    found: Asked = []
    for name, question in questions().items():
        for parameter, taken in question.header.parameters.items():
            for key in ids(store, taken.type) if taken.type in NAMED else ():
                if only and key not in only:
                    continue
                given: dict[str, Any] = {parameter: [key] if taken.many else key}
                if name == "predecessor-strikes":
                    given.setdefault("group", "jnim")
                found += [(name, way) for way in ways(question, given)]
    return found


def test_no_answer_about_a_group_or_a_target_of_the_first_changes(
    alone: Store, beside: Store
) -> None:
    for name, given in about(alone):
        assert rows_of(beside, name, given) == rows_of(alone, name, given), (name, given)


def test_what_is_shared_comes_in_but_not_where_the_first_alone_is_asked(
    alone: Store, sharing: Store
) -> None:
    came_in = set()
    for name, given in about(alone, SHARED):
        same = rows_of(sharing, name, given) == rows_of(alone, name, given)
        if given.get("dataset"):
            assert same, (name, given)
        elif not same:
            came_in |= {name}
            assert {"aqim", "fac-apt-gao", "jnim"} & {str(value) for value in given.values()} or (
                given.get("targets") == ["fac-apt-gao"]
            ), (name, given)
    assert {"incidents", "counts", "target-history", "identities", "assessments"} <= came_in


@pytest.mark.parametrize("name", questions())
def test_every_question_of_the_first_alone_is_as_it_was(
    alone: Store, beside: Store, name: str
) -> None:
    taken = questions()[name].header.parameters
    if "dataset" not in taken:
        return
    for case in cases(name):
        given = {
            key: find_entity(alone, value).id if taken[key].type in NAMED else value
            for key, value in case["parameters"].items()
        }
        if name == "matches":
            given["with"] = "dossier:jnim"
        given = OF_JNIM | given
        if given["dataset"] == OF_JNIM["dataset"]:
            assert rows_of(beside, name, given) == rows_of(alone, name, given), given


@pytest.mark.parametrize("shared", [False, True])
def test_the_order_of_loading_makes_no_difference(
    beside: Store, sharing: Store, shared: bool, tmp_path: Path
) -> None:
    dossiers = [made(tmp_path, shared=shared), JNIM]
    if shared:
        dossiers.reverse()
    with filled(tmp_path / "graph", *dossiers) as store:
        assert contents(store) == contents(sharing if shared else beside)


def test_both_engines_tell_the_same(alone: Store, empty_store: Store, tmp_path: Path) -> None:
    load(made(tmp_path, shared=False), empty_store, "test")
    load(JNIM, empty_store, "test")
    for name, given in about(alone, ("jnim", "fac-apt-gao")):
        assert rows_of(empty_store, name, given) == rows_of(alone, name, given), (name, given)
    load(made(tmp_path, shared=True), empty_store, "test")
    for name, given in about(alone, ("aqim", "fac-apt-gao")):
        if given.get("dataset"):
            assert rows_of(empty_store, name, given) == rows_of(alone, name, given), (name, given)


def test_a_copy_of_both_is_loaded_again_without_a_change(tmp_path: Path) -> None:
    dossiers = JNIM, made(tmp_path, shared=True)
    filled(tmp_path / "graph", *dossiers).close()
    copy(str(tmp_path / "graph"), str(tmp_path / "copy"), lambda at, mode: open_store(at, mode))
    with (
        open_store(tmp_path / "graph") as store,
        open_store(tmp_path / "copy", "write") as copied,
    ):
        assert all_of(copied) == all_of(store)
        for dossier in dossiers:
            assert not load(dossier, copied, "later").counts.changed
        assert resolve(copied, "maghreb", "Group").id == "aqim"


@pytest.mark.parametrize("name", forms())
def test_every_form_of_export_has_both(beside: Store, name: str, tmp_path: Path) -> None:
    exported = form(name)
    place = tmp_path / f"exported{exported.suffix}"
    assert write(exported, Whole(beside, own=exported.own), place).nodes > 0
    files = [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file()]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    for told in ("Airport of the Lake", "fac-apt-gao"):
        assert told in text or told.replace("-", "_") in text, told
