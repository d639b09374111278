"""graphq is one package: whatever else a folder holds, and wherever it is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.run import ROOT

PLAIN_WORDS = ("graph", "cypher", "ingest", "cli")


def _python(code: str, where: Path, *, package: Path = ROOT) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=where,
        env={"PYTHONPATH": str(package), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_folder_with_files_of_the_same_names_does_not_get_in_the_way(tmp_path: Path) -> None:
    for word in PLAIN_WORDS:
        (tmp_path / f"{word}.py").write_text("raise AssertionError('this is not graphq')\n")
    code = (
        "import graphq, graphq.cli.main, graphq.model\n"
        "graphq.load('jnim', 'my-graph')\n"
        "with graphq.open('my-graph') as graph:\n"
        "    print(len(graph.ask('lineage', group='JNIM').rows) > 0)\n"
    )
    assert _python(code, tmp_path) == "True\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as installing builds it."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(place)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    (archive,) = place.glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", archive, "-C", place], check=True)
    (source,) = (found for found in place.iterdir() if found.is_dir())
    subprocess.run([*build, "-t", "wheel"], cwd=source, check=True, capture_output=True)
    (found,) = place.glob("*.whl")
    return found


def test_only_graphq_is_installed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {
        "graphq",
        "graphq_armed_groups",
    }
    assert len(names) == len(set(names))


def test_the_wheel_holds_all_that_answers_need(wheel: Path, tmp_path: Path) -> None:
    package = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(package)
    code = (
        "import graphq\n"
        "graphq.load('jnim', 'my-graph')\n"
        "with graphq.open('my-graph') as graph:\n"
        "    answer = graph.ask('lineage', group='JNIM')\n"
        "    answer.picture().save('answer.html')\n"
        "    graph.brief('jnim').save('brief.docx')\n"
        "print(graphq.__file__)\n"
    )
    assert _python(code, tmp_path, package=package).startswith(str(package))
    assert (tmp_path / "answer.html").stat().st_size > 1_000_000
    assert (tmp_path / "brief.docx").is_file()
