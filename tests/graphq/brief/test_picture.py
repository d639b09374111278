"""The lineage picture: what is drawn how, and that it can be read."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import resvg_py

from graphq.brief.compose import brief_of
from graphq.document.chart import Box, Drawing, Stroke, Words, draw
from graphq.document.document import DrawnPicture, WrittenBrief
from graphq.document.drawing import Lineage
from graphq.document.png import _sets_words, as_png
from graphq.document.svg import as_svg
from graphq.graph.errors import UsageError
from graphq.graph.model.looks import NODE_LOOKS
from graphq.graph.store import Store
from tests.cypher.build import Build
from tests.graphq.brief.by_hand import written

DAYS = (date(2012, 12, 31), date(2017, 3, 2), date(2019, 8, 31), date(2024, 8, 31))


def picture(brief: WrittenBrief) -> DrawnPicture | None:
    found = [b for s in brief.sections for b in s.blocks if isinstance(b, DrawnPicture)]
    return found[0] if found else None


def drawn(build: Build, subject: str) -> tuple[Lineage, Drawing]:
    found = picture(written(build, subject))
    assert found is not None
    return found.drawn, draw(found.drawn)


def stems(drawing: Drawing) -> list[str]:
    """How the upright lines of changes are drawn, without grid, ends and legend."""
    return sorted(
        shape.style
        for shape in drawing.shapes
        if isinstance(shape, Stroke) and shape.x1 == shape.x2 and shape.width in (1.1, 1.5)
    )


def overlapping(texts: Sequence[Words]) -> list[tuple[str, str]]:
    """Pairs of texts that stand on each other."""
    return [
        (one.text, other.text)
        for one, other in itertools.combinations(texts, 2)
        if abs(one.y - other.y) < min(one.size, other.size) * 0.9
        and one.span[0] < other.span[1]
        and other.span[0] < one.span[1]
    ]


def test_no_two_texts_overlap_in_any_picture_of_the_dossier(jnim: Store) -> None:
    groups = [row["id"] for row in jnim.read("MATCH (g:Group) RETURN g.id AS id ORDER BY id")]
    looked_at = 0
    for day in DAYS:
        for group in groups:
            found = picture(brief_of(jnim, group, day, day))
            if found is None:
                continue
            drawing = draw(found.drawn)
            looked_at += 1
            assert not overlapping(drawing.texts()), (group, day)
            for words in drawing.texts():
                assert words.span[0] >= 0, (group, day, words)
                assert words.span[1] <= drawing.width + 1, (group, day, words)
                assert 0 < words.y < drawing.height
    assert looked_at > 40


def test_overlapping_texts_would_be_found() -> None:
    one, near = Words(0, 10, "one text", 9), Words(20, 12, "another", 9)
    assert overlapping([one, near, Words(0, 40, "far", 9)]) == [("one text", "another")]


def test_a_part_is_dashed_and_says_so_and_what_is_disputed_is_dotted(build: Build) -> None:
    build.change("M", "merger", "2015", ["A", "B", "C", "E"], ["D"], part=["B", "E"],
                 disputed=["C", "E"])  # fmt: skip
    _, drawing = drawn(build, "D")
    assert stems(drawing) == ["dashdot", "dashed", "dotted", "solid"]
    texts = [words.text for words in drawing.texts()]
    assert texts.count("part: a wing") == 1
    assert texts.count("disputed") == 2, "of C, and in the legend"
    assert "part: a wing, disputed" in texts
    assert "merger of 4, 2015" in texts


def test_a_party_that_is_not_of_the_lineage_is_counted(build: Build) -> None:
    build.change("M", "merger", "2015-03", ["A", "B", "C"], ["D"])
    lineage, drawing = drawn(build, "A")
    assert [lane.name for lane in lineage.lanes] == ["A", "D"]
    assert "merger of 3, Mar 2015" in [words.text for words in drawing.texts()]


def test_the_group_asked_for_can_be_told_without_colour(build: Build) -> None:
    build.change("C", "split", "2015", ["A"], ["B"])
    _, drawing = drawn(build, "B")
    bold = [words.text for words in drawing.texts() if words.bold]
    assert bold == ["B"]
    bars = [shape.height for shape in drawing.shapes if isinstance(shape, Box)]
    assert bars.count(7.0) == 1, "its bar is the thick one"


def test_colours_are_those_of_the_house(build: Build) -> None:
    build.change("C", "split", "2015", ["A"], ["B"])
    _, drawing = drawn(build, "B")
    fills = {shape.fill for shape in drawing.shapes if isinstance(shape, Box)}
    assert {NODE_LOOKS["ArmedGroup"].colour, NODE_LOOKS["ChangeEvent"].colour} <= fills


def many_changes(build: Build) -> None:
    """A group that another joined in each of thirty years, and that split from one before that."""
    build.change("first", "split", "1980", ["X"], ["A"], part=["X"])
    for year in range(1990, 2020):
        build.change(f"C{year}", "absorption", str(year), [f"B{year}"], ["A"])


def test_a_picture_of_many_changes_has_the_latest_and_says_how_many_there_are(
    build: Build,
) -> None:
    many_changes(build)
    found = picture(written(build, "A"))
    assert found is not None
    assert len(found.drawn.lanes) == 16
    assert {joint.id for joint in found.drawn.joints} == {f"C{year}" for year in range(2005, 2020)}
    assert "the 15 changes nearest to it of 31, which graphq lineage A --as-of" in found.caption
    assert not overlapping(draw(found.drawn).texts())


def test_a_group_is_drawn_from_its_first_day_where_that_change_is_not_drawn(build: Build) -> None:
    many_changes(build)
    lineage, _ = drawn(build, "A")
    (own,) = (lane for lane in lineage.lanes if lane.focus)
    assert own.start == date(1980, 1, 1)


def test_a_group_that_took_part_before_it_is_known_to_have_come_out_has_no_first_day(
    build: Build,
) -> None:
    build.change("S", "split", "2010", ["A"], ["B"], part=["A"])
    build.change("M", "merger", "2014", ["C", "E"], ["A"])
    lineage, _ = drawn(build, "A")
    (own,) = (lane for lane in lineage.lanes if lane.focus)
    assert own.start is None


def test_the_caption_says_what_a_bar_without_an_end_means(build: Build) -> None:
    build.change("C", "split", "2015", ["A"], ["B"])
    found = picture(written(build, "B"))
    assert found is not None
    assert found.caption.endswith("; where a bar runs to that day, no end is on record")
    build.incident("a", "2018-05-02", "B")
    build.reach()
    ended = picture(written(build, "B"))
    assert ended is not None
    assert ended.caption.endswith("; where a bar runs to 2 May 2018, no end is on record")


def test_the_words_for_it_name_every_party(jnim: Store) -> None:
    day = date(2019, 8, 31)
    found = picture(brief_of(jnim, "jnim", day, day))
    assert found is not None
    assert "AQIM (part: Sahara region, disputed)" in found.alt
    assert "twelve groups" in found.alt
    svg = as_svg(draw(found.drawn), found.alt)
    assert 'role="img"' in svg
    assert "Time line to 31 August 2019 of twelve groups" in svg


@pytest.mark.parametrize("subject", ["jnim", "isgs"])
def test_the_same_picture_gives_the_same_bytes(jnim: Store, subject: str) -> None:
    day = date(2019, 8, 31)
    found = picture(brief_of(jnim, subject, day, day))
    assert found is not None
    drawing = draw(found.drawn)
    png = as_png(drawing)
    assert png == as_png(draw(found.drawn))
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width > 2000
    assert height / width == pytest.approx(drawing.height / drawing.width, abs=0.01)
    assert b"tEXt" not in png
    assert b"tIME" not in png


def test_a_machine_without_fonts_is_told_instead_of_a_picture_without_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = resvg_py.svg_to_bytes

    def without_fonts(**given: Any) -> bytes:
        return bytes(real(**given, skip_system_fonts=True))

    monkeypatch.setattr(resvg_py, "svg_to_bytes", without_fonts)
    _sets_words.cache_clear()
    try:
        with pytest.raises(UsageError, match="No font is installed here"):
            as_png(Drawing(10, 10, []))
    finally:
        _sets_words.cache_clear()
