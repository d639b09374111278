"""Files that claim to be the UN Security Council's list: known, damaged, or hostile."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from graphq.graph.errors import UsageError
from tests.ingest.sources.un_list.test_list import LIST_START, MADE_UP, missing, read


def test_the_list_is_known_by_its_outermost_element(tmp_path: Path) -> None:
    assert missing(MADE_UP) == []
    other, undated, table = tmp_path / "a.xml", tmp_path / "b.xml", tmp_path / "c.csv"
    other.write_text("<rss><channel/></rss>")
    undated.write_text("<CONSOLIDATED_LIST><ENTITIES/></CONSOLIDATED_LIST>")
    table.write_text("a,b\n1,2\n")
    assert missing(other) == ["its outermost element is rss and not CONSOLIDATED_LIST"]
    assert missing(undated) == ["CONSOLIDATED_LIST does not say dateGenerated"]
    assert missing(table) == ["XML"]


def test_a_list_that_does_not_say_its_day_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text("<CONSOLIDATED_LIST dateGenerated='soon'><ENTITIES/></CONSOLIDATED_LIST>")
    with pytest.raises(UsageError, match="does not say on which day it was made"):
        read(path)


BOMB: Final = (
    '<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    "declaration",
    [
        BOMB,
        '<!DOCTYPE list [<!ENTITY secret SYSTEM "{folder}/secret.txt">]>',
        '<!DOCTYPE list SYSTEM "{folder}/list.dtd">',
    ],
    ids=["entity bomb", "external entity", "external document type"],
)
def test_an_xml_that_declares_entities_is_refused_with_a_sentence(
    tmp_path: Path, declaration: str
) -> None:
    (tmp_path / "secret.txt").write_text("not for the graph")
    path = tmp_path / "list.xml"
    path.write_text(
        f'<?xml version="1.0"?>{declaration.format(folder=tmp_path)}'
        f"{LIST_START}<ENTITIES><ENTITY><FIRST_NAME>&secret;&c;</FIRST_NAME></ENTITY></ENTITIES>"
        "</CONSOLIDATED_LIST>"
    )
    with pytest.raises(UsageError, match=r"list\.xml declares .* nothing of it was loaded\. Fetch"):
        read(path)
    with pytest.raises(UsageError, match="declares a document type or entities"):
        missing(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_truncated_list_is_refused_with_a_sentence(tmp_path: Path, share: float) -> None:
    whole = MADE_UP.read_bytes()
    path = tmp_path / "list.xml"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UsageError, match=r"list\.xml is damaged, .* Fetch the list again"):
        read(path)


def test_an_encoding_that_nobody_knows_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(b'<?xml version="1.0" encoding="x-nowhere"?>' + LIST_START.encode())
    with pytest.raises(UsageError, match=r"list\.xml is damaged"):
        read(path)
