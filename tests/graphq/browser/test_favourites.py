"""Favourites of Neo4j Browser: titles in order, the same bytes, the same rows as the questions."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from graphq.browser.favourites import FOLDER, SET_FIRST, favourites, favourites_zip
from graphq.browser.statements import parameters_in
from graphq.cypher.ask.catalog import questions

TODAY = date(2026, 1, 1)
SET: dict[str, Any] = {
    "group": "jnim",
    "target": "fac-apt-gao",
    "id": "chg-jnim-2017",
    "asOf": TODAY,
}
ALL = list(favourites())
ASKING = [favourite for favourite in ALL if favourite.question]


def test_every_question_and_every_picture_is_a_favourite() -> None:
    asked = [(favourite.question, favourite.drawn) for favourite in ASKING]
    assert asked == [
        (name, drawn)
        for name, question in questions().items()
        for drawn in ([False, True] if question.picture else [False])
    ]


def test_titles_are_numbered_each_its_own_and_in_order() -> None:
    titles = [favourite.title for favourite in ALL]
    assert titles[0] == "00 Set the group (run first)"
    assert len(set(titles)) == len(titles)
    assert all(title[:2].isdigit() and title[2] == " " for title in titles)
    assert [title[:2] for title in titles] == sorted(title[:2] for title in titles)
    assert all(favourite.file.startswith(favourite.title[:2]) for favourite in ALL)


def test_each_file_of_the_zip_opens_with_its_title() -> None:
    with zipfile.ZipFile(io.BytesIO(favourites_zip())) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode("utf-8") for name in names]
    assert names == [f"{FOLDER}/{favourite.file}" for favourite in ALL]
    assert all(text.startswith("// ") and text.splitlines()[0][3:].strip() for text in texts)


def test_the_zip_is_the_same_bytes_each_time() -> None:
    assert favourites_zip() == favourites_zip()
    with zipfile.ZipFile(io.BytesIO(favourites_zip())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_favourite_says_where_its_statement_is_not_yet_the_answer() -> None:
    told = {
        favourite.question
        for favourite in ASKING
        if "// These are the facts; graphq" in favourite.text
    }
    assert told == {name for name, question in questions().items() if question.header.then}
    assert not [one for one in ASKING if one.drawn and "These are the facts" in one.text]


def test_what_is_set_first_is_all_that_a_favourite_takes() -> None:
    assert set(SET) == set(SET_FIRST)
    for favourite in ALL:
        assert parameters_in(favourite.text) <= set(SET_FIRST), favourite.file
    needed = {
        name
        for question in questions().values()
        for name, parameter in question.header.parameters.items()
        if parameter.required
    }
    assert needed <= set(SET_FIRST)


def test_a_favourite_lists_the_words_that_a_value_in_it_can_be() -> None:
    counts = next(found for found in ALL if found.question == "counts")
    assert "'country' /* by */" in counts.text
    assert "// by: one of 'total', 'year', 'month', " in counts.text
    assert "// attribution: any of 'claimed', 'assessed', 'suspected', 'disputed'\n" in counts.text
    for favourite in ALL:
        declared = questions()[favourite.question].header.parameters if favourite.question else {}
        for name, parameter in declared.items():
            if f"/* {name} */" in favourite.text:
                told = [line for line in favourite.text.splitlines() if f"// {name}: " in line]
                assert bool(told) == bool(parameter.choices), favourite.file
                assert all(f"'{word}'" in told[0] for word in parameter.choices)


def test_the_first_favourite_sets_each_by_a_command_of_its_own() -> None:
    commands = [line for line in ALL[0].text.splitlines() if not line.startswith("//")]
    assert commands == [f":param {name} => {value};" for name, value in SET_FIRST.items()]
