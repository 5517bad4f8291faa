"""Edits in words: what is meant, which way round, and from what to what."""

import pytest

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AttributeTest,
    ChangeConstraint,
    Edit,
    JoinGroup,
    LeaveGroup,
    NewGroup,
    RemoveConstraint,
    Revert,
    RuleSpec,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SwapEnds,
)
from engine.cib.views import Configuration
from hagui.phrases.edits import edit_sentence, entry_sentence

pytestmark = pytest.mark.usefixtures("english")

NOW = Configuration.of(
    Cib.parse(
        "<cib><configuration><resources>"
        '<group id="web"><primitive id="ip"/><primitive id="www"/></group>'
        '<primitive id="db"/></resources><constraints>'
        '<rsc_colocation id="c" rsc="web" with-rsc="db" score="INFINITY"/>'
        "</constraints></configuration></cib>"
    )
)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (NewGroup("all", ("db", "ip")), "New group all: db, ip"),
        (JoinGroup("web", ("db",)), "Put db into web, as the last"),
        (JoinGroup("web", ("db",), "www"), "Put db into web, before www"),
        (JoinGroup("web", ("www",), "ip"), "Move www before ip in web"),
        (JoinGroup("web", ("ip",)), "Move ip to the end of web"),
        (LeaveGroup(("ip",)), "Take ip out of web"),
        (SetMeta("db", "target-role", "Stopped"), "Stop db"),
        (SetMeta("db", "target-role"), "Let db run"),
        (SetMeta("db", "is-managed", "false"), "Leave db unmanaged"),
        (SetMeta("db", "is-managed"), "Manage db"),
        (SetMeta("db", "priority", "5"), "Set priority to 5 for db"),
        (SetParameter("db", "passwd", "swordfish"), "Set passwd to •••• for db"),
        (SetParameter("db", "passwd"), "Remove passwd from db"),
        (SetNodeAttribute("n1", "standby", "on"), "Set n1 to standby"),
        (SetNodeAttribute("n1", "standby"), "Let n1 run resources again"),
        (AddLocation("l", "db", "n1", "100"), "New: db prefers to run on n1 (100)"),
        (
            AddLocation(
                "l",
                "db",
                rules=(RuleSpec((AttributeTest("#uname", "ne", "n1"),), score="-INFINITY"),),
            ),
            "New: db runs on n1 and nowhere else",
        ),
        (
            AddColocation("k", "db", "web", "-INFINITY"),
            "New: db never runs where web runs",
        ),
        (AddOrder("o", "db", "web"), "New: web starts only after db has started"),
        (
            AddOrder("o", "db", "web", first_action="promote", then_action="start"),
            "New: web starts only after db is promoted",
        ),
        (ChangeConstraint("c", {"score": "-5"}), "“web with db”: score ∞ → −5"),
        (
            ChangeConstraint("c", {"with-rsc-role": "Promoted"}),
            "“web with db”: role of the other – → Promoted",
        ),
        (SwapEnds("c"), "Reverse “web with db”"),
        (RemoveConstraint("gone"), "Delete “gone”"),
        (Revert("", "", "Stop db"), "Revert “Stop db”"),
    ],
)
def test_an_edit_says_what_it_means(edit: Edit, sentence: str) -> None:
    assert edit_sentence(edit, NOW) == sentence


def test_several_edits_at_once_are_one_line() -> None:
    stops = tuple(SetMeta(name, "target-role", "Stopped") for name in ("db", "ip", "www"))
    assert entry_sentence(stops, NOW) == "Stop db, and 2 more"
