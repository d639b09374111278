"""The page on trust promises only what tests try."""

from __future__ import annotations

import re

import pytest

from tools import trust
from tools.trust import PARTS, ROOT, Part, Promise, trust_page


def test_the_page_is_as_it_would_be_written_and_its_links_lead_somewhere() -> None:
    page = trust_page()
    assert (ROOT / "docs" / "trust.md").read_text(encoding="utf-8") == page
    links = re.findall(r"\]\(\.\./([^)]+)\)", page)
    assert len(links) == sum(len(promise.tests) for part in PARTS for promise in part.promises)
    assert all((ROOT / link).exists() for link in links)


def test_a_promise_without_tests_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for missing in ("tests/test_nothing.py", "tests/data"):
        promise = Promise("It holds.", "It is tried.", (missing,))
        monkeypatch.setattr(trust, "PARTS", (Part("One", (promise,), ()),))
        with pytest.raises(LookupError, match=f"{missing}, and there are no such tests"):
            trust_page()
