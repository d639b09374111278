"""The format explains itself: each rule that rejects a row is told where the tables are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphq.ingest.security import security_told, words
from graphq.ingest.sources.dossier.dossier import write_empty
from graphq.ingest.sources.dossier.doubts import DOUBTS
from graphq.ingest.sources.dossier.rules import EVERY_TABLE
from graphq.ingest.sources.dossier.table import LARGEST_NUMBER
from graphq.ingest.sources.dossier.tables import TABLES, in_order
from tools.generate import dossier_page


def test_every_rule_is_told_with_its_table_on_the_page_and_in_an_empty_dossier(
    tmp_path: Path,
) -> None:
    head, *sections, doubts = dossier_page().split("\n## ")
    assert all(f"\n- `{kind}`: {rule.sentence}\n" in doubts for kind, rule in DOUBTS.items())
    assert all(f"- {rule.sentence}\n" in head for rule in EVERY_TABLE)
    told = {section.partition(".csv\n")[0]: section for section in sections}
    assert list(told) == list(TABLES)
    write_empty(tmp_path)
    for table in TABLES.values():
        file = (tmp_path / table.file).read_text(encoding="utf-8")
        for rule in table.own_rules:
            assert f"\n- {rule.sentence}\n" in told[table.name]
            assert f"\n# - {rule.sentence}\n" in file
        for remark in table.remarks:
            assert f"\n\n{remark}\n" in told[table.name]
            assert f"\n# {remark}\n" in file


def test_a_table_stands_behind_one_that_is_there() -> None:
    found = list(TABLES.values())
    names = ["", *in_order(found[::-1])]
    assert all(names.index(table.after) < names.index(table.name) for table in found)
    with pytest.raises(ValueError, match="'weather': 'storms'"):
        in_order([*found, replace(TABLES["roles"], name="weather", after="storms")])


def test_every_sentence_is_one_that_says_what_must_hold() -> None:
    for table in TABLES.values():
        sentences = [rule.sentence for rule in (*EVERY_TABLE, *table.own_rules)]
        assert len(set(sentences)) == len(sentences)
        assert all(sentence.endswith(".") and "  " not in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("table", "judged"),
    [("facilities", False), ("incidents", False), ("assessments", True), ("ratings", True)],
)
def test_every_word_that_a_rule_names_is_one_that_is_refused(table: str, judged: bool) -> None:
    (rule,) = [rule for rule in TABLES[table].rules if rule.sentence.startswith("No text")]
    named = rule.sentence.split(": ")[1].rstrip(".").split(", ")
    assert named == words(judged=judged)
    assert len(named) > 8
    for word in named:
        assert security_told(word, judged=judged).startswith(f"'{word}'")


def test_what_an_attack_met_may_be_told_of_it_but_not_of_a_rating() -> None:
    told = "A patrol was struck, and two guards of the bank were killed at a checkpoint."
    assert security_told(told) == ""
    assert security_told(told, judged=True)
    assert security_told("The harm in the safeguarded outdoors of Gardaland", judged=True) == ""


def test_what_may_stand_in_a_cell_is_told() -> None:
    assert f"at most {LARGEST_NUMBER:,}" in TABLES["incidents"].column("wounded").told
    assert "one of reported, placeholder" in TABLES["incidents"].column("standing").told
    assert "true or false" in TABLES["change_parties"].column("continues").told
    assert "begins with http:// or https://" in TABLES["sources"].column("url").told
