"""Waiting until the cluster has done what followed from a change.

Settled means: the DC's controller is idle, no operation is on its way, and both at two looks in a
row between which the CIB's version did not move. (``crm_resource --wait`` would answer the same,
but runs the scheduler each time, which takes long and much on large clusters.)
"""

import asyncio
from typing import Final

from lxml import etree

from engine.stacks.contract import ReportProgress
from engine.stacks.pacemaker import tools
from engine.stacks.pacemaker.root import read_root
from engine.stacks.refusals import SETTLING, unsettled

LOOK: Final = 0.25
_ASK_DC: Final = 5
"""Seconds that a node may take to answer."""
_PENDING: Final = "//lrm_rsc_op[@op-status='-1']"


async def wait(report: ReportProgress) -> None:
    """Return once the cluster has settled; reports ``settling`` as the count changes.

    Raises:
        StackError: ``unsettled`` after ``SETTLING`` seconds, ``stack-down`` where this node's
            Pacemaker has gone.
    """
    clock = asyncio.get_running_loop().time
    until = clock() + SETTLING
    told: int | None = None
    calm = None
    while clock() < until:
        await asyncio.sleep(LOOK)
        idle = await dc_is_idle()
        pending = await pending_operations()
        if pending != told:
            told = pending
            report("settling", pending, "")
        version = (await read_root()).version
        if idle and pending == 0 and version == calm:
            return
        calm = version if idle and pending == 0 else None
    raise unsettled()


async def dc_is_idle() -> bool:
    """Whether there is a DC, and it has nothing to do.

    Raises:
        StackError: ``stack-down``.
    """
    name = _find(await _crmadmin("--dc_lookup"), "dc", "node_name")
    if not name:
        return False
    state = await _crmadmin(f"--status={name}")
    return _find(state, "crmd", "state") == "S_IDLE"


async def pending_operations() -> int:
    """How many operations have been sent to a node and not come back.

    Raises:
        StackError: ``stack-down``.
    """
    outcome = await tools.run(["cibadmin", "--query", f"--xpath={_PENDING}"])
    if outcome.code == tools.Exit.NO_SUCH:
        return 0
    if not outcome.ok:
        raise tools.failure(outcome, "Reading the operations")
    return sum(1 for _ in etree.fromstring(outcome.output).iter("lrm_rsc_op"))


async def _crmadmin(question: str) -> tools.Outcome:
    outcome = await tools.run(
        ["crmadmin", question, f"--timeout={_ASK_DC}s", "--output-as=xml"], timeout=_ASK_DC + 5
    )
    if outcome.code == tools.Exit.DISCONNECT:
        raise tools.down(outcome.words)
    return outcome


def _find(outcome: tools.Outcome, tag: str, attribute: str) -> str | None:
    try:
        found = etree.fromstring(outcome.output).find(tag) if outcome.ok else None
    except etree.XMLSyntaxError:
        return None
    return None if found is None else found.get(attribute)
