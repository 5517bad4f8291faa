"""A DC's fencing, played by hand."""

from engine.cib.document import Cib
from engine.stacks.lab.fencing import Fenced, Fencing, Out, Try
from engine.stacks.lab.wire import Result

ALL = {"alpha": {"a", "b"}, "beta": (), "gamma": ()}


class Case:
    """A DC's fencing, and what it has asked for."""

    def __init__(self, given: Cib) -> None:
        self.cib = given
        self.machine = Fencing("dc")
        self.now = 100.0
        self.tried: list[tuple[str, str, str]] = []
        """Node, device and action."""
        self.waiting: list[Try] = []
        self.outcome: Fenced | None = None

    def fence(
        self, target: str = "beta", action: str = "reboot", delay: float = 0.0, **where: set[str]
    ) -> "Case":
        executioners = where or ALL
        self.see(self.machine.fence(target, action, self.cib, executioners, delay, self.now))
        return self

    def see(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Try):
                self.tried.append((out.node, out.operation.resource, out.operation.task))
                self.waiting.append(out)
            else:
                self.outcome = out

    def answer(
        self,
        rc: int = 0,
        *,
        status: int = 0,
        reason: str = "",
        output: str = "",
        after: float = 1.0,
    ) -> "Case":
        """The one asked first answers."""
        self.now += after
        operation = self.waiting.pop(0).operation
        result = Result(operation, 1, rc, status, reason=reason, output=output)
        assert self.machine.expects(result)
        self.see(self.machine.ended(result, self.now))
        return self

    def lose(self, node: str) -> "Case":
        self.waiting = [one for one in self.waiting if one.node != node]
        self.see(self.machine.lost(node, self.now))
        return self

    def wait(self) -> float:
        """Until something is due; how long that was."""
        due = self.machine.deadline
        assert due is not None
        before, self.now = self.now, due
        self.see(self.machine.tick(due))
        return due - before

    def fails(self) -> "Case":
        """The device fails on its node as often as it is tried there."""
        self.answer(1, reason="no")
        self.wait()
        return self.answer(1, reason="no")
