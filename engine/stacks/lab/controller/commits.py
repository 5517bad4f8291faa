"""Commits: a configuration patchset goes in whole, on the configuration it was made from."""

from functools import partial

from engine.cib.document import Cib
from engine.cib.patch import PatchError, apply
from engine.cib.version import Version
from engine.cib.xml import attributes
from engine.stacks.contract import StackError
from engine.stacks.lab.controller.changes import Change
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.controller.proposals import Proposals
from engine.stacks.lab.instructions import Send
from engine.stacks.lab.wire import Answer, Ask
from engine.stacks.patching import MOVED_ON, NOT_THERE, on_top_of, read_patch


class Commits:
    """Takes patchsets that nodes pass on, and answers once they count, or why they do not.

    The base is looked at when the patchset's turn has come: what another one changed meanwhile is
    a ``conflict``, and who asked rebases. Access rules (ACLs) are not applied: whoever may log in
    to a lab is its owner, as hacluster is Pacemaker's.
    """

    def __init__(self, proposals: Proposals) -> None:
        self._proposals = proposals

    def asked(self, peer: str, ask: Ask, now: float) -> list[Out]:
        """A node passes on ``ask.diff``."""

        def answer(result: Version | StackError, _: float) -> list[Out]:
            if isinstance(result, StackError):
                return [Send(peer, Answer(ask.number, result.code, result.message))]
            return [Send(peer, Answer(ask.number, version=result))]

        return self._proposals.add(Change(ask.user, partial(_patch, ask), answer), now)


def _patch(ask: Ask, cib: Cib) -> None:
    if cib.version.configuration != Version(*ask.base).configuration:
        raise StackError("conflict", MOVED_ON)
    patchset = read_patch(ask.diff)
    try:
        apply(cib, on_top_of(patchset, cib.version, attributes(cib.root)))
    except PatchError as error:
        raise StackError("invalid", NOT_THERE, error.message) from error
