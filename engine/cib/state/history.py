"""What one entry of the operation history says of its resource.

The rules are those by which Pacemaker 2.1 itself reads the history before it decides anything.
"""

from dataclasses import dataclass
from typing import Final

from engine.cib.state import migration
from engine.cib.state import operations as ocf
from engine.cib.state.failcounts import has_expired
from engine.cib.state.failures import record_failure
from engine.cib.state.onfail import OnFail, answer_to_failure
from engine.cib.state.operations import HistoryOperation
from engine.cib.state.running import set_active
from engine.cib.state.specs import Variant
from engine.cib.state.values import PROMOTED, STARTED, STOPPED, UNKNOWN, UNPROMOTED
from engine.cib.state.world import Demand, Instance, Mark, NodeWork, World

_NOT_RESOURCE_STATE: Final = frozenset({"notify", "meta-data"})
_KEPT_BY_A_STOP: Final = frozenset({OnFail.STOP, OnFail.FENCE, OnFail.MIGRATE, OnFail.STANDBY})


@dataclass(slots=True)
class Trail:
    """What is carried from one operation of an entry to the next."""

    on_fail: OnFail = OnFail.IGNORE
    last_failure: HistoryOperation | None = None


def read_operation(
    world: World,
    instance: Instance,
    node: NodeWork,
    operation: HistoryOperation,
    trail: Trail,
) -> None:
    """Let one operation change the resource's role and what its failures call for."""
    if (
        operation.task in _NOT_RESOURCE_STATE
        or not operation.task
        or not ocf.PENDING <= operation.status <= ocf.NO_SECRETS
    ):
        return
    _Reading(world, instance, node, operation, trail).read()


class _Reading:
    """One operation being read. ``rc`` and ``status`` are what they count as."""

    def __init__(
        self,
        world: World,
        instance: Instance,
        node: NodeWork,
        operation: HistoryOperation,
        trail: Trail,
    ) -> None:
        self.world = world
        self.instance = instance
        self.node = node
        self.operation = operation
        self.trail = trail
        self.rc = operation.rc
        self.status = operation.status
        self.masked = operation.masks_failure and not instance.spec.bundled

    def read(self) -> None:
        operation, instance = self.operation, self.instance
        expired = operation.status != ocf.AGENT_MISSING and has_expired(
            self.world, instance, self.node, operation
        )
        self._remap()
        if expired:
            forgotten = self._forget()
            self.world.found.expired[operation] = forgotten and operation.interval_ms > 0
            if forgotten:
                return
        if self.masked:
            self._succeed(operation.expected_rc)
            self._exclude(self.node)
        elif self.status == ocf.PENDING:
            self._note_pending()
        elif self.status == ocf.DONE:
            self._succeed(self.rc)
        elif self.status == ocf.AGENT_MISSING:
            if self._answer()[0] is OnFail.IGNORE:
                # Without an agent there is nothing that could be pretended to have worked.
                self.trail.on_fail = OnFail.MIGRATE
            self._exclude(self.node)
            self._fail()
        elif self.status != ocf.CANCELLED:
            self._fail_unless_ignored()

    def _forget(self) -> bool:
        """Whether an expired result is passed over."""
        operation, instance = self.operation, self.instance
        if self.masked and operation.rc != operation.expected_rc:
            if instance.role <= STOPPED:
                instance.role = UNKNOWN
            return True
        if self.rc == operation.expected_rc:
            return False
        return operation.interval_ms == 0 or (self.node.online and not self.node.unclean)

    # What the result counts as

    def _remap(self) -> None:
        """Judge the result by what was expected, which the executor did not know."""
        operation = self.operation
        if operation.task == "monitor":
            effective = ocf.effective_rc(self.rc)
            if effective != self.rc:
                if not self.node.shutdown or self.node.online:
                    self._record()
                self.rc = effective
        if self.masked:
            self.status, self.rc = ocf.DONE, ocf.NOT_RUNNING
        if self.status not in (ocf.DONE, ocf.ERROR):
            return
        self.status = ocf.DONE if operation.expected_rc == self.rc else ocf.ERROR
        self._remap_by_rc()

    def _remap_by_rc(self) -> None:
        instance, rc = self.instance, self.rc
        probe, expected = self.operation.is_probe, self.operation.expected_rc
        if rc == ocf.OK:
            if probe and expected == ocf.NOT_RUNNING:
                self.status = ocf.DONE
        elif rc == ocf.NOT_RUNNING:
            if probe or expected == rc or not instance.managed:
                self.status = ocf.DONE
                instance.role = STOPPED
                self.trail.on_fail = OnFail.IGNORE
                instance.next_role = UNKNOWN
        elif rc == ocf.RUNNING_PROMOTED:
            if probe and rc != expected:
                self.status = ocf.DONE
            instance.role = PROMOTED
        elif rc in (ocf.FAILED_PROMOTED, ocf.DEGRADED_PROMOTED):
            instance.role = PROMOTED
            self.status = ocf.ERROR
        elif rc == ocf.NOT_CONFIGURED:
            self.status = ocf.ERROR_FATAL
        elif rc == ocf.UNIMPLEMENTED:
            if self.operation.interval_ms == 0:
                self._give_up_if_stop()
                self.status = ocf.ERROR_HARD
            else:
                self.status = ocf.NOT_SUPPORTED
        elif rc in (ocf.NOT_INSTALLED, ocf.INVALID_PARAMETER, ocf.INSUFFICIENT_PRIVILEGES):
            self._give_up_if_stop()
            self.status = ocf.ERROR_HARD
        elif self.status == ocf.DONE:
            self.status = ocf.ERROR

    def _give_up_if_stop(self) -> None:
        """A stop that cannot work, on a node that cannot be fenced, leaves it to people."""
        if self.operation.task == "stop" and not self.world.can_fence(self.node):
            self.instance.managed = False
            self.instance.blocked = True

    # What follows from it

    def _note_pending(self) -> None:
        operation, instance = self.operation, self.instance
        if operation.task == "start":
            instance.start_pending = True
            set_active(instance)
        elif operation.task == "promote":
            instance.role = PROMOTED
        elif operation.task == "migrate_to" and self.node.unclean:
            # It may have come through before the node was lost.
            target = self.world.by_name.get(operation.target or "")
            if target is not None:
                instance.demands += (Demand("stop", target),)
        if instance.pending_task is None and not operation.is_probe:
            instance.pending_task = operation.task
            instance.pending_node = self.node
        self.world.found.pending.append((instance, self.node, operation))

    def _succeed(self, rc: int) -> None:
        instance, trail, task = self.instance, self.trail, self.operation.task
        clears = False
        if rc == ocf.NOT_INSTALLED or self.masked:
            instance.role = STOPPED
        elif rc == ocf.NOT_RUNNING:
            clears = True
        elif task == "monitor":
            clears = trail.last_failure is not None and self.operation.key == trail.last_failure.key
            if instance.role < STARTED:
                set_active(instance)
        elif task in ("start", "migrate_from"):
            instance.role = STARTED
            clears = True
        elif task == "stop":
            instance.role = STOPPED
            clears = True
        elif task == "promote":
            instance.role = PROMOTED
            clears = True
        elif task == "demote":
            instance.role = UNPROMOTED
            clears = trail.on_fail is OnFail.DEMOTE
        elif task == "migrate_to":
            migration.after_migrate_to(self.world, instance, self.node, self.operation)
        elif instance.role < STARTED:
            set_active(instance)
        if clears:
            self._clear_past_failures()

    def _clear_past_failures(self) -> None:
        on_fail = self.trail.on_fail
        if on_fail in _KEPT_BY_A_STOP:
            return
        if on_fail is OnFail.RESET_REMOTE and self.instance.spec.reconnect_ms:
            return
        self.trail.on_fail = OnFail.IGNORE
        self.instance.next_role = UNKNOWN

    def _answer(self) -> tuple[OnFail, int]:
        operation = self.operation
        return answer_to_failure(self.world.plan, self.instance, operation.key, operation.task)

    def _fail_unless_ignored(self) -> None:
        connection = self.node.connection
        if self.status == ocf.NOT_CONNECTED and connection is not None and connection.managed:
            connection.failed = connection.stop_wanted = True
            self.world.note(self.node, "not-connected")
        elif self.status in (ocf.NO_FENCE_DEVICE, ocf.NO_SECRETS):
            self.status = ocf.ERROR_HARD
        answer = self._answer()[0]
        stopped = answer is OnFail.RESTART_CONTAINER and self.operation.task == "stop"
        if answer is OnFail.IGNORE or stopped:
            self._succeed(self.operation.expected_rc)
            self.instance.failure_ignored = True
            self._record()
            if stopped and self.trail.on_fail <= OnFail.RECOVER:
                self.trail.on_fail = answer
        else:
            self._fail()
            if self.status == ocf.ERROR_HARD:
                self._exclude(self.node)
            elif self.status == ocf.ERROR_FATAL:
                self._exclude(None)

    def _exclude(self, node: NodeWork | None) -> None:
        """It cannot work there (None: anywhere), and neither can instances just like it."""
        instance = self.instance
        affected = instance if instance.unique else instance.top
        nodes = self.world.nodes if node is None else (node,)
        affected.marks += tuple((Mark.UNFIT, each) for each in nodes)

    def _fail(self) -> None:
        instance, task = self.instance, self.operation.task
        self.trail.last_failure = self.operation
        if self.world.settings.symmetric or self.rc != ocf.NOT_INSTALLED:
            self._record()
        answer, fail_role = self._answer()
        self.trail.on_fail = max(self.trail.on_fail, answer)
        if task == "stop":
            instance.marks += ((Mark.AVOIDED, self.node),)
        elif task == "migrate_to":
            migration.after_failed_migrate_to(self.world, instance, self.node, self.operation)
        elif task == "migrate_from":
            migration.after_failed_migrate_from(self.world, instance, self.node, self.operation)
        elif task == "promote":
            instance.role = PROMOTED
        elif task == "demote":
            self._fail_demotion(answer)
        if self.operation.is_probe and self.rc == ocf.NOT_INSTALLED:
            instance.role = STOPPED
        elif instance.role < STARTED:
            set_active(instance)
        if fail_role != STARTED and instance.next_role < fail_role:
            instance.next_role = fail_role
        if fail_role == STOPPED:
            top = instance.top
            alike = top.spec.variant is Variant.CLONE and not top.spec.unique
            affected = top if alike else instance
            affected.marks += tuple((Mark.OUT, each) for each in self.world.nodes)

    def _fail_demotion(self, answer: OnFail) -> None:
        if answer is OnFail.BLOCK:
            self.instance.role = PROMOTED
            self.instance.next_role = STOPPED
        elif self.rc == ocf.NOT_RUNNING:
            self.instance.role = STOPPED
        else:
            self.instance.role = UNPROMOTED

    def _record(self) -> None:
        if not self.operation.masks_failure:
            record_failure(self.world, self.instance, self.node, self.operation)
