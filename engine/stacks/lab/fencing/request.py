"""One node that is to be fenced: which devices are asked, and what comes of it."""

from collections.abc import Collection, Mapping
from random import Random

from engine.stacks.lab.fencing.attempt import Attempt, where
from engine.stacks.lab.fencing.devices import Arsenal, Device
from engine.stacks.lab.fencing.hosts import HostCheck, falls_back, host_check, is_listed, lists
from engine.stacks.lab.fencing.instructions import Fenced
from engine.stacks.lab.fencing.timing import delay_of


class Request:
    """Asks devices which of them can fence the node, then has it fenced.

    Without a topology the devices are tried one after another until one succeeds. With one all
    devices of a level have to succeed, and the next level is tried where one fails. Where a level
    has several, a reboot is to switch off all, and then on again: the node may have two power
    supplies. That it does not come on again is no failure, as it is fenced.
    """

    def __init__(
        self,
        target: str,
        action: str,
        arsenal: Arsenal,
        executioners: Mapping[str, Collection[str]],
        delay: float,
        now: float,
        random: Random,
    ) -> None:
        self.target = target
        self.action = action
        self._arsenal = arsenal
        self._executioners = {node: frozenset(started) for node, started in executioners.items()}
        self._random = random
        self._delay = delay
        """Before the first device is asked to act (``priority-fencing-delay``)."""
        self._topology = arsenal.topology_of(target)
        self._able: dict[str, Device] = {}
        self._levels: list[list[tuple[Device, str]]] | None = None
        """What is left to be tried; None while it is not known which devices are able."""
        self._level: list[tuple[Device, str]] = []
        """What is left of the level that is being tried."""
        self._did: list[str] = []
        self._troubles: list[str] = []
        self._tried = False
        """Whether a device was asked to act."""
        self.attempts: list[Attempt] = []
        """Those under way."""
        self.outcome: Fenced | None = None
        self._ask(now)
        self.go_on(now)

    @property
    def deadline(self) -> float | None:
        """When something of it is due."""
        times = [attempt.deadline for attempt in self.attempts]
        return min((time for time in times if time is not None), default=None)

    def lost(self, node: str, now: float) -> None:
        """A node is gone, which tries nothing any more."""
        self._executioners.pop(node, None)
        for attempt in self.attempts:
            attempt.lost(node, now)

    def go_on(self, now: float) -> None:
        """See what came of the attempts, and decide on the next ones."""
        over = [attempt for attempt in self.attempts if attempt.over]
        self.attempts = [attempt for attempt in self.attempts if not attempt.over]
        for attempt in over:
            if self._levels is None:
                self._told(attempt, now)
            else:
                self._acted(attempt, now)
        if self._levels is None and not self.attempts:
            self._levels = self._plan()
            self._next_level(now)

    # Which devices can do it

    def _ask(self, now: float) -> None:
        wanted = {name for level in self._topology for name in level}
        for device in self._arsenal.devices.values():
            if self._topology and device.id not in wanted:
                continue
            match host_check(device.common):
                case HostCheck.NONE:
                    self._able[device.id] = device
                case HostCheck.STATIC:
                    if is_listed(device.common, self.target):
                        self._able[device.id] = device
                case HostCheck.DYNAMIC:
                    self._try(device, "list", now)
                case HostCheck.STATUS:
                    self._try(device, "status", now)

    def _told(self, attempt: Attempt, now: float) -> None:
        """A device has said whether it can do it, or did not answer."""
        device = attempt.device
        if attempt.action == "list" and attempt.answer is None and falls_back(device.common):
            self._try(device, "status", now)
        elif attempt.answer is None:
            self._troubles += attempt.troubles
        elif attempt.action == "status" or lists(device.common, attempt.answer, self.target):
            self._able[device.id] = device

    # Having it done

    def _plan(self) -> list[list[tuple[Device, str]]]:
        able = [device for device in self._arsenal.devices.values() if device.id in self._able]
        if self._topology:
            return [
                _acts([self._able[name] for name in level], self.action)
                for level in self._topology
                if level and all(self._is_able(name) for name in level)
            ]
        unfencing = [device for device in able if device.unfences]
        if self.action == "on" and unfencing:
            # It may use what it shares only if each of them lets it in
            return [[(device, "on") for device in unfencing]]
        return [[(device, self.action)] for device in able]

    def _is_able(self, name: str) -> bool:
        if name in self._able:
            return True
        self._troubles.append(f"{name} cannot fence {self.target}")
        return False

    def _acted(self, attempt: Attempt, now: float) -> None:
        """A device has done what was asked of it, or has not."""
        self._troubles += attempt.troubles
        if attempt.succeeded:
            self._did.append(attempt.device.id)
        elif not self._is_back_on(attempt.action):
            self._next_level(now)
            return
        self._next_device(now)

    def _next_level(self, now: float) -> None:
        if not self._levels:
            reason = "; ".join(self._troubles) or f"No device can fence {self.target}"
            self.outcome = Fenced(
                self.target, self.action, succeeded=False, reason=reason, tried=self._tried
            )
            return
        self._level = self._levels.pop(0)
        self._did.clear()
        self._next_device(now)

    def _next_device(self, now: float) -> None:
        while self._level:
            device, action = self._level.pop(0)
            delay = self._delay + delay_of(device.common, action, self.target, self._random)
            if self._try(device, action, now + delay):
                self._delay = 0.0
                self._tried = True
                return
            self._troubles.append(f"{device.id}: No node can use it")
            if not self._is_back_on(action):
                self._next_level(now)
                return
        did = tuple(dict.fromkeys(self._did))
        self.outcome = Fenced(self.target, self.action, succeeded=True, devices=did)

    def _is_back_on(self, action: str) -> bool:
        """Whether it is the second half of a reboot, when the node is fenced already."""
        return action == "on" and self.action == "reboot"

    def _try(self, device: Device, action: str, due: float) -> bool:
        """Have a device tried at some time; False where no node can."""
        nodes = where(device, self._executioners, self.target)
        if nodes:
            default_ms = self._arsenal.timeout_ms
            elsewhere = not self._topology
            self.attempts.append(
                Attempt(device, action, self.target, nodes, default_ms, due, elsewhere)
            )
        return bool(nodes)


def _acts(devices: list[Device], action: str) -> list[tuple[Device, str]]:
    """What is asked of all devices of a level, in order."""
    if action == "reboot" and len(devices) > 1:
        return [(device, each) for each in ("off", "on") for device in devices]
    return [(device, action) for device in devices]
