"""The actors of an ACLED event: who is a side, who did it, and who is no organised actor."""

from __future__ import annotations

import pytest

from graphq.graph.model.values import Attribution
from graphq.ingest.events.event import Event
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.acled.events import FORMAT
from tests.ingest.made_up import Row, acled_attack, acled_old_row, acled_row


def event(**cells: str) -> Event:
    return FORMAT.event(acled_row(**cells))


def parts(found: Event) -> list[tuple[str, str, str]]:
    return [(side.actor.name, side.part, side.side) for side in found.sides]


def refused(row: Row) -> RowRefusedError:
    with pytest.raises(RowRefusedError) as caught:
        FORMAT.event(row)
    return caught.value


def test_neither_side_of_a_battle_is_attacker_or_victim() -> None:
    found = event()
    assert parts(found) == [
        ("LKF: Lantern Keepers Front", "involved", "1"),
        ("Military Forces of Mali (2190-) Kite Guard", "involved", "2"),
    ]
    assert found.attribution is Attribution.ASSESSED
    assert found.target_type == "unknown"


def test_remote_violence_between_armed_actors_tells_no_attacker() -> None:
    found = event(
        event_type="Explosions/Remote violence", sub_event_type="Remote explosive/landmine/IED"
    )
    assert {side.part for side in found.sides} == {"involved"}


def test_an_actor_is_known_by_its_name_as_printed() -> None:
    actor = event().sides[0].actor
    assert actor.record == "acled:actor:LKF: Lantern Keepers Front"


@pytest.mark.parametrize("swapped", [False, True])
def test_in_violence_against_civilians_the_other_actor_did_it(swapped: bool) -> None:
    row = acled_attack()
    if swapped:
        row |= {"actor1": row["actor2"], "inter1": row["inter2"]}
        row |= {"actor2": "LKF: Lantern Keepers Front", "inter2": "Rebel group"}
    found = FORMAT.event(row)
    side = "2" if swapped else "1"
    assert parts(found) == [("LKF: Lantern Keepers Front", "perpetrated", side)]
    assert found.sides[0].attribution is Attribution.ASSESSED
    assert found.target_type == "civilians"


@pytest.mark.parametrize("inter", ["7", "Civilians", "", "0"])
def test_civilians_are_known_by_their_type_or_their_name(inter: str) -> None:
    assert len(FORMAT.event(acled_attack(inter2=inter)).sides) == 1


def test_civilians_under_a_name_of_their_own_give_no_side() -> None:
    found = FORMAT.event(acled_attack(actor2="Ousk Weavers' Union", inter2="7"))
    assert parts(found) == [("LKF: Lantern Keepers Front", "perpetrated", "1")]


def test_remote_violence_that_targets_civilians_has_a_perpetrator() -> None:
    found = FORMAT.event(
        acled_attack(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike")
    )
    assert [side.part for side in found.sides] == ["perpetrated"]
    assert found.target_type == "civilians"


def test_old_tables_without_the_flag_tell_civilians_by_the_actor() -> None:
    found = FORMAT.event(
        acled_old_row(
            event_type="Explosions/Remote violence", sub_event_type="Grenade",
            actor2="Civilians (Mali)", inter2="7",
        )
    )  # fmt: skip
    assert [side.part for side in found.sides] == ["perpetrated"]
    assert found.target_type == "civilians"


def test_a_flag_beside_two_armed_actors_makes_neither_of_them_the_perpetrator() -> None:
    found = event(
        event_type="Explosions/Remote violence", sub_event_type="Air/drone strike",
        civilian_targeting="Civilians targeted",
    )  # fmt: skip
    assert {side.part for side in found.sides} == {"involved"}
    assert found.target_type == "civilians"


def test_an_unidentified_armed_group_is_no_group() -> None:
    found = FORMAT.event(
        acled_attack(actor1="Unidentified Armed Group (Mali)", inter1="Political militia")
    )
    assert found.sides == ()
    assert found.attribution is Attribution.SUSPECTED
    assert "“Unidentified Armed Group (Mali)”" in (found.note or "")


def test_a_battle_with_an_unidentified_side_keeps_the_known_one() -> None:
    found = event(actor1="Unidentified Armed Group (Mali)", inter1="3")
    assert parts(found) == [("Military Forces of Mali (2190-) Kite Guard", "involved", "2")]
    assert found.attribution is Attribution.SUSPECTED


def test_rioters_are_no_side_and_those_they_fight_are_involved() -> None:
    found = event(
        event_type="Riots", sub_event_type="Mob violence", actor1="Rioters (Mali)",
        inter1="Rioters", actor2="Police Forces of Mali (2190-)",
    )  # fmt: skip
    assert parts(found) == [("Police Forces of Mali (2190-)", "involved", "2")]
    assert found.tactics == ("riot",)


def test_a_mob_against_civilians_is_suspected_of_nobody() -> None:
    found = FORMAT.event(
        acled_attack(
            event_type="Riots", sub_event_type="Mob violence", actor1="Rioters (Mali)", inter1="5"
        )
    )
    assert found.sides == ()
    assert found.attribution is Attribution.SUSPECTED
    assert found.target_type == "civilians"


def test_a_one_sided_event_has_one_side() -> None:
    found = event(
        event_type="Explosions/Remote violence", sub_event_type="Grenade", actor2="", inter2="0"
    )
    assert parts(found) == [("LKF: Lantern Keepers Front", "involved", "1")]


@pytest.mark.parametrize(
    ("inter", "name", "kind"),
    [
        ("1", "Police Forces of Mali (2190-)", "state-force"),
        ("State forces", "Police Forces of Mali (2190-)", "state-force"),
        ("2", "LKF: Lantern Keepers Front", "group"),
        ("Rebel group", "LKF: Lantern Keepers Front", "group"),
        ("3", "Brass Owls", "militia"),
        ("Political militia", "Brass Owls", "militia"),
        ("4", "Veldi Communal Militia (Mali)", "militia"),
        ("Identity militia", "Veldi Communal Militia (Mali)", "militia"),
        ("8", "Military Forces of Ruritania (2190-)", "state-force"),
        ("External/Other forces", "RCM: Regional Calm Mission", "state-force"),
        ("8", "UNOSK: United Nations Mission in Ousk (2190-)", "un-mission"),
        ("8", "Private Security Forces (Mali)", "group"),
    ],
)
def test_the_type_of_an_actor_gives_its_kind(inter: str, name: str, kind: str) -> None:
    found = event(actor1=name, inter1=inter)
    assert (found.sides[0].actor.name, found.sides[0].actor.kind) == (name, kind)


def test_an_unknown_type_of_actor_is_refused() -> None:
    assert refused(acled_row(inter1="Wizards")).column == "inter1"
    assert refused(acled_row(inter2="9")).column == "inter2"


def test_an_organisation_beside_an_armed_actor_is_involved_on_its_side() -> None:
    found = event(assoc_actor_1="BRO: Brass Owls; Ousk Ethnic Group (Mali);Women (Mali)")
    assert parts(found)[:2] == [
        ("LKF: Lantern Keepers Front", "involved", "1"),
        ("BRO: Brass Owls", "involved", "1-associated"),
    ]
    assert len(found.sides) == 3
    assert "Ousk Ethnic Group (Mali); Women (Mali)" in (found.note or "")


def test_the_ally_of_a_perpetrator_is_only_involved() -> None:
    found = FORMAT.event(acled_attack(assoc_actor_1="Veldi Communal Militia (Mali)"))
    assert parts(found)[1] == ("Veldi Communal Militia (Mali)", "involved", "1-associated")
    assert found.sides[1].actor.kind == "militia"


def test_what_is_said_of_civilians_makes_no_side() -> None:
    found = FORMAT.event(acled_attack(assoc_actor_2="OWU: Ousk Weavers' Union; Women (Mali)"))
    assert [side.side for side in found.sides] == ["1"]
    assert "OWU: Ousk Weavers' Union; Women (Mali)" in (found.note or "")


def test_an_unidentified_associate_makes_no_side() -> None:
    found = event(assoc_actor_1="Unidentified Communal Militia (Mali)")
    assert len(found.sides) == 2


@pytest.mark.parametrize("spelling", ["protesters", "protestors"])
def test_excessive_force_against_protesters_is_violence_by_the_others(spelling: str) -> None:
    found = event(
        event_type="Protests", sub_event_type=f"Excessive force against {spelling}",
        actor1="Protesters (Mali)", inter1="Protesters", actor2="Police Forces of Mali (2190-)",
        civilian_targeting="Civilians targeted",
    )  # fmt: skip
    assert parts(found) == [("Police Forces of Mali (2190-)", "perpetrated", "2")]
    assert found.target_type == "civilians"
    assert found.tactics == ("not-stated",)
