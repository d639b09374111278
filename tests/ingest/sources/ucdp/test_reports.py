"""What UCDP cites is told as far as its cells set publisher, date and headline apart."""

from __future__ import annotations

import pytest

from graphq.ingest.events.event import Citation
from graphq.ingest.sources.ucdp.reports import citations
from tests.ingest.ucdp_rows import published


def cited_by(key: str) -> tuple[Citation, ...]:
    return published(key).citations


def article(text: str) -> tuple[Citation, ...]:
    return citations(text, "", "", "")


def test_the_day_that_stands_for_no_date_is_none() -> None:
    (found,) = citations("", "Amnesty International", "1753-01-01", "Killed")
    assert (found.publisher, found.published_on) == ("Amnesty International", "")


def test_several_sources_are_several_citations_in_their_order() -> None:
    assert [(cited.publisher, cited.published_on) for cited in cited_by("209406")] == [
        ("Associated Press Newswires", "2015-05-15"),
        ("MRTV English Channel", "2015-05-16"),
        ("Democratic Voice of Burma", "2015-05-18"),
        ("Myanmar Peace Monitor", "2015-05-14"),
    ]


def test_a_headline_with_a_semicolon_is_one_headline() -> None:
    (cited,) = cited_by("71119")
    assert cited.publisher == "Associated Press Newswires"
    assert cited.title.endswith("in 1971 war; 12 die in clashes")


def test_quotation_marks_in_a_headline_stay_in_it() -> None:
    assert cited_by("231667")[0] == Citation(
        "Reuters News", 'Bangladesh police kill "trainer" behind Dhaka cafe attack', "2016-09-02"
    )
    assert cited_by("238727")[0].title.endswith('killed in police "shootout"')


def test_the_list_of_articles_is_read_where_the_columns_disagree() -> None:
    text = (
        '"The Press, Gao,2023-02-04,Two, or three, die; one flees";"Radio ""Free"" Gao,2023-02-05,"'
    )
    assert citations(text, "The Press, Gao;Radio", "2023-02-04", "Two die") == (
        Citation("The Press, Gao", "Two, or three, die; one flees", "2023-02-04"),
        Citation('Radio "Free" Gao', "", "2023-02-05"),
    )


def test_the_columns_are_read_whatever_number_of_sources_says() -> None:
    told = citations("", "The Press;Radio Gao", "2023-02-04;2/5/2023", "Two die;Three die")
    assert told == (
        Citation("The Press", "Two die", "2023-02-04"),
        Citation("Radio Gao", "Three die", "2023-02-05"),
    )


def test_a_source_cited_twice_is_cited_once() -> None:
    told = citations("", "The Press;The Press", "2023-02-04;2023-02-04", "Two die;Two die")
    assert len(told) == 1


def test_a_date_that_cannot_be_read_is_left_out_of_the_citation() -> None:
    (cited,) = citations("", "The Press", "39980", "Two die")
    assert cited == Citation("The Press", "Two die", "")


@pytest.mark.parametrize("text", ["", '""', '"";""', '" "'])
def test_an_empty_cell_cites_nothing(text: str) -> None:
    assert article(text) == ()


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Reuters 1991-11-13", Citation("Reuters", "", "1991-11-13")),
        ("Reuters,1991-12-18", Citation("Reuters", "", "1991-12-18")),
        (
            'Reuters (4 April 1993):  "Two rebels die".',
            Citation("Reuters", "Two rebels die", "1993-04-04"),
        ),
        (
            "Reuters (January 10 1990): Five were killed",
            Citation("Reuters", "Five were killed", "1990-01-10"),
        ),
        ("R 22/9 1992", Citation("R", "R 22/9 1992", "1992")),
        ("Bangkok Post 28/6", Citation("Bangkok Post", "Bangkok Post 28/6")),
        ("http://example.org/a.html", Citation("example.org", "", "", "http://example.org/a.html")),
        (": Radio Gao", Citation("Radio Gao")),
    ],
)
def test_of_free_text_as_much_is_told_as_it_sets_apart(text: str, cited: Citation) -> None:
    assert article(text) == (cited,)


@pytest.mark.parametrize(
    "text",
    [
        "SATP",
        "Human Rights Yearbook 2000",
        "May 24, Christian Solidarity Worldwide",
        "R 15/10 1991, R 23/10 1991",
        "Shan Herald, Army and rebels clash, 2013-04-17",
        "Reuters (31 February 1993)",
        '"Dignity in the Shadow of Oppression"',
        "http://[broken/a.html",
    ],
)
def test_free_text_that_sets_no_publisher_apart_is_cited_whole(text: str) -> None:
    assert article(text) == (Citation(text),)


def test_two_dated_reports_in_one_free_text_are_not_mixed_into_one() -> None:
    (cited,) = cited_by("50222")
    assert cited.published_on == ""
    assert cited.publisher.startswith("AFP (14 January 2006)")
    assert "BBC (15 January 2006)" in cited.title


def test_long_text_is_cut_with_an_ellipsis() -> None:
    (cited,) = citations("", "The Press", "2023-02-04", "word " * 100)
    assert len(cited.title) <= 300
    assert cited.title.endswith("…")
    (free,) = article("Some yearbook or other, " * 20)
    assert len(free.publisher) <= 80
    assert free.publisher.endswith("…")
    assert len(free.title) <= 300
    assert free.title.endswith("…")
