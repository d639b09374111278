"""The page of licences lists what the lock files and the template name, and lets in no other."""

from __future__ import annotations

import importlib.metadata
import json
import re
from types import SimpleNamespace

import pytest

from tools import licences
from tools.licences import (
    ALLOWED,
    ROOT,
    LicenceError,
    licence_of,
    licences_page,
    locked,
    page_parts,
)

PAGE = ROOT / "docs" / "licences.md"


def test_the_page_is_as_it_would_be_written_and_names_every_locked_package() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert licences_page() == page
    for name, version in locked("run.txt").items():
        assert f"| {name} | {version} | " in page
    assert not re.search(r"https?://", page)


def test_the_script_of_the_pages_holds_what_npm_locked_under_the_licences_locked() -> None:
    lock = json.loads((ROOT / "page" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    parts = page_parts()
    assert {"cytoscape", "@dagrejs/dagre", "world-atlas"} <= {name for name, _, _ in parts}
    for name, version, licence in parts:
        found = lock[f"node_modules/{name}"]
        assert (found["version"], found["license"]) == (version, licence)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (
            {"license_expression": "MPL-2.0 AND (Apache-2.0 OR MIT)"},
            "MPL-2.0 AND (Apache-2.0 OR MIT)",
        ),
        ({"license": "BSD 3-Clause License\n\nCopyright (c) somebody"}, "BSD-3-Clause"),
        ({"license": "UNKNOWN", "classifier": ["License :: OSI Approved :: MIT License"]}, "MIT"),
        ({"license": "GPL-3.0-only"}, None),
        ({"license_expression": "MIT AND GPL-3.0-only"}, None),
        ({"classifier": ["Programming Language :: Python"]}, None),
    ],
)
def test_a_licence_is_known_and_allowed_or_ends_it(
    monkeypatch: pytest.MonkeyPatch, stated: dict[str, object], found: str | None
) -> None:
    monkeypatch.setattr(importlib.metadata, "metadata", lambda name: SimpleNamespace(json=stated))
    if found is not None:
        assert licence_of("new-package") == found
        return
    with pytest.raises(LicenceError, match=r"new-package is under '.*', which is not among"):
        licence_of("new-package")


def test_a_package_that_is_locked_and_not_here_is_told() -> None:
    with pytest.raises(LicenceError, match="no-such-package is locked and not installed here"):
        licence_of("no-such-package")


def test_a_library_of_the_page_or_the_engine_under_another_licence_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(licences, "engine_parts", lambda: [("org.some:library:1", "SSPL-1.0")])
    with pytest.raises(LicenceError, match=r"org\.some:library:1 is under 'SSPL-1.0'"):
        licences_page()
    assert "SSPL-1.0" not in ALLOWED
