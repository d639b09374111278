"""Everything that can be drawn has a look, and its caption names a property that it has."""

from __future__ import annotations

import re

import pytest

from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import Fact, property_types
from graphq.graph.model.looks import LINK_LOOKS, NODE_LOOKS, LinkLook, NodeLook
from graphq.graph.model.schema import kind_labels


def test_every_label_and_type_of_the_model_has_a_look_and_no_other_has() -> None:
    assert list(NODE_LOOKS) == [*NODES, *kind_labels()]
    assert set(LINK_LOOKS) == set(RELATIONSHIPS)


@pytest.mark.parametrize("label", NODES)
def test_a_caption_names_a_property_of_its_label(label: str) -> None:
    named = re.findall(r"{(\w+)}", NODE_LOOKS[label].caption)
    assert named
    assert set(named) <= set(property_types(NODES[label]))


@pytest.mark.parametrize("kind", RELATIONSHIPS)
def test_words_on_an_arrow_name_only_properties_of_its_type(kind: str) -> None:
    named = re.findall(r"{(\w+)}", LINK_LOOKS[kind].caption)
    assert set(named) <= set(property_types(RELATIONSHIPS[kind]))


@pytest.mark.parametrize("name", [*NODES, *RELATIONSHIPS])
def test_what_a_caption_names_is_never_missing(name: str) -> None:
    """A missing one would leave a blank circle, or 'joined ()'."""
    looks: dict[str, NodeLook | LinkLook] = {**NODE_LOOKS, **LINK_LOOKS}
    declared: dict[str, type[Fact]] = {**NODES, **RELATIONSHIPS}
    fields = {field.alias or key: field for key, field in declared[name].model_fields.items()}
    for named in re.findall(r"{(\w+)}", looks[name].caption):
        assert fields[named].is_required(), f"{name}.{named}"
        assert property_types(declared[name])[named] != "date"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("label", NODE_LOOKS)
def test_a_caption_can_be_read_on_its_circle(label: str) -> None:
    look = NODE_LOOKS[label]
    light, dark = sorted((luminance(look.colour), luminance(look.text)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
