"""The style has a rule for all that can be drawn, in both forms that Neo4j Browser takes."""

from __future__ import annotations

import json
import re

from graphq.browser.style import grass, rules, style_in_lines
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.looks import LINK_LOOKS, NODE_LOOKS
from graphq.graph.model.schema import kind_labels

GRASS_RULE = re.compile(r"([\w.]+) \{\n((?:  [\w-]+: [^;{}]*(?:\{\w+\}[^;{}]*)*;\n)+)\}\n")


def read_grass(text: str) -> dict[str, dict[str, str]]:
    """The rules of a `.grass` file; whatever is no rule fails."""
    found = {}
    at = 0
    while at < len(text):
        rule = GRASS_RULE.match(text, at)
        assert rule, text[at : at + 80]
        lines = [line.strip().removesuffix(";") for line in rule[2].splitlines()]
        found[rule[1]] = dict(line.split(": ", 1) for line in lines)
        at = rule.end()
    return found


def test_every_label_and_type_has_a_rule_of_its_own() -> None:
    found = rules()
    assert {f"node.{label}" for label in [*NODES, *kind_labels()]} <= set(found)
    assert {f"relationship.{kind}" for kind in RELATIONSHIPS} <= set(found)
    assert all("color" in rule and "caption" in rule for name, rule in found.items() if "." in name)


def test_special_rules_come_after_general_ones() -> None:
    order = list(rules())
    assert order[:2] == ["node", "relationship"]
    first_kind = min(order.index(f"node.{label}") for label in kind_labels())
    assert all(order.index(f"node.{label}") < first_kind for label in NODES)


def test_both_forms_say_the_same() -> None:
    in_json = json.loads(" ".join(style_in_lines()))
    in_grass = read_grass(grass())
    assert list(in_grass) == list(in_json) == list(rules())
    unquoted = {
        selector: {key: value.strip('"') for key, value in rule.items()}
        for selector, rule in in_grass.items()
    }
    assert unquoted == in_json


def test_no_caption_has_what_browser_cannot_read() -> None:
    captions = [look.caption for look in NODE_LOOKS.values()]
    captions += [look.caption for look in LINK_LOOKS.values()]
    assert not any(sign in caption for caption in captions for sign in ':;"\\')


def test_the_one_line_form_holds_nothing_that_ends_a_command_or_that_a_conf_swallows() -> None:
    line = " ".join(style_in_lines())
    assert not set(line) & {";", "\\", "$", "\n"}
