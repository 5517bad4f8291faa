"""What a node makes of its machines: who is told what, and in which order."""

from collections.abc import Sequence

import pytest

from engine.protocol.verbs import Standby
from engine.stacks.lab.instructions import (
    AgentEnded,
    Agreed,
    Asked,
    AttributeSet,
    Delivered,
    Halt,
    LeaveWanted,
    MembersChanged,
    NotAgreed,
    Progress,
    ProposalWanted,
    PublishChange,
    PublishWhole,
    Replied,
    RunAgent,
    Send,
    Tick,
    View,
)
from engine.stacks.lab.node.asking import PATIENCE
from engine.stacks.lab.node.controlling import Event as Told
from engine.stacks.lab.node.controlling import Out
from engine.stacks.lab.wire import (
    Agent,
    Answer,
    Ask,
    Attribute,
    Bye,
    Do,
    Done,
    Down,
    Operation,
    Pending,
    Report,
)
from tests.engine.stacks.lab.node.nodes import START, Nodes, silent

DUMMY = Agent("ocf", "Dummy", "hagui")


def patch(source: int, cib: str = "1") -> str:
    """From one number of updates to the next."""
    version = '<source admin_epoch="0" epoch="1" num_updates="{}"/>'.format
    target = version(source + 1).replace("source", "target")
    change = f'<change operation="create" path="/cib/status" position="{source}">'
    return (
        f'<diff format="2"><version>{version(source)}{target}</version>'
        f'{change}<node_state id="{cib}{source}"/></change></diff>'
    )


def settled(count: int = 3) -> Nodes:
    """a leads."""
    nodes = Nodes(count)
    nodes.run(6)
    assert list(nodes.controllers) == ["a"]
    return nodes


def tell(nodes: Nodes, *outs: Out, seconds: float = 0.01) -> None:
    """Let the controller want something."""
    controller = nodes.controllers["a"]
    controller.deadline = nodes.now

    def answer(event: Told) -> Sequence[Out]:
        return outs if isinstance(event, Tick) else []

    controller.answer = answer
    nodes.feed("a", Tick())
    controller.answer = silent
    nodes.run(seconds)


def do(task: str, term: int, interval_ms: int = 0) -> Do:
    return Do(term, Operation(f"r_{task}_{interval_ms}", "r", DUMMY, task, interval_ms))


def heard(nodes: Nodes) -> list[Told]:
    return nodes.controllers["a"].told


def term(nodes: Nodes) -> int:
    return nodes.controllers["a"].elected.term


def test_one_leads_and_all_know_it_and_have_its_cib() -> None:
    nodes = settled()
    for name in nodes.names:
        assert nodes.nodes[name].view == View(("a", "b", "c"), "a", quorate=True)
        assert nodes.seen(name, PublishWhole) == [PublishWhole(START)]
        assert nodes.nodes[name].cib == START


def test_before_anybody_leads_the_cib_is_the_one_on_the_disk() -> None:
    nodes = Nodes(3)
    assert nodes.nodes["b"].cib == START
    assert nodes.nodes["b"].view == View(("b",), None, quorate=False)


def test_the_dc_hears_of_members_before_their_reports_and_of_itself() -> None:
    nodes = settled()
    kinds = [
        event.payload if isinstance(event, Delivered) else event
        for event in heard(nodes)
        if not isinstance(event, Tick)
    ]
    assert nodes.controllers["a"].elected.members == ("a", "b", "c")
    assert [type(kind) for kind in kinds] == [Report] * 3
    peers = [event.peer for event in heard(nodes) if isinstance(event, Delivered)]
    assert sorted(peers) == ["a", "b", "c"]


def test_one_that_comes_later_is_a_member_before_its_report_is_heard() -> None:
    nodes = Nodes(3)
    nodes.cut = {"c"}
    nodes.run(15)
    controller = nodes.controllers["a"]
    assert controller.elected.members == ("a", "b")
    controller.told.clear()
    nodes.cut = set()
    nodes.run(5)
    kinds = [
        (type(event.payload), event.peer) if isinstance(event, Delivered) else event
        for event in heard(nodes)
    ]
    assert kinds == [MembersChanged(("a", "b", "c"), quorate=True), (Report, "c")]


def test_patchsets_reach_everybody_in_order() -> None:
    nodes = settled()
    tell(nodes, PublishChange(patch(0)), PublishChange(patch(1)))
    for name in nodes.names:
        changes = nodes.seen(name, PublishChange)
        assert changes == [PublishChange(patch(0)), PublishChange(patch(1))]
        assert 'num_updates="2"' in nodes.nodes[name].cib
    assert len({node.cib for node in nodes.nodes.values()}) == 1


def test_after_a_patchset_that_does_not_fit_the_next_whole_counts() -> None:
    nodes = settled()
    tell(nodes, PublishChange(patch(5)), PublishChange(patch(0)))
    assert {node.cib for node in nodes.nodes.values()} == {START}
    newer = START.replace('num_updates="0"', 'num_updates="7"')
    tell(nodes, PublishWhole(newer), PublishChange(patch(7)))
    for name in nodes.names:
        assert 'num_updates="8"' in nodes.nodes[name].cib
        assert nodes.seen(name, PublishWhole)[-1] == PublishWhole(newer)


@pytest.mark.parametrize("node", ["a", "b"])
def test_what_the_dc_wants_done_is_done_there_and_told(node: str) -> None:
    nodes = settled()
    tell(nodes, Send(node, do("start", term(nodes))))
    (run,) = nodes.seen(node, RunAgent)
    assert isinstance(run, RunAgent)
    nodes.feed(node, AgentEnded(run.number, 0))
    nodes.run(0.01)
    told = heard(nodes)[-1]
    assert isinstance(told, Delivered)
    assert told.peer == node
    assert isinstance(told.payload, Done)
    assert told.payload.result.rc == 0


def test_a_dc_that_is_only_late_is_obeyed_and_answered() -> None:
    nodes = settled()
    nodes.feed("b", Asked(1, "admin", "<diff/>"))
    nodes.run(0.01)
    nodes.hollow = {("a", "b")}
    tell(nodes, Send("b", do("start", term(nodes))))
    nodes.run(6)
    assert nodes.nodes["b"].view.dc is None
    assert not nodes.seen("b", RunAgent)
    nodes.hollow.clear()
    nodes.run(3)
    assert nodes.nodes["b"].view.dc == "a"
    assert list(nodes.controllers) == ["a"]
    (run,) = nodes.seen("b", RunAgent)
    assert isinstance(run, RunAgent)
    nodes.feed("b", AgentEnded(run.number, 0))
    nodes.run(0.01)
    told = heard(nodes)[-1]
    assert isinstance(told, Delivered)
    assert isinstance(told.payload, Done)
    assert not nodes.seen("b", Replied), "the DC still knows what it was asked"


def test_an_order_of_a_term_that_is_over_is_not_carried_out() -> None:
    nodes = settled()
    tell(nodes, Send("b", do("start", term(nodes) - 1)))
    assert not nodes.seen("b", RunAgent)


@pytest.mark.parametrize("node", ["a", "b"])
def test_attributes_go_both_ways(node: str) -> None:
    nodes = settled()
    nodes.feed(node, AttributeSet("master-db", "5"))
    nodes.run(0.01)
    assert heard(nodes)[-1] == Delivered(node, Attribute("master-db", "5"))
    count = len(heard(nodes))
    tell(nodes, Send(node, Attribute("fail-count-r", "1")))
    assert not any(isinstance(event, Delivered) for event in heard(nodes)[count:]), (
        "the controller does not hear its own words"
    )
    nodes.feed(node, LeaveWanted())
    nodes.run(0.01)
    report = heard(nodes)[-1]
    assert isinstance(report, Delivered)
    assert isinstance(report.payload, Report)
    assert report.payload.leaving
    assert report.payload.attributes == {"master-db": "5", "fail-count-r": "1"}


def test_what_is_proposed_is_agreed_on_every_disk() -> None:
    nodes = settled()
    newer = START.replace('epoch="1"', 'epoch="2"')
    tell(nodes, ProposalWanted(newer))
    assert Agreed(newer) in heard(nodes)
    for node in nodes.nodes.values():
        assert (node.durable.cib, node.durable.committed) == (newer, node.durable.kept)


def test_a_dc_that_loses_the_others_is_told_and_agrees_on_nothing() -> None:
    nodes = settled()
    nodes.cut = {"a"}
    nodes.run(10)
    assert heard(nodes)[-1] == MembersChanged(("a",), quorate=False)
    tell(nodes, ProposalWanted(START))
    assert heard(nodes)[-1] == NotAgreed("no-quorum")
    assert nodes.nodes["a"].view == View(("a",), "a", quorate=False)
    assert nodes.nodes["b"].view.dc == "b"
    assert nodes.controllers["b"].before == START, "what it read from the DC before"


def test_a_new_dc_is_asked_for_its_cib_and_told_of_what_runs() -> None:
    nodes = settled()
    tell(nodes, Send("c", do("start", term(nodes))))
    nodes.cut = {"a"}
    nodes.run(10)
    reports = {
        event.peer: event.payload
        for event in nodes.controllers["b"].told
        if isinstance(event, Delivered) and isinstance(event.payload, Report)
    }
    assert set(reports) == {"b", "c"}
    assert [(one.operation.task, one.status) for one in reports["c"].results] == [("start", -1)]
    assert len(nodes.seen("c", PublishWhole)) == 2


# What clients ask


def asks(nodes: Nodes, name: str = "a") -> list[tuple[str, Ask]]:
    return [
        (event.peer, event.payload)
        for event in nodes.controllers[name].told
        if isinstance(event, Delivered) and isinstance(event.payload, Ask)
    ]


@pytest.mark.parametrize("node", ["a", "b"])
def test_what_is_asked_goes_to_the_dc_and_the_answer_comes_back(node: str) -> None:
    nodes = settled()
    wish = Standby("c", on=True)
    nodes.feed(node, Asked(9, "admin", wish=wish))
    nodes.run(0.01)
    ((peer, ask),) = asks(nodes)
    assert (peer, ask.user, ask.wish, ask.diff) == (node, "admin", wish, "")
    tell(nodes, Send(node, Pending(ask.number, "moving", 2)))
    tell(nodes, Send(node, Answer(ask.number, version=(0, 2, 0))))
    tell(nodes, Send(node, Answer(ask.number, version=(0, 2, 0))))
    assert nodes.seen(node, Progress) == [Progress(9, "moving", 2)]
    assert nodes.seen(node, Replied) == [Replied(9, version=(0, 2, 0))]


def test_two_nodes_lives_do_not_share_numbers() -> None:
    nodes = settled()
    nodes.feed("b", Asked(1, "admin"))
    nodes.run(0.01)
    (_, first) = asks(nodes)[0]
    assert first.number > 1 << 32


def test_when_the_dc_is_lost_what_it_was_told_is_answered_so() -> None:
    nodes = settled()
    nodes.feed("b", Asked(1, "admin", "<diff/>"))
    nodes.feed("b", Asked(2, "admin"))
    nodes.run(0.01)
    nodes.cut = {"a"}
    nodes.run(10)
    (replied,) = nodes.seen("b", Replied)
    assert isinstance(replied, Replied)
    assert (replied.number, replied.code) == (1, "lost")
    assert [ask.diff for _, ask in asks(nodes, "b")] == [""], "waiting is asked for anew"


def test_what_is_asked_while_nobody_leads_waits_but_not_for_ever() -> None:
    nodes = Nodes(3)
    nodes.feed("a", Asked(1, "admin", "<diff/>"))
    nodes.run(6)
    assert len(asks(nodes)) == 1
    lonely = Nodes(3, initdead=1000.0)
    lonely.feed("b", Asked(1, "admin", "<diff/>"))
    lonely.cut = {"b"}
    lonely.run(PATIENCE + 1)
    (replied,) = lonely.seen("b", Replied)
    assert isinstance(replied, Replied)
    assert (replied.number, replied.code) == (1, "stack-down")


# How a node ends


def test_a_node_that_may_leave_says_good_bye_first() -> None:
    nodes = settled()
    tell(nodes, Send("b", Down(term(nodes), "It wished to leave")))
    assert Delivered("b", Bye(term(nodes))) in heard(nodes)
    assert nodes.outs["b"][-1] == Halt("It wished to leave")
    assert nodes.nodes["b"].deadline is None
    assert nodes.feed("b", AttributeSet("x", "1")) == []


def test_a_dc_that_leaves_is_gone_by_agreement() -> None:
    nodes = settled()
    tell(nodes, Send("a", Down(term(nodes), "It wished to leave")))
    assert nodes.outs["a"][-1] == Halt("It wished to leave")
    nodes.run(10)
    successor = nodes.controllers["b"]
    assert successor.elected.gone == ("a",)
    assert successor.elected.members == ("b", "c")


def test_whoever_says_good_bye_is_not_waited_for() -> None:
    nodes = settled()
    tell(nodes, Send("c", Down(term(nodes), "It wished to leave")))
    nodes.run(0.1)
    assert heard(nodes)[-1] == MembersChanged(("a", "b"), quorate=True)


def test_a_dc_that_says_good_bye_has_a_successor_at_once() -> None:
    nodes = settled()
    tell(nodes, Send("a", Down(term(nodes), "It wished to leave")))
    nodes.run(1.1)
    assert nodes.nodes["b"].view.dc == nodes.nodes["c"].view.dc == "b"
    assert nodes.controllers["b"].elected.gone == ("a",)


def test_the_last_one_that_leaves_waits_for_nobody() -> None:
    nodes = settled()
    wanted = [Send(name, Down(term(nodes), "It wished to leave")) for name in "bca"]
    tell(nodes, *wanted)
    nodes.run(0.1)
    for name in "abc":
        assert nodes.outs[name][-1] == Halt("It wished to leave")


def test_a_good_bye_whose_receipt_is_lost_is_not_repeated_for_long() -> None:
    nodes = settled()
    tell(nodes, Send("b", Down(term(nodes), "It wished to leave")), seconds=0.002)
    assert heard(nodes)[-1] == MembersChanged(("a", "c"), quorate=True)
    nodes.cut = {"a"}
    nodes.run(0.05)
    assert not nodes.seen("b", Halt)
    nodes.cut = set()
    nodes.run(2.1)
    assert nodes.outs["b"][-1] == Halt("It wished to leave")


def test_a_node_that_must_not_go_on_ends_at_once() -> None:
    nodes = settled()
    tell(nodes, Send("a", do("start", term(nodes))))
    tell(nodes, Send("a", Down(term(nodes), "It was fenced", clean=False)))
    assert nodes.outs["a"][-1] == Halt("It was fenced", clean=False)


def test_only_the_dc_may_end_a_node() -> None:
    nodes = settled()
    tell(nodes, Send("b", Down(term(nodes) + 1, "Go")))
    assert not nodes.seen("b", Halt)
