"""One served jnim dossier for all tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.graph.serve.served import Serving, serving


@pytest.fixture(scope="module")
def served(jnim_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The jnim dossier, served for reading."""
    with serving(jnim_folder, tmp_path_factory.mktemp("serve")) as running:
        yield running
