"""What is built of the same sources is the same bytes, whoever builds it, where and when."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from tests.cli.run import ROOT

_NOT_BUILT = shutil.ignore_patterns(
    ".*", "__pycache__", "node_modules", "build", "dist", "*.egg-info", "*.rejects.csv"
)


def built(place: Path, umask: int, when: int, zone: str) -> dict[str, Path]:
    """The wheel and the source distribution of a copy of the sources, by their kind."""
    old = os.umask(umask)
    try:
        sources = place / "sources of graphq"
        shutil.copytree(
            ROOT, sources, symlinks=True, ignore=_NOT_BUILT, copy_function=shutil.copyfile
        )
        for path in sources.rglob("*"):
            os.utime(path, (when, when), follow_symlinks=False)
        environment = {
            key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"
        }
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--directory", str(place / "dist")],
            cwd=sources,
            env={**environment, "TZ": zone},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.umask(old)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.suffix: path for path in (place / "dist").iterdir()}


def test_a_wheel_and_a_source_distribution_built_twice_are_the_same_bytes(tmp_path: Path) -> None:
    one = built(tmp_path / "one", 0o022, 1_600_000_000, "UTC")
    two = built(tmp_path / "another place", 0o077, 1_700_000_001, "Asia/Kathmandu")
    assert {".whl", ".gz"} == set(one) == set(two)
    for kind, file in one.items():
        assert file.name == two[kind].name
        assert digest(file) == digest(two[kind]), kind
    with zipfile.ZipFile(one[".whl"]) as wheel:
        names = wheel.namelist()
    with tarfile.open(one[".gz"]) as sources:
        kept = sources.getnames()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    for needed in ("graphq/graph/store.py", "graphq/cypher/lineage.cypher", "graphq/cli/main.py"):
        assert needed in names
    assert any(name.endswith("docs/licences.md") for name in kept)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
