"""A brief of every group and every target of the dossier, as of the day of the report.

What is looked for: no heading with nothing under it, no sentence without a source, no source that
nothing cites, and nothing of a later day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphq.brief.compose import GROUP, TARGET
from graphq.document.document import RECORD, DrawnPicture, Paragraph, Table, WrittenBrief, cited
from graphq.document.html import as_html
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from tests.graphq.brief.write_expected import DAY, made

MONTHS = "September|October|November|December"
LATER = re.compile(rf"\b20(?:2\d|[3-9]\d)\b|\b(?:{MONTHS}) 2019\b|\b2019-(?:09|1[012])\b")
"""A day after the last of August 2019, however it is written."""


@pytest.fixture(scope="module")
def briefs(jnim_folder: Path) -> Iterator[dict[str, WrittenBrief]]:
    with open_store(jnim_folder) as store:
        yield {key: made(store, key) for key in subjects(store)}


def subjects(store: Store) -> list[str]:
    return [
        str(row["id"])
        for label in ("Group", "Target")
        for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")
    ]


def texts(brief: WrittenBrief) -> Iterator[str]:
    """Every text of the sections, but not the titles of sources."""
    yield from (brief.title, brief.subject, *brief.notes)
    for section in brief.sections:
        yield section.heading
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield from (sentence.text for sentence in block.sentences)
                case Table():
                    yield block.caption
                    yield from (cell for line in block.lines for cell in line.cells)
                    if block.after:
                        yield from (sentence.text for sentence in block.after.sentences)
                case DrawnPicture():
                    yield from (block.alt, block.caption)


def test_all_43_groups_and_89_targets_have_one(briefs: dict[str, WrittenBrief]) -> None:
    assert len(briefs) == 43 + 89


def test_no_heading_is_empty_and_none_is_there_twice(briefs: dict[str, WrittenBrief]) -> None:
    for key, brief in briefs.items():
        headings = [section.heading for section in brief.sections]
        assert len(set(headings)) == len(headings), key
        assert headings[0] == "In short"
        assert headings[-1] == "What is not known", key
        assert all(section.blocks for section in brief.sections)
        assert all(text.strip() for text in texts(brief) if text is not None and text != ""), key


def test_every_sentence_has_a_numbered_source_and_every_source_is_cited(
    briefs: dict[str, WrittenBrief],
) -> None:
    for key, brief in briefs.items():
        used = {source for sources in cited(brief.sections) for source in sources}
        assert used == set(brief.numbers), key
        assert all(sources for sources in cited(brief.sections))
        graded = {source.letter for source in brief.sources if source.id != RECORD}
        assert graded <= set("ABCDEF"), key
        assert "a source that this graph does not hold" not in "".join(
            source.text for source in brief.sources
        )


def test_nothing_of_a_later_day_is_told(briefs: dict[str, WrittenBrief]) -> None:
    found = {
        (key, text) for key, brief in briefs.items() for text in texts(brief) if LATER.search(text)
    }
    assert not found


def test_what_had_not_happened_is_not_there(briefs: dict[str, WrittenBrief]) -> None:
    after = "\n".join(texts(briefs["is-sahel"]))
    assert "took the name" not in after, "the rename is of March 2022"
    assert "Solhan" not in "\n".join(texts(briefs["jnim"])), "that was in 2021"


def test_a_part_is_never_told_as_the_whole(briefs: dict[str, WrittenBrief]) -> None:
    jnim = "\n".join(texts(briefs["jnim"]))
    assert "a part of AQIM (Sahara region)" in jnim
    assert "What AQIM had struck is left out, since only a part of it went over" in jnim
    assert not re.search(r"that AQIM\b(?! Sahara)", jnim)


def test_each_section_of_the_two_lists_is_in_some_brief(briefs: dict[str, WrittenBrief]) -> None:
    headings = {section.heading for brief in briefs.values() for section in brief.sections}
    assert {heading for heading, _ in (*GROUP, *TARGET)} <= headings


def test_one_and_many_are_told_apart(briefs: dict[str, WrittenBrief]) -> None:
    wrong = re.compile(
        r"\b(?:one|1) (?:incidents|parties|facilities|groups|times|sums)\b|\bone are\b"
    )
    for key, brief in briefs.items():
        assert not [text for text in texts(brief) if wrong.search(text)], key


def test_every_brief_is_a_page_whose_marks_all_lead_somewhere(
    briefs: dict[str, WrittenBrief],
) -> None:
    for key, brief in briefs.items():
        page = as_html(brief)
        places = set(re.findall(r'\bid="([^"]+)"', page))
        links = set(re.findall(r'href="#([^"]+)"', page))
        assert links <= places, key


def test_the_day_of_the_brief_is_the_day_in_it(briefs: dict[str, WrittenBrief]) -> None:
    assert all(brief.as_of == DAY for brief in briefs.values())
    assert all(brief.title.endswith("brief as of 31 August 2019") for brief in briefs.values())
