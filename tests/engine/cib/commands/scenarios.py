"""Edits of the example cluster, each list for one run of a tool.

Together they take every kind of edit, and every way in which its words can differ.
"""

from collections.abc import Mapping
from typing import Final

from engine.cib.edits.vocabulary import (
    OP_DEFAULTS,
    RSC_DEFAULTS,
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    AttributeTest,
    ChangeConstraint,
    DateTest,
    Edits,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveClone,
    RemoveConstraint,
    RuleSpec,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetPromotable,
    SetProperty,
    SetRules,
    SetSets,
    SetSpec,
    SwapEnds,
    Ungroup,
)


def uname(node: str, operation: str = "eq") -> AttributeTest:
    return AttributeTest("#uname", operation, node)


LOOSE: Final = (
    RemoveConstraint("backup-away-from-webservice"),
    RemoveConstraint("backup-with-fencing"),
    RemoveConstraint("backup-likes-node3"),
)
"""After these nothing names the resource ``backup``."""

SCENARIOS: Final[Mapping[str, Edits]] = {
    "a group is joined, sorted and left": (
        *LOOSE,
        JoinGroup("webservice", ("backup",), before="webserver"),
        JoinGroup("webservice", ("webserver", "webip")),
        JoinGroup("webservice", ("webip", "webstore", "webserver", "backup")),
        LeaveGroup(("webstore", "backup")),
        NewGroup("new", ("backup", "webstore")),
        JoinGroup("webservice", ("webstore",), before="webip"),
        LeaveGroup(("backup",)),
    ),
    "constrained primitives make a group": (
        NewGroup("new", ("backup", "fencing")),
        LeaveGroup(("backup", "fencing")),
    ),
    "a group is dissolved with its constraints": (Ungroup("webservice"),),
    "a group is left by all": (LeaveGroup(("webip", "webstore", "webserver")),),
    "clones come and go": (
        MakeClone("webservice", "everywhere"),
        RemoveClone("dlm-clone"),
        MakeClone("dlm", "dlm-clone", promotable=True),
        *LOOSE,
        MakeClone("backup", "backups"),
        SetMeta("backups", "interleave", "true"),
        RemoveClone("backups"),
    ),
    "a promotable clone becomes plain": (
        RemoveConstraint("db-then-webservice"),
        RemoveConstraint("webservice-with-db"),
        SetPromotable("db", on=False),
        SetPromotable("db", on=True),
    ),
    "meta attributes and parameters": (
        SetMeta("webservice", "target-role", "Stopped"),
        SetMeta("backup", "failure-timeout", None),
        SetMeta("database", "is-managed", "false"),
        SetMeta("db", "is-managed", "false"),
        SetMeta("db", "clone-max", None),
        SetMeta("fencing", "target-role", "Stopped"),
        SetParameter("webip", "ip", "10.56.0.101"),
        SetParameter("webip", "nic", None),
        SetParameter("database", "state", "/tmp/a state"),
        SetParameter("backup", "fake", 'it\'s "x" $y \\ z'),
    ),
    "options, defaults and attributes of nodes": (
        SetProperty("no-quorum-policy", "freeze"),
        SetProperty("stonith-timeout", None),
        SetProperty("my-own", "a value"),
        SetDefault(RSC_DEFAULTS, "resource-stickiness", "5"),
        SetDefault(RSC_DEFAULTS, "migration-threshold", "3"),
        SetDefault(OP_DEFAULTS, "timeout", None),
        SetDefault(OP_DEFAULTS, "record-pending", "true"),
        SetNodeAttribute("node1", "standby", "on"),
        SetNodeAttribute("node2", "rack", "second row"),
        SetNodeAttribute("node1", "standby", None),
    ),
    "locations": (
        AddLocation("never", "webservice", "node3", "-INFINITY"),
        AddLocation("only", "fencing", "node1", "100", discovery="exclusive"),
        AddLocation("role", "db", "node1", "5", role="Promoted"),
        AddLocation("member", "webip", "node1", "INFINITY"),
    ),
    "rules": (
        AddLocation("r1", "fencing", rules=(RuleSpec((uname("node1", "ne"),), score="-INFINITY"),)),
        AddLocation(
            "r2",
            "webservice",
            rules=(
                RuleSpec(
                    (
                        AttributeTest("rack", "eq", "second"),
                        AttributeTest("load", "gt", "3", "number"),
                        AttributeTest("fast", "defined"),
                    ),
                    boolean_op="or",
                    score="50",
                ),
                RuleSpec(
                    (AttributeTest("slow", "not_defined"),),
                    score_attribute="weight",
                    role="Promoted",
                ),
            ),
        ),
        AddLocation(
            "r3",
            "dlm-clone",
            rules=(
                RuleSpec(
                    (uname("node1"), DateTest("lt", end="2027-01-01 10:00:00 +01:00")), score="5"
                ),
            ),
            discovery="never",
        ),
        AddLocation(
            "r4",
            "db",
            rules=(
                RuleSpec(
                    (
                        DateTest("in_range", start="2026-01-01", end="2026-02-01"),
                        DateTest("date_spec", spec={"hours": "1-3", "weekdays": "1"}),
                        DateTest("in_range", start="2026-01-01", duration={"months": "3"}),
                        DateTest("gt", start="2026-01-01"),
                    ),
                    boolean_op="or",
                    score="5",
                ),
            ),
        ),
        AddLocation(
            "r5",
            "backup",
            rules=(
                RuleSpec(
                    (
                        RuleSpec((uname("node1"), uname("node2")), boolean_op="or", score="0"),
                        AttributeTest("load", "lt", "5", "integer"),
                    ),
                    score="5",
                ),
            ),
        ),
    ),
    "colocations": (
        AddColocation("c1", "fencing", "dlm-clone", "100"),
        AddColocation("c2", "db", "backup", "-INFINITY", resource_role="Promoted"),
        AddColocation("c3", "dlm-clone", "fencing", "INFINITY", node_attribute="rack"),
        AddColocation("c4", "fencing", "webservice", "5", node_attribute="Rack"),
        SwapEnds("c4"),
    ),
    "orders and tickets": (
        AddOrder("o1", "backup", "fencing"),
        AddOrder("o2", "webservice", "backup", "Optional", symmetrical=False),
        AddOrder("o3", "db", "backup", "Mandatory", "promote", "stop"),
        AddOrder("o4", "fencing", "webserver", "Serialize"),
        AddTicket("t1", "site", "db", "Promoted", "fence"),
        AddTicket("t2", "site", "backup"),
    ),
    "resource sets": (
        AddOrder(
            "s1",
            kind="Optional",
            sets=(
                SetSpec(("backup", "fencing"), sequential=False, require_all=False),
                SetSpec(("webservice",), action="start"),
            ),
        ),
        AddColocation(
            "s2",
            score="INFINITY",
            sets=(
                SetSpec(("backup", "fencing"), sequential=False),
                SetSpec(("db",), role="Promoted"),
            ),
        ),
        AddTicket("s3", "site", sets=(SetSpec(("backup", "fencing"), role="Started"),)),
        AddColocation(
            "s4",
            score="5",
            sets=(SetSpec(("webservice", "dlm-clone"), score="7"), SetSpec(("fencing",))),
        ),
        SwapEnds("s4"),
    ),
    "resources in sets become others": (
        AddOrder("s1", sets=(SetSpec(("backup", "fencing")), SetSpec(("webservice",)))),
        MakeClone("fencing", "fencings"),
        RemoveClone("fencings"),
        Ungroup("webservice"),
    ),
    "constraints change": (
        ChangeConstraint("backup-likes-node3", {"score": "INFINITY", "node": "node1"}),
        ChangeConstraint("db-then-webservice", {"kind": "Optional", "symmetrical": "false"}),
        SwapEnds("webservice-with-db"),
        SwapEnds("dlm-then-db"),
        ChangeConstraint("webservice-with-db", {"score": "-50", "rsc-role": None}),
        SetRules("fencing-likes-node2", (RuleSpec((uname("node2"),), score="3"),)),
        SetSets("db-with-dlm", (SetSpec(("db",)), SetSpec(("dlm-clone", "backup")))),
        RemoveConstraint("db-never-node3"),
    ),
}
