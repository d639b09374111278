"""The checked-in template is what its sources build, and its policy fits what is in it."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

from graphq.page.file import CONTENT_SLOT, TEMPLATE, TITLE_SLOT
from tests.neo4j_fixture import skip_or_fail

SOURCES = Path(__file__).parents[3] / "page"
REQUIRE_VARIABLE = "GRAPHQ_REQUIRE_NODE"


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (SOURCES / "node_modules").is_dir():
        skip_or_fail(
            "Building the page's template was left out: it needs Node, and npm ci in page.",
            REQUIRE_VARIABLE,
        )
    built = tmp_path / "template.html"
    done = subprocess.run(
        [node, "build.mjs", str(built)], cwd=SOURCES, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert built.read_bytes() == TEMPLATE.read_bytes(), "Run npm run build in the folder page."


def test_its_sources_are_typed_without_a_fault() -> None:
    node = shutil.which("node")
    compiler = SOURCES / "node_modules" / ".bin" / "tsc"
    if node is None or not compiler.exists():
        skip_or_fail(
            "Checking the page's types was left out: it needs Node, and npm ci in page.",
            REQUIRE_VARIABLE,
        )
    done = subprocess.run([compiler], cwd=SOURCES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_policy_allows_the_script_and_the_style_that_are_in_it_and_nothing_else() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    allowed = dict(part.split(" ", 1) for part in policy[1].split("; "))
    script = re.findall(r"<script>(.*?)</script>", text, re.S)
    style = re.findall(r"<style[^>]*>(.*?)</style>", text, re.S)
    assert [len(script), len(style)] == [1, 1]
    assert allowed == {
        "default-src": "'none'",
        "script-src": f"'sha256-{_hash(script[0])}'",
        "style-src": f"'sha256-{_hash(style[0])}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_it_has_one_place_for_each_of_what_goes_in() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    assert [text.count(slot) for slot in (TITLE_SLOT, CONTENT_SLOT)] == [1, 1]
    assert text.index(TITLE_SLOT) < text.index(CONTENT_SLOT)


def test_the_licences_of_what_it_carries_are_in_it() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    for name in ("cytoscape 3", "d3-geo 3", "world-atlas 2", "topojson-client 3", "@dagrejs/dagre"):
        assert re.search(rf"^(?:.*<pre>)?{re.escape(name)}", text, re.M), name
    for words in ("Permission is hereby granted, free of charge", "Natural Earth"):
        assert words in text


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (SOURCES / "package-lock.json").read_text(encoding="utf-8")
