"""The pages that say how to add something are followed word for word, and do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.follow import PAGES, Project, comparable, steps


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_page_can_be_followed_word_for_word(page: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    followed = list(steps(page))
    assert len(followed) >= 5
    for step in followed:
        printed = comparable(project.follow(step))
        if step.is_example:
            assert printed == step.text, step.command
