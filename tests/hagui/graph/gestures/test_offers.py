"""What a drop means: the edits of each choice, and every reason against it."""

from dataclasses import replace

import pytest

from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AttributeTest,
    ChangeConstraint,
    Edits,
    JoinGroup,
    LeaveGroup,
    NewGroup,
    RemoveConstraint,
    RuleSpec,
    SetMeta,
    SwapEnds,
)
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration, Group
from engine.protocol.verbs import Migrate
from hagui.graph.gestures.model import (
    Choice,
    Existing,
    IntoGroup,
    IntoTray,
    Kind,
    Moved,
    Offer,
    OntoCard,
    OntoNode,
    OutOfGroups,
    Question,
    Reconnected,
    Refusal,
    Related,
    Terms,
)
from hagui.graph.gestures.offers import decide
from hagui.graph.gestures.terms import settle
from hagui.graph.gestures.words import refusal_sentence
from tests.hagui.graph.conftest import CIB

Shown = tuple[Configuration, ClusterState]

TIED = CIB.replace(
    "</constraints>",
    """
      <rsc_order id="o" first="db-clone" then="web" first-action="promote" then-action="start"/>
      <rsc_colocation id="c" rsc="web" with-rsc="db-clone" with-rsc-role="Master" score="INFINITY"/>
      <rsc_order id="old" first="power" then="backup" score="0"/>
      <rsc_colocation id="all" score="10"><resource_set id="s">
        <resource_ref id="backup"/><resource_ref id="power"/></resource_set></rsc_colocation>
    </constraints>""",
)


@pytest.fixture
def shown(configuration: Configuration, state: ClusterState) -> Shown:
    return configuration, state


@pytest.fixture
def tied(state: ClusterState) -> Shown:
    """The same with constraints between resources."""
    return Configuration.of(Cib.parse(TIED)), state


def offer(shown: Shown, question: Question, *, live: bool = True) -> Offer:
    answer = decide(*shown, question, live=live)
    assert isinstance(answer, Offer), answer
    return answer


def refusal(shown: Shown, question: Question) -> str:
    """The code of the refusal; its sentence must say something."""
    answer = decide(*shown, question, live=True)
    assert isinstance(answer, Refusal), answer
    assert len(refusal_sentence(answer)) > 12
    return answer.code


def choice(found: Offer, kind: Kind) -> Choice:
    return next(item for item in found.choices if item.kind is kind)


def made(found: Offer, kind: Kind, terms: Terms | None = None) -> Edits:
    chosen = choice(found, kind)
    return settle(chosen, chosen.terms if terms is None else terms)


def after(edits: Edits, text: str = CIB) -> Configuration:
    cib = Cib.parse(text)
    apply(cib, edits)
    return Configuration.of(cib)


# groups


def test_a_card_joins_a_group_where_it_is_let_go(shown: Shown) -> None:
    found = offer(shown, Moved(("backup",), IntoGroup("web", "fs")))
    assert found.at_once == (JoinGroup("web", ("backup",), "fs"),)
    group = after(found.at_once).find("web")
    assert isinstance(group, Group)
    assert [member.id for member in group.members] == ["ip", "backup", "fs", "httpd"]


def test_several_join_together_and_in_order(shown: Shown) -> None:
    found = offer(shown, Moved(("backup", "power"), IntoGroup("web")))
    assert found.at_once == (JoinGroup("web", ("backup", "power"), None),)


def test_a_member_moves_within_its_group(shown: Shown) -> None:
    found = offer(shown, Moved(("httpd",), IntoGroup("web", "ip")))
    assert found.choices[0].kind is Kind.MOVE
    group = after(found.at_once).find("web")
    assert isinstance(group, Group)
    assert [member.id for member in group.members] == ["httpd", "ip", "fs"]


@pytest.mark.parametrize("before", ["fs", "httpd"])
def test_beside_itself_nothing_changes(shown: Shown, before: str) -> None:
    answer = decide(*shown, Moved(("fs",), IntoGroup("web", before)), live=True)
    assert isinstance(answer, Refusal)
    assert answer.quiet


@pytest.mark.parametrize(
    ("who", "code"), [("db", "cloned"), ("db-clone", "cloned"), ("gone", "unknown")]
)
def test_only_single_resources_join_groups(shown: Shown, who: str, code: str) -> None:
    assert refusal(shown, Moved((who,), IntoGroup("web"))) == code


def test_a_member_leaves_on_free_ground(shown: Shown) -> None:
    found = offer(shown, Moved(("fs",), OutOfGroups()))
    assert found.at_once == (LeaveGroup(("fs",)),)
    # also on the ground of the node where it runs
    assert offer(shown, Moved(("fs",), OntoNode("node1", ground=True))).at_once == (
        LeaveGroup(("fs",)),
    )


def test_on_the_ground_of_another_node_it_may_also_go_there(shown: Shown) -> None:
    found = offer(shown, Moved(("fs",), OntoNode("node2", ground=True)))
    kinds = [item.kind for item in found.choices]
    assert Kind.LEAVE in kinds
    assert made(found, Kind.PREFER) == (AddLocation("loc-web-node2", "web", "node2", "100"),)


def test_loose_cards_offer_a_group_of_any_name(shown: Shown) -> None:
    found = offer(shown, Moved(("power",), OntoCard("backup")))
    assert not found.at_once
    assert made(found, Kind.GROUP) == (NewGroup("grp-backup", ("backup", "power")),)
    named = made(found, Kind.GROUP, Terms(name="night"))
    assert named == (NewGroup("night", ("backup", "power")),)
    assert after(named).find("night") is not None


def test_a_member_dropped_on_a_loose_card_leaves_its_group_for_the_new_one(shown: Shown) -> None:
    found = offer(shown, Moved(("ip", "fs"), OntoCard("backup")))
    group = after(made(found, Kind.GROUP)).find("grp-backup")
    assert isinstance(group, Group)
    assert [member.id for member in group.members] == ["backup", "ip", "fs"]


def test_a_card_on_a_clone_can_only_be_tied_to_it(shown: Shown) -> None:
    found = offer(shown, Moved(("backup",), OntoCard("db")))
    assert [item.kind for item in found.choices] == [
        Kind.FIRST,
        Kind.AFTER,
        Kind.WITH,
        Kind.APART,
    ]


# nodes


def test_a_card_on_a_node_prefers_it_with_a_score(shown: Shown) -> None:
    found = offer(shown, Moved(("power",), OntoNode("node2")))
    assert [item.kind for item in found.choices] == [
        Kind.PREFER,
        Kind.ALWAYS,
        Kind.ONLY,
        Kind.NEVER,
        Kind.MIGRATE,
    ]
    assert made(found, Kind.PREFER, Terms("250")) == (
        AddLocation("loc-power-node2", "power", "node2", "250"),
    )
    assert made(found, Kind.ALWAYS) == (
        AddLocation("loc-power-node2", "power", "node2", "INFINITY"),
    )
    assert made(found, Kind.NEVER) == (
        AddLocation("loc-power-node2", "power", "node2", "-INFINITY"),
    )


def test_only_here_bans_every_other_node(shown: Shown) -> None:
    found = offer(shown, Moved(("power",), OntoNode("node2")))
    (edit,) = made(found, Kind.ONLY)
    assert edit == AddLocation(
        "loc-power-node2-only",
        "power",
        rules=(RuleSpec((AttributeTest("#uname", "ne", "node2"),), score="-INFINITY"),),
    )
    after((edit,))


def test_move_now_is_an_act_and_only_on_a_live_cluster(shown: Shown) -> None:
    found = offer(shown, Moved(("fs",), OntoNode("node2")))
    assert choice(found, Kind.MIGRATE).act == Migrate("web", "node2")
    in_file = offer(shown, Moved(("fs",), OntoNode("node2")), live=False)
    assert all(item.kind is not Kind.MIGRATE for item in in_file.choices)


@pytest.mark.parametrize(
    ("who", "node", "code"),
    [
        (("power",), "node3", "move-there"),
        (("backup",), "node1", "move-stopped"),
        (("db",), "node3", "move-clone"),
        (("power", "ip"), "node2", "move-several"),
    ],
)
def test_move_now_says_why_not(shown: Shown, who: tuple[str, ...], node: str, code: str) -> None:
    why = choice(offer(shown, Moved(who, OntoNode(node))), Kind.MIGRATE).refusal
    assert why is not None
    assert why.code == code


def test_nothing_moves_to_where_nothing_runs(shown: Shown) -> None:
    configuration, state = shown
    for changed, code in (({"standby": True}, "move-standby"), ({"online": False}, "move-offline")):
        nodes = {**state.nodes, "node2": replace(state.nodes["node2"], **changed)}
        there = (configuration, replace(state, nodes=nodes))
        why = choice(offer(there, Moved(("power",), OntoNode("node2"))), Kind.MIGRATE).refusal
        assert why is not None
        assert why.code == code


def test_a_liking_that_is_there_is_changed_not_doubled(shown: Shown) -> None:
    found = offer(shown, Moved(("ip",), OntoNode("node1")))
    assert choice(found, Kind.PREFER).terms.score == "100"
    assert made(found, Kind.PREFER) == ()
    assert made(found, Kind.PREFER, Terms("300")) == (ChangeConstraint("like", {"score": "300"}),)
    assert made(found, Kind.NEVER) == (ChangeConstraint("like", {"score": "-INFINITY"}),)


def test_several_on_a_node_are_placed_together(shown: Shown) -> None:
    found = offer(shown, Moved(("ip", "fs", "power"), OntoNode("node3")))
    assert made(found, Kind.ALWAYS) == (
        AddLocation("loc-web-node3", "web", "node3", "INFINITY"),
        AddLocation("loc-power-node3", "power", "node3", "INFINITY"),
    )


def test_a_promotable_clone_can_prefer_to_be_promoted_there(shown: Shown) -> None:
    found = offer(shown, Moved(("db",), OntoNode("node3")))
    assert choice(found, Kind.PREFER).promotable == ("db-clone",)
    assert made(found, Kind.PREFER, Terms("50", {"db-clone": "Promoted"})) == (
        AddLocation("loc-db-clone-node3", "db-clone", "node3", "50", role="Promoted"),
    )


def test_the_tray_stops_what_runs(shown: Shown) -> None:
    found = offer(shown, Moved(("power",), IntoTray()))
    assert found.at_once == (SetMeta("power", "target-role", "Stopped"),)
    assert refusal(shown, Moved(("backup",), IntoTray())) == "unchanged"


# lines


def test_a_line_asks_for_order_or_company(shown: Shown) -> None:
    found = offer(shown, Related("backup", "db"))
    assert (found.source, found.target) == ("backup", "db-clone")
    assert made(found, Kind.FIRST) == (
        AddOrder("order-backup-db-clone", "backup", "db-clone", "Mandatory"),
    )
    assert made(found, Kind.AFTER) == (
        AddOrder("order-db-clone-backup", "db-clone", "backup", "Mandatory"),
    )
    assert made(found, Kind.WITH) == (
        AddColocation("coloc-backup-db-clone", "backup", "db-clone", "INFINITY"),
    )
    assert made(found, Kind.APART) == (
        AddColocation("coloc-backup-db-clone", "backup", "db-clone", "-INFINITY"),
    )
    for kind in (Kind.FIRST, Kind.AFTER, Kind.WITH, Kind.APART):
        after(made(found, kind))


def test_roles_and_strictness_go_into_the_constraint(shown: Shown) -> None:
    found = offer(shown, Related("web", "db"))
    primary = {"db-clone": "Promoted"}
    assert made(found, Kind.AFTER, Terms(roles=primary, strictness="Optional")) == (
        AddOrder("order-db-clone-web", "db-clone", "web", "Optional", "promote", "start"),
    )
    assert made(found, Kind.WITH, Terms("70", primary)) == (
        AddColocation("coloc-web-db-clone", "web", "db-clone", "70", with_role="Promoted"),
    )


def test_members_of_one_group_are_tied_already(shown: Shown) -> None:
    assert refusal(shown, Related("ip", "httpd")) == "same-group"
    assert refusal(shown, Related("web", "ip")) == "same"
    assert refusal(shown, Related("gone", "ip")) == "unknown"


def test_a_tie_that_is_there_is_changed_not_doubled(tied: Shown) -> None:
    found = offer(tied, Related("web", "db"))
    assert choice(found, Kind.WITH).terms == Terms("INFINITY", {"db-clone": "Promoted"})
    assert made(found, Kind.WITH) == ()
    assert made(found, Kind.WITH, Terms("5")) == (
        ChangeConstraint("c", {"score": "5", "with-rsc-role": None}),
    )
    kept = replace(choice(found, Kind.AFTER).terms, strictness="Optional")
    assert made(found, Kind.AFTER, kept) == (ChangeConstraint("o", {"kind": "Optional"}),)


# existing constraints


def test_a_constraint_offers_its_score_direction_and_end(tied: Shown) -> None:
    found = offer(tied, Existing("c"))
    assert made(found, Kind.SCORE, Terms("7")) == (ChangeConstraint("c", {"score": "7"}),)
    assert made(found, Kind.REVERSE) == (SwapEnds("c"),)
    assert made(found, Kind.DELETE) == (RemoveConstraint("c"),)


def test_an_order_offers_how_strict_it_is(tied: Shown) -> None:
    found = offer(tied, Existing("old"))
    assert made(found, Kind.MANDATORY) == (
        ChangeConstraint("old", {"kind": "Mandatory", "score": None}),
    )
    assert made(found, Kind.OPTIONAL) == ()
    after(made(found, Kind.SERIALIZE), TIED)


def test_an_end_is_put_elsewhere(tied: Shown) -> None:
    found = offer(tied, Reconnected("c", head=True, target="backup"))
    assert found.at_once == (ChangeConstraint("c", {"with-rsc": "backup", "with-rsc-role": None}),)
    after(found.at_once, TIED)
    found = offer(tied, Reconnected("o", head=False, target="power"))
    assert found.at_once == (ChangeConstraint("o", {"first": "power", "first-action": None}),)
    found = offer(tied, Reconnected("like", head=True, target="node3"))
    assert found.at_once == (ChangeConstraint("like", {"node": "node3"}),)
    found = offer(tied, Reconnected("like", head=False, target="power"))
    assert found.at_once == (ChangeConstraint("like", {"rsc": "power"}),)


def test_an_end_cannot_be_put_where_it_makes_no_sense(tied: Shown) -> None:
    assert refusal(tied, Reconnected("c", head=True, target="ip")) == "same"
    assert refusal(tied, Reconnected("all", head=True, target="ip")) == "no-end"
    assert refusal(tied, Reconnected("c", head=True, target="db")) == "unchanged"
    assert refusal(tied, Reconnected("like", head=True, target="nowhere")) == "unknown-node"


def test_what_the_edits_themselves_refuse_is_refused_before_the_drop(tied: Shown) -> None:
    answer = decide(*tied, Existing("all"), live=True)
    assert isinstance(answer, Offer)
    # a constraint that ties a pair is there already: another end would make the same again
    doubled = TIED.replace(
        "</constraints>",
        '<rsc_colocation id="p" rsc="backup" with-rsc="power" score="1"/>'
        '<rsc_colocation id="q" rsc="backup" with-rsc="web" score="1"/></constraints>',
    )
    shown = (Configuration.of(Cib.parse(doubled)), tied[1])
    assert refusal(shown, Reconnected("p", head=True, target="web")) == "refused"
