"""Two people write one dossier with Git: their rows come together, tidy sees what is twice."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from graphq.ingest.sources.dossier.dossier import write_empty
from graphq.ingest.sources.dossier.tidy.tidy import tidy
from tests.ingest import tables
from tests.ingest.sources.dossier.test_tidy import rows_of
from tests.ingest.tables import Row

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")

PEOPLE = {"GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip


def git(folder: Path, *arguments: str) -> None:
    ran = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **PEOPLE}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


def append(folder: Path, name: str, *rows: Row) -> None:
    file = folder / f"{name}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#")).split(",")
    more = [",".join(row.get(column, "") for column in header) for row in rows]
    file.write_text("\n".join([*lines, *more, ""]), encoding="utf-8")


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "More")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A dossier of one source and two groups, tidy, in a repository on the branch `one`."""
    folder = tmp_path / "mine"
    write_empty(folder)
    append(folder, "sources", tables.source())
    append(folder, "groups", tables.group("blues"), tables.group("reds"))
    tidy(folder)
    git(folder, "init", "-q", "-b", "one")
    commit(folder)
    git(folder, "branch", "other")
    return folder


def merged(folder: Path) -> None:
    commit(folder)
    git(folder, "checkout", "-q", "one")
    git(folder, "merge", "-q", "--no-edit", "other")


def test_rows_that_two_people_append_merge_without_a_conflict_and_tidy_sorts_them(
    shared: Path,
) -> None:
    append(shared, "groups", tables.group("zebras"), tables.group("ants"))
    commit(shared)
    git(shared, "checkout", "-q", "other")
    append(shared, "groups", tables.group("yaks"), tables.group("zebras", founded="2015"))
    merged(shared)
    found = tidy(shared)
    ids = [row["id"] for row in rows_of(shared / "groups.csv")]
    assert ids == ["ants", "blues", "reds", "yaks", "zebras", "zebras"]
    assert len(found.left) == 1
    assert "'zebras' is told twice" in found.left[0]
    assert "differ in founded: '' and '2015'; keep one" in found.left[0]


def test_without_the_line_for_git_they_would_not(shared: Path) -> None:
    (shared / ".gitattributes").unlink()
    append(shared, "groups", tables.group("zebras"))
    commit(shared)
    git(shared, "branch", "-f", "other", "one~1")
    git(shared, "checkout", "-q", "other")
    (shared / ".gitattributes").unlink()
    append(shared, "groups", tables.group("yaks"))
    with pytest.raises(AssertionError, match="CONFLICT"):
        merged(shared)


def test_a_row_that_both_change_is_told_twice_and_one_that_both_append_is_kept_once(
    shared: Path,
) -> None:
    file = shared / "groups.csv"
    file.write_text(file.read_text().replace("The reds group", "The red group"))
    append(shared, "groups", tables.group("zebras"))
    commit(shared)
    git(shared, "checkout", "-q", "other")
    file.write_text(file.read_text().replace("The reds group", "The Reds"))
    append(shared, "groups", tables.group("zebras"))
    merged(shared)
    found = tidy(shared)
    assert [row["name"] for row in rows_of(file) if row["id"] == "reds"] == [
        "The red group", "The Reds",
    ]  # fmt: skip
    assert len([row for row in rows_of(file) if row["id"] == "zebras"]) == 1
    assert "groups.csv, line" in found.left[0]


def test_one_who_tidied_an_older_file_and_one_who_appended_to_it_come_together(
    shared: Path,
) -> None:
    file = shared / "groups.csv"
    # As an older format had it: fewer columns.
    rows = [tables.group(key) for key in ("blues", "reds")]
    header = list(rows[0])
    older = [",".join(header), *(",".join(row[name] for name in header) for row in rows)]
    file.write_text("\n".join([*older, ""]))
    commit(shared)
    git(shared, "branch", "-f", "other", "one")
    append(shared, "groups", tables.group("ants"))
    tidy(shared)
    commit(shared)
    git(shared, "checkout", "-q", "other")
    append(shared, "groups", tables.group("yaks"))
    merged(shared)
    found = tidy(shared)
    assert [row["id"] for row in rows_of(file)] == ["ants", "blues", "reds", "yaks"]
    assert any("names the columns once more" in one for one in found.done)
    assert found.left == []
