"""The format explains itself: each rule that rejects a row is told where the tables are told."""

from __future__ import annotations

import re

import pytest

from graphq.ingest.sources.dossier.columns import (
    JUDGEMENT_RULE,
    LARGEST_NUMBER,
    SECURITY_RULE,
    security_told,
)
from graphq.ingest.sources.dossier.tables import TABLES
from tools.generate import dossier_page


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("facilities", "A coordinate needs its coord_precision_m"),
        ("facilities", "lat, lon and coord_source are given together"),
        ("facilities", "watchtower"),
        ("incidents", "lat, lon and coord_source are given together"),
        ("incidents", "An attribution of claimed needs claimed_by_ids."),
        ("incidents", "disputed where claims.csv says that the perpetrator denies it."),
        ("claims", "A claim is of a group that stands in claimed_by_ids of its incident"),
        ("claims", "Nothing is claimed or denied before its incident."),
        ("claims", "no_later_than is not before date."),
        ("claims", "denies_group_id is for a denial, and another group than the one that denies."),
        ("incidents", "fatalities_low is at most fatalities_best"),
        ("incidents", "end_date is a whole day, YYYY-MM-DD, and not before date."),
        ("incidents", "date_precision says how much of the date is given"),
        ("incidents", "summary has at most 20 words."),
        ("incidents", "watchtower"),
        ("changes", "date_precision says how much of the date is given"),
        ("changes", "unless it is a founding, and one with the role result, unless it is an all"),
        ("roles", "valid_to is not before valid_from."),
    ],
)
def test_a_rule_that_rejects_a_row_is_told_with_its_table(table: str, told: str) -> None:
    assert any(told in rule for rule in TABLES[table].rules)
    section = dossier_page().split(f"## {table}.csv")[1].split("\n## ")[0]
    assert told in section


@pytest.mark.parametrize(("rule", "judged"), [(SECURITY_RULE, False), (JUDGEMENT_RULE, True)])
def test_every_word_that_a_rule_names_is_one_that_is_refused(rule: str, judged: bool) -> None:
    words = re.split(", ", rule.split(": ")[1].rstrip("."))
    assert len(words) > 8
    for word in words:
        assert security_told(word, judged=judged).startswith(f"'{word}'")


def test_what_an_attack_met_may_be_told_of_it_but_not_of_a_rating() -> None:
    told = "A patrol was struck, and two guards of the bank were killed at a checkpoint."
    assert security_told(told) == ""
    assert security_told(told, judged=True)
    assert security_told("The harm in the safeguarded outdoors of Gardaland", judged=True) == ""


def test_the_bound_of_numbers_is_told() -> None:
    assert f"at most {LARGEST_NUMBER:,}" in TABLES["incidents"].column("wounded").told
    assert "one of reported, placeholder" in TABLES["incidents"].column("standing").told
