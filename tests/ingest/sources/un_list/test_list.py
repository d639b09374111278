"""The UN Security Council's list: who is listed under which number and name, and no private data.

Every name, number and date here is made up.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from graphq.graph.model.nodes import Name, Record, Source
from graphq.graph.model.relationships import LinkedTo, Names
from graphq.ingest.files.input import InputFile
from graphq.ingest.sources.un_list.list import FORMAT, NO_NAME, NOT_IN_FILE
from graphq.ingest.whole import Read
from tests.ingest.said import said_of

MADE_UP: Final = Path(__file__).parents[3] / "data" / "un" / "made-up-list.xml"
LIST_START: Final = '<CONSOLIDATED_LIST dateGenerated="2031-04-05T00:00:09.554Z">'


def read(path: Path) -> Read:
    with InputFile.open(str(path)) as file:
        return FORMAT.read(file)


def missing(path: Path) -> list[str]:
    with InputFile.open(str(path)) as file:
        return FORMAT.lacking(file)


@pytest.fixture(scope="module")
def made_up() -> Read:
    return read(MADE_UP)


def record(done: Read, reference: str) -> Record:
    found = done.facts.nodes[f"record:un-sc:{reference}"]
    assert isinstance(found, Record)
    return found


def names(done: Read, reference: str) -> dict[str, Name]:
    """The names of an entry by their text, found along the relationships."""
    found = {}
    for link in done.facts.relationships.values():
        if isinstance(link, Names) and link.end == f"un-sc:{reference}":
            name = done.facts.nodes[link.start]
            assert isinstance(name, Name)
            found[name.text] = name
    return found


def qualities(done: Read, reference: str) -> dict[str, str]:
    return {text: name.quality for text, name in names(done, reference).items()}


def links(done: Read) -> set[tuple[str, str]]:
    found = (one for one in done.facts.relationships.values() if isinstance(one, LinkedTo))
    return {(one.start, one.end) for one in found}


def one_person(folder: Path, inner: str, reference: str = "QDi.901") -> Read:
    path = folder / "list.xml"
    path.write_text(
        f"{LIST_START}<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>NOBODY</FIRST_NAME>"
        f"<REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>{inner}</INDIVIDUAL></INDIVIDUALS>"
        "</CONSOLIDATED_LIST>",
        encoding="utf-8",
    )
    return read(path)


# Entries


def test_every_entry_is_a_record_or_a_reject(made_up: Read) -> None:
    records = [node for node in made_up.facts.nodes.values() if isinstance(node, Record)]
    assert made_up.read == 9
    assert {one.external_id for one in records} == {
        "QDi.901", "TAi.902", "KPi.903", "CDi.904", "QDe.901", "KPe.905",
    }  # fmt: skip
    assert len(made_up.rejects) == made_up.read - len(records)


def test_a_listed_person_is_a_record_of_a_person(made_up: Read) -> None:
    found = record(made_up, "QDi.901")
    assert (found.scheme, found.entity_label, found.kind) == ("un-sc", "Person", None)
    assert found.full_name == "TARIQ AL-WAHMI IBN SALIM"
    assert found.born == "1971-05-02"
    assert said_of(made_up.facts, found.id) == "UN list: Al-Qaida."


def test_a_listed_entity_is_a_record_of_a_group(made_up: Read) -> None:
    found = record(made_up, "QDe.901")
    assert (found.entity_label, found.kind, found.born) == ("Group", "group", None)
    assert found.full_name == "FRONT OF THE SILENT VALLEY (FSV)"


def test_no_group_and_no_person_is_made_of_an_entry(made_up: Read) -> None:
    assert {node.LABEL for node in made_up.facts.nodes.values()} == {
        "Record", "Name", "Remark", "Source",
    }  # fmt: skip


def test_the_day_of_listing_is_kept_without_its_time_zone(made_up: Read) -> None:
    assert record(made_up, "QDi.901").listed_on == "2030-03-27"
    assert record(made_up, "TAi.902").listed_on == "2029-01-02"


def test_blanks_around_a_reference_number_do_not_belong_to_it(made_up: Read) -> None:
    assert record(made_up, "KPe.905").external_id == "KPe.905"


def test_every_fact_comes_from_the_list_as_generated_on_its_day(made_up: Read) -> None:
    source = made_up.facts.nodes["un-sc-list:2031-04-05"]
    assert isinstance(source, Source)
    assert (source.kind, source.reliability, source.published_on) == ("un", "A", "2031-04-05")
    cited = [node for node in made_up.facts.nodes.values() if not isinstance(node, Source)]
    assert {node.sources for node in cited} == {(source.id,)}
    reported = {
        link.start for link in made_up.facts.relationships.values() if link.TYPE == "REPORTED_BY"
    }
    assert reported == {node.id for node in cited}


# Dates of birth


def test_of_several_dates_of_birth_none_is_picked(made_up: Read) -> None:
    found = record(made_up, "KPi.903")
    assert found.born is None
    assert said_of(made_up.facts, found.id) == "UN list: DPRK. Born, as listed: 1970-05-03; 1969."


def test_an_approximate_year_of_birth_is_told_and_not_taken_for_the_year(made_up: Read) -> None:
    found = record(made_up, "TAi.902")
    assert found.born is None
    assert said_of(made_up.facts, found.id) == "UN list: Taliban. Born, as listed: about 1968."


def test_a_birth_between_two_years_is_told_in_words(made_up: Read) -> None:
    found = record(made_up, "CDi.904")
    assert found.born is None
    assert (
        said_of(made_up.facts, found.id)
        == "UN list: DRC. Born, as listed: about 1955 to 1958; Nov. 1957."
    )


@pytest.mark.parametrize(
    ("birth", "born", "note"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1969</YEAR>", "1969", None),
        ("<TYPE_OF_DATE/>", None, None),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1969</YEAR><NOTE>from false passport</NOTE>",
            None,
            "Born, as listed: 1969 (from false passport).",
        ),
    ],
)
def test_a_date_of_birth_is_kept_where_it_is_told_outright(
    tmp_path: Path, birth: str, born: str | None, note: str | None
) -> None:
    inner = f"<INDIVIDUAL_DATE_OF_BIRTH>{birth}</INDIVIDUAL_DATE_OF_BIRTH>"
    read = one_person(tmp_path, inner)
    found = record(read, "QDi.901")
    assert (found.born, said_of(read.facts, found.id)) == (born, note or "")


def test_one_date_of_birth_told_twice_is_one(tmp_path: Path) -> None:
    birth = (
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1969-01-02</DATE>"
        "</INDIVIDUAL_DATE_OF_BIRTH>"
    )
    assert record(one_person(tmp_path, birth + birth), "QDi.901").born == "1969-01-02"


# Names


def test_a_persons_names_keep_how_good_the_list_says_they_are(made_up: Read) -> None:
    assert qualities(made_up, "QDi.901") == {
        "TARIQ AL-WAHMI IBN SALIM": "primary",
        "طارق الوهمي بن سالم": "strong",
        "Tarek al-Wahmy": "strong",
        "Tareq al-Wahmi": "strong",
        "أبو نهر": "weak",
        "Abu Nahr": "weak",
        "Abou Nahr": "weak",
    }


def test_a_groups_acronym_and_former_names_are_told_apart(made_up: Read) -> None:
    assert qualities(made_up, "QDe.901") == {
        "FRONT OF THE SILENT VALLEY (FSV)": "primary",
        "FRONT OF THE SILENT VALLEY": "strong",
        "FSV": "acronym",
        "جبهة الوادي الصامت": "strong",
        "Silent Valley Front": "strong",
        "Valley Watch Brigade": "former",
        "VWB": "former",
    }


def test_a_place_in_parentheses_stays_in_a_groups_name(made_up: Read) -> None:
    assert "HARBOUR AND TIDE TRADING" not in names(made_up, "KPe.905")


def test_the_script_of_a_name_is_told_from_its_letters(made_up: Read) -> None:
    scripts = {
        text: name.script
        for reference in ("QDi.901", "TAi.902", "KPi.903", "KPe.905")
        for text, name in names(made_up, reference).items()
    }
    assert scripts["أبو نهر"] == "Arab"
    assert scripts["Иван Выдумов"] == scripts["Ваня Река"] == "Cyrl"
    assert scripts["李虚铁"] == "Hans"
    assert scripts["虛構船務有限公司"] == "Hant"
    assert scripts["LI XU"] == "Latn"


# What is not stored


@pytest.mark.parametrize(
    "private",
    ["Nowhere Lane", "Oldbridge", "ZZ7654321", "12345678", "passport", "Supplier of", "Keffiria"],
)
def test_addresses_documents_and_narratives_are_not_stored(made_up: Read, private: str) -> None:
    facts = [*made_up.facts.nodes.values(), *made_up.facts.relationships.values()]
    told = " ".join(str(fact.properties()) for fact in facts)
    told += " ".join(reject.row.cells["entry"] for reject in made_up.rejects)
    assert private in MADE_UP.read_text(encoding="utf-8")
    assert private not in told


def test_an_alias_that_is_only_the_number_of_a_document_is_counted(made_up: Read) -> None:
    assert set(names(made_up, "CDi.904")) == {"ANNA-OF-NOWHERE"}
    assert made_up.left_out[NO_NAME] == 1


# Links


def test_an_entry_is_linked_to_the_entries_that_its_narrative_names(made_up: Read) -> None:
    assert links(made_up) == {
        ("un-sc:QDi.901", "un-sc:QDe.901"),
        ("un-sc:QDi.901", "un-sc:TAi.902"),
        ("un-sc:TAi.902", "un-sc:QDe.901"),
        ("un-sc:TAi.902", "un-sc:KPi.903"),
        ("un-sc:QDe.901", "un-sc:QDi.901"),
    }


def test_a_link_ends_at_records_and_says_what_they_are_records_of(made_up: Read) -> None:
    link = made_up.facts.relationships["linked-to:un-sc:QDi.901>un-sc:QDe.901"]
    assert (link.start_label, link.end_label) == ("Person", "Group")
    assert (link.start_record, link.end_record) == (link.start, link.end)
    assert link.sources == ("un-sc-list:2031-04-05",)


def test_a_name_ends_at_a_record_too(made_up: Read) -> None:
    found = [one for one in made_up.facts.relationships.values() if isinstance(one, Names)]
    assert found
    assert all(one.end_record == one.end for one in found)


def test_references_to_entries_that_are_not_in_the_file_are_counted(made_up: Read) -> None:
    # QDe.999 is in no entry, and the entry of SOi.906 cannot be read.
    assert made_up.left_out[NOT_IN_FILE] == 2


# Rejects


def test_a_reject_says_which_entry_it_is_and_why(made_up: Read) -> None:
    told = {reject.row.line: (reject.column, reject.reason) for reject in made_up.rejects}
    assert told == {
        5: ("REFERENCE_NUMBER", "the entry has no permanent reference number"),
        6: (
            "INDIVIDUAL_DATE_OF_BIRTH",
            "'1971-02-30' is not a day that exists in the calendar",
        ),
        9: ("REFERENCE_NUMBER", "QDe.901 stands in the file twice; the first entry was taken"),
    }
    assert made_up.rejects[1].row.cells["entry"] == (
        "DATAID=900006; REFERENCE_NUMBER=SOi.906; FIRST_NAME=NEVERBORN; LISTED_ON=2027-08-09; "
        "TYPE_OF_DATE=EXACT; DATE=1971-02-30"
    )


@pytest.mark.parametrize(
    ("inner", "reference", "column"),
    [
        ("<LISTED_ON>2030-13-01</LISTED_ON>", "QDi.901", "LISTED_ON"),
        ("", "1267", "REFERENCE_NUMBER"),
        (
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1980"
            "</FROM_YEAR><TO_YEAR>1970</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>",
            "QDi.901",
            "INDIVIDUAL_DATE_OF_BIRTH",
        ),
    ],
)
def test_what_cannot_be_true_is_rejected_with_its_entry(
    tmp_path: Path, inner: str, reference: str, column: str
) -> None:
    done = one_person(tmp_path, inner, reference)
    assert [reject.column for reject in done.rejects] == [column]
    assert Counter(node.LABEL for node in done.facts.nodes.values()) == {"Source": 1}


def test_an_entry_without_a_name_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    entry = "<ENTITY><REFERENCE_NUMBER>QDe.901</REFERENCE_NUMBER></ENTITY>"
    path.write_text(f"{LIST_START}<ENTITIES>{entry}</ENTITIES></CONSOLIDATED_LIST>")
    assert [reject.column for reject in read(path).rejects] == ["FIRST_NAME"]


def test_reading_twice_gives_the_same_facts(made_up: Read) -> None:
    again = read(MADE_UP)
    assert again.facts.nodes == made_up.facts.nodes
    assert again.facts.relationships == made_up.facts.relationships
