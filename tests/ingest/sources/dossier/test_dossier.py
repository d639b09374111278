"""Which dossier a word or a path means, and where an empty one may be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.graph.errors import UsageError
from graphq.graph.model.own import COME_WITH_GRAPHQ
from graphq.ingest.sources.dossier.dossier import Dossier, bundled, write_empty
from tests.ingest.tables import good, write_dossier


def test_an_empty_dossier_is_not_written_over_something(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is not empty\. Name a new"):
        write_empty(tmp_path)
    with pytest.raises(UsageError, match="it is a file"):
        write_empty(tmp_path / "notes.txt")
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("nowhere", r"no file or folder .*nowhere\. The dossiers that come with graphq: jnim"),
        ("notes.txt", r"is a file; graphq loads a dossier, which is a folder"),
        ("bare", r"is no dossier: it holds none of sources\.csv, .*graphq new-dossier"),
    ],
)
def test_what_is_no_dossier_is_refused_in_words(tmp_path: Path, what: str, reason: str) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "bare").mkdir()
    with pytest.raises(UsageError, match=reason):
        Dossier.find(str(tmp_path / what))


def test_the_name_of_a_dossier_that_comes_with_graphq_means_that_one_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bundled() == ["jnim"]
    own = Dossier.find("jnim").folder
    assert (own / "README.md").exists()
    write_dossier(tmp_path / "jnim", good())
    monkeypatch.chdir(tmp_path)
    assert Dossier.find("jnim").folder == own
    assert Dossier.find(str(own)).dataset == "dossier:jnim"


@pytest.mark.parametrize("what", ["./jnim", "jnim/", "{}/jnim", "{}/x/../jnim", "JNIM"])
def test_another_folder_of_that_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    (tmp_path / "x").mkdir()
    for name in ("jnim", "JNIM"):
        write_dossier(tmp_path / name, good())
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"^The name jnim belongs to the dossier that comes with"):
        Dossier.find(what.format(tmp_path))


def test_the_dossiers_that_come_with_graphq_are_those_whose_ids_stay_bare() -> None:
    assert tuple(bundled()) == COME_WITH_GRAPHQ
