"""The table of who used which facility, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphq.graph.model.nodes import User
from graphq.graph.model.relationships import UsedBy
from graphq.graph.read.countries import country_names
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import NOTE, VALID, reference, sources_column
from graphq.ingest.sources.dossier.facts import lasting
from graphq.ingest.sources.dossier.rules import no_security, not_before
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)

KINDS_OF_USER: Final = (
    "civil", "government", "military", "police", "diplomats", "un", "aid-workers", "companies",
)  # fmt: skip
"""Words for users of a facility that are no group of the dossier."""
_OLDER_WORDS: Final = ("france", "platform", "algerian-government")
"""Words of one region, which older dossiers have."""
USERS_TOLD: Final = (
    "id of a group, or one of "
    + ", ".join(KINDS_OF_USER)
    + ", with the code of a country after it where it is known of which: government:DZ"
)
"""What may stand for a user."""


def user_column(
    name: str, help_text: str, *, required: bool, many: bool, moved: str = ""
) -> DossierColumn:
    """A column that holds users."""
    return DossierColumn(
        name,
        f"{help_text}: {USERS_TOLD}",
        "reference",
        required,
        many,
        choices=(*KINDS_OF_USER, *_OLDER_WORDS),
        tables=("groups",),
        moved=moved,
    )


USER: Final = user_column("user", "who used it", required=True, many=False)


def no_word_is_a_group(column: str) -> Rule:
    """That a word for a user is not the id of a group too."""

    def check(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
        given = row[column]
        for user in given if isinstance(given, tuple) else (given,):
            if user and USER.is_word(user) and rows.row("groups", user):
                reason = (
                    f"'{user}' is a word for a user that is no group, and the id of a group too"
                )
                yield row.problem(column, reason)

    return Rule(f"A word in {column} that is no group is not the id of one of the dossier.", check)


def use(target: str, user: str, since: str = "", **told: Any) -> Iterator[User | UsedBy]:
    """The facts of a use; of a user that is no group the node that stands for it too."""
    end = f"user:{user}" if USER.is_word(user) else user
    yield UsedBy(
        id=f"used-by:{target}>{user}{since and f':{since}'}",
        start=target,
        end=end,
        end_label="Group" if end == user else "User",
        **told,
    )
    if end != user:
        word, _, country = user.partition(":")
        of = f" of {country_names(country)['en']}" if country else ""
        yield User(id=end, name=shortened(f"{word}{of}"))


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[User | UsedBy]:
    since = str(row["valid_from"] or "")
    return use(row["facility_id"], row["user"], since, **lasting(row))


TABLE: Final = DossierTable(
    name="users",
    help="who used which facility, and when; who has left is no neighbour to warn",
    columns=(
        reference("facility_id", "the facility", "facilities"),
        USER,
        *VALID,
        sources_column(),
        *NOTE,
    ),
    key=("facility_id", "user", "valid_from"),
    after="facilities",
    rules=(
        not_before("valid_to", "valid_from"),
        no_word_is_a_group("user"),
        no_security("a place"),
    ),
    facts=_facts,
)
