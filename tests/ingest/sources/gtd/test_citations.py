"""GTD's source citations: title, publisher and date as far as the text has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.ingest.events.event import Citation, Event
from graphq.ingest.sources.gtd.citations import NOT_NAMED, citation
from graphq.ingest.sources.gtd.events import FORMAT
from tests.ingest.made_up import gtd_row


def event(**cells: str) -> Event:
    return FORMAT.event(gtd_row(**cells))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            '"Blast on the Ousk Road," Kite Gazette, March 15, 2014.',
            Citation("Kite Gazette", "Blast on the Ousk Road", "2014-03-15"),
        ),
        (
            "“Blast on the Ousk Road,” Kite Gazette, March 2014",
            Citation("Kite Gazette", "Blast on the Ousk Road", "2014-03"),
        ),
        (
            'Ada Ruritan, "Lamps: A Chronology," Owl Press, 1999.',
            Citation("Owl Press", "Lamps: A Chronology", "1999"),
        ),
        ('Ada Ruritan, "Lamps," 1999', Citation("Ada Ruritan", "Lamps", "1999")),
        ('"Lamps," March 45, 1999', Citation(NOT_NAMED, "Lamps", "1999")),
        ("Owl Press, the Lamps", Citation("Owl Press", "Owl Press, the Lamps")),
        ("Lamps in Ousk", Citation(NOT_NAMED, "Lamps in Ousk")),
        ('An "odd one', Citation(NOT_NAMED, 'An "odd one')),
    ],
)  # fmt: skip
def test_a_citation_is_read_as_far_as_it_has_the_usual_form(written: str, read: Citation) -> None:
    assert citation(written) == read


@given(st.text(max_size=80))
def test_no_citation_is_lost_or_without_a_publisher(written: str) -> None:
    tidy = written.strip()
    found = citation(tidy)
    assert found.publisher
    assert found.title or not tidy.replace("\\", "")


def test_the_citations_of_a_row_stand_once_each() -> None:
    found = event(scite2='"Second Blast," Radio Ousk, March 16, 2014.', scite3=gtd_row()["scite1"])
    assert [cited.publisher for cited in found.citations] == ["Kite Gazette", "Radio Ousk"]
