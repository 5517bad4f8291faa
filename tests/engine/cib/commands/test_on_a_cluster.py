"""The lines do on a running cluster, one after the other, what the edits do."""

from collections.abc import Callable

import pytest
from lxml import etree

from engine.cib.commands import crm, pcs
from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import (
    RSC_DEFAULTS,
    AddColocation,
    AddLocation,
    AddOrder,
    ChangeConstraint,
    Edits,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    RemoveConstraint,
    RuleSpec,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
    SetSpec,
    SwapEnds,
)
from engine.cib.views import Configuration
from tests.engine.cib.commands.alike import differences
from tests.engine.cib.commands.scenarios import uname
from tests.rig import Rig

DRAFT: Edits = (
    RemoveConstraint("backup-away-from-webservice"),
    JoinGroup("webservice", ("backup",), before="webstore"),
    JoinGroup("webservice", ("webserver",), before="webip"),
    LeaveGroup(("backup",)),
    MakeClone("backup", "backups"),
    SetMeta("webservice", "priority", "5"),
    SetMeta("backups", "interleave", "true"),
    SetParameter("webstore", "fake", "a value"),
    SetProperty("batch-limit", "7"),
    SetDefault(RSC_DEFAULTS, "resource-stickiness", "5"),
    SetNodeAttribute("node2", "rack", "second row"),
    AddLocation("never", "webservice", "node3", "-INFINITY"),
    AddLocation(
        "by-rule", "fencing", rules=(RuleSpec((uname("node1", "ne"),), score="-INFINITY"),)
    ),
    AddColocation("with", "fencing", "dlm-clone", "100"),
    AddOrder("after", "webservice", "backups", "Optional", symmetrical=False),
    AddOrder(
        "sets", sets=(SetSpec(("webservice", "fencing"), sequential=False), SetSpec(("dlm-clone",)))
    ),
    ChangeConstraint("db-then-webservice", {"kind": "Optional"}),
    SwapEnds("backup-with-fencing"),
    RemoveConstraint("db-never-node3"),
)


@pytest.mark.parametrize("tool", [crm, pcs])
def test_lines_for_a_whole_draft(tool: Callable[[Cib, Edits], tuple[str, ...]], rig: Rig):
    meant = _cib(rig)
    lines = tool(meant, DRAFT)
    apply(meant, DRAFT)
    node = rig.nodes[0]
    for line in lines:
        node.run(["sh", "-c", line])
    assert differences(Configuration.of(_cib(rig)), Configuration.of(meant)) == []


def _cib(rig: Rig) -> Cib:
    return Cib.parse(etree.tostring(rig.cib()))
