"""Why something is where it is, at a glance: what the bars say, and whose scores they are."""

from dataclasses import replace

import pytest

from engine.cib.document import Cib
from engine.cib.score import INFINITY
from engine.cib.state.derive import Derivation
from engine.cib.state.model import Instance
from engine.cib.views import Configuration
from engine.scheduler.model.resource import Term
from engine.scheduler.result import Score
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.reasoning import Reasoning
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.finding import speakers_of
from hagui.shell.inspector.blocks import Bars
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.reasoning import why_here

pytestmark = pytest.mark.usefixtures("english")

STICKY = Term(100, "stickiness", "x")
BAN = Term(-INFINITY, "location", "backup-not-on-node2")


def bars(live: LiveCluster, reasoning: Reasoning, *instances: Instance) -> Bars:
    """The block for them."""
    context = Context(live.configuration, live.state, reasoning=reasoning)
    (made,) = why_here(instances, context)
    return made


def test_what_runs_nowhere_says_why_on_each_bar(live: LiveCluster) -> None:
    reasoning = Reasoning(
        ("backup",),
        (
            Score("backup", "node3", 0),
            Score("backup", "node2", -INFINITY, (Term(50, "stickiness", "x"), BAN)),
            Score("backup", "node1", -INFINITY, (Term(-INFINITY, "migration-threshold", "x"),)),
        ),
    )
    made = bars(live, reasoning, live.state.instances["backup"])
    assert made.title == "Why nowhere"
    assert [(row.name, row.why) for row in made.rows] == [
        ("node2", "location backup-not-on-node2"),
        ("node1", "failed there too often"),
        ("node3", "standby"),
    ]
    assert made.rows[2].score == "–"  # whatever it collects, it runs nothing
    assert not any("stickiness" in cause.text for cause in made.causes)
    links = [cause.subject for cause in made.causes if cause.subject is not None]
    assert Subject(SubjectKind.CONSTRAINT, "backup-not-on-node2") in links


def test_what_bans_it_everywhere_is_said_once(live: LiveCluster) -> None:
    ban = Term(-INFINITY, "ticket", "t")
    nodes = ("node1", "node2")
    reasoning = Reasoning(
        ("backup",), tuple(Score("backup", node, -INFINITY, (ban,)) for node in nodes)
    )
    made = bars(live, reasoning, live.state.instances["backup"])
    assert [cause.text for cause in made.causes] == ["everywhere: ticket t −∞"]


def test_a_place_without_capacity_is_ruled_out_whatever_its_score(live: LiveCluster) -> None:
    reasoning = Reasoning(
        ("backup",),
        (
            Score("backup", "node1", 200, (Term(200, "location", "l"), Term(0, "utilization"))),
            Score("backup", "node2", 0),
        ),
        {"backup": ("node2",)},
    )
    made = bars(live, reasoning, live.state.instances["backup"])
    assert made.title == "Why it would go to node2"
    assert [(row.name, row.here, row.why) for row in made.rows] == [
        ("node2", True, ""),
        ("node1", False, "not enough capacity"),
    ]


def test_what_would_stop_says_so(live: LiveCluster) -> None:
    webip = live.state.instances["webip"]
    scores = (Score("webip", "node1", -INFINITY, (Term(-INFINITY, "target-role", "webip"),)),)
    made = bars(live, Reasoning(("webip",), scores, stops=frozenset({"webip"})), webip)
    assert made.title == "Why it would stop"
    assert not made.rows[0].here
    restarts = Reasoning(("webip",), scores, {"webip": ("node1",)}, frozenset({"webip"}))
    assert bars(live, restarts, webip).title == "Why on node1"


def test_bars_of_a_copy_are_as_long_as_its_own_scores_make_them(live: LiveCluster) -> None:
    reasoning = Reasoning(
        ("db",),
        (
            Score("db:0", "node1", 10100, (STICKY, Term(10000, "promotion", "db-clone"))),
            Score("db:0", "node2", -INFINITY, (Term(-INFINITY, "clone-node-max", "db-clone"),)),
            Score("db:1", "node1", -INFINITY, (Term(-INFINITY, "clone-node-max", "db-clone"),)),
            Score("db:1", "node2", 100, (Term(100, "stickiness", "db:1"),)),
        ),
    )
    one = bars(live, reasoning, live.state.instances["db:1"])
    assert one.title == "Why on node2"
    assert [(row.name, row.why) for row in one.rows] == [
        ("node2", ""),
        ("node1", "no room for another copy"),
    ]
    assert one.rows[0].parts[0].share == 1.0
    every = bars(live, reasoning, *live.state.instances_of("db"))
    assert [c.text for c in every.causes] == ["stickiness 100", "node1: promotion score 10000"]
    assert [(row.name, row.here, row.score) for row in every.rows] == [
        ("node1", True, "10100"),
        ("node2", True, "100"),
    ]


def test_a_member_that_stays_behind_speaks_for_itself(live: LiveCluster) -> None:
    server = live.state.instances["webserver"]
    reasoning = Reasoning(
        ("webip", "webserver"),
        (
            Score("webip", "node1", 100, (STICKY,)),
            Score("webserver", "node1", -INFINITY, (Term(-INFINITY, "failure", "webserver"),)),
        ),
    )
    followed = bars(live, reasoning, server)
    assert followed.rows[0].score == "100"
    assert "first of the group" in followed.brief[0]
    alone = bars(live, reasoning, replace(server, nodes=()))
    assert alone.rows[0].why == "failed there"
    assert alone.brief == ()


def test_many_nodes_are_counted_not_listed(live: LiveCluster) -> None:
    scores = [Score("webip", f"n{number}", -INFINITY, (BAN,)) for number in range(16)]
    made = bars(
        live,
        Reasoning(("webip",), (Score("webip", "node1", 100, (STICKY,)), *scores)),
        live.state.instances["webip"],
    )
    assert made.rows[0].name == "node1"
    assert made.brief == ("and 9 more nodes",)
    assert made.causes[-1].text == "7 nodes: location backup-not-on-node2 −∞"


def test_who_is_asked(live: LiveCluster) -> None:
    def asked(id_: str, kind: SubjectKind = SubjectKind.RESOURCE) -> tuple[str, ...]:
        return speakers_of(Subject(kind, id_), live.configuration)

    assert asked("webservice") == ("webip",)
    assert asked("webserver") == ("webip", "webserver")
    assert asked("db-clone") == asked("db:1", SubjectKind.INSTANCE) == ("db",)
    assert asked("node1", SubjectKind.NODE) == asked("nothing") == ()


def test_a_bundle_goes_where_its_containers_go() -> None:
    cib = Cib.parse(
        '<cib><configuration><resources><bundle id="b"><podman image="i" replicas="2"/></bundle>'
        "</resources></configuration></cib>"
    )
    configuration = Configuration.of(cib)
    names = speakers_of(Subject(SubjectKind.RESOURCE, "b"), configuration)
    assert names == ("b-podman-0", "b-podman-1")
    state = Derivation(cib).state
    reasoning = Reasoning(names, tuple(Score(name, "n1", 7) for name in names))
    containers = [item for name in names for item in state.instances_of(name)]
    assert len(containers) == 2
    (made,) = why_here(containers, Context(configuration, state, reasoning=reasoning))
    assert [(row.name, row.score) for row in made.rows] == [("n1", "7")]
    assert made.brief == ()
