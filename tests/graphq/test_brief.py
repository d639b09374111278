"""A brief in a program or a notebook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import graphq


def test_a_program_asks_for_a_brief_and_saves_it(jnim_folder: Path, tmp_path: Path) -> None:
    with graphq.open(jnim_folder) as graph:
        brief = graph.brief("JNIM", as_of="2019-08")
    assert repr(brief) == "<JNIM: brief as of 31 August 2019>"
    assert brief.written.made_on == date.today()
    assert brief.to_markdown().startswith("# JNIM: brief as of 31 August 2019")
    assert brief.save(tmp_path / "b.html") == [tmp_path / "b.html"]
    assert (tmp_path / "b.html").read_text() == brief.to_html()
    with pytest.raises(graphq.UsageError, match="is there already"):
        brief.save(tmp_path / "b.html")


def test_a_notebook_shows_it_in_a_frame_that_runs_nothing(jnim_folder: Path) -> None:
    with graphq.open(jnim_folder) as graph:
        shown = graph.brief("Gao airport", as_of=date(2019, 8, 31))._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert "allow-scripts" not in shown


def test_a_day_that_is_none_is_told(jnim_folder: Path) -> None:
    with graphq.open(jnim_folder) as graph, pytest.raises(graphq.UsageError, match="as_of: "):
        graph.brief("jnim", as_of="2019-02-30")
