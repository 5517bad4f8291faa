"""What administrators and bad luck do to a cluster, drawn at random from a seed."""

import random
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from tests.rig import Node, Rig

RESOURCES = ("webip", "webstore", "webserver", "backup")
TOPS = ("webservice", "backup", "db", "dlm-clone")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done, in words, and how it is done."""

    words: str
    do: Callable[[], object]


class Faults:
    """Draws steps that leave the cluster able to go on; the same seed draws the same steps."""

    def __init__(self, rig: Rig, seed: int) -> None:
        self._rig = rig
        self._random = random.Random(seed)
        self._broken: Callable[[], object] | None = None
        self._mending = ""

    def draw(self) -> Step:
        """The next step. Heavy faults (power, cable, daemons) are mended before the next one."""
        if self._broken is not None and self._random.random() < 0.5:
            mend, self._broken = self._broken, None
            return Step(self._mending, mend)
        heavy = [self._kill, self._cut, self._cut_most, self._stop_pacemaker, self._stop_corosync]
        light = [
            self._standby,
            self._standby,
            self._maintenance_of_node,
            self._maintenance,
            self._fail,
            self._fail,
            self._cleanup,
            self._refresh,
            self._target_role,
            self._manage,
            self._move,
            self._edits_at_once,
        ]
        if self._broken is None and self._random.random() < 0.2:
            return self._random.choice(heavy)()
        return self._random.choice(light)()

    def mend(self) -> None:
        """Undo the heavy fault that is in force, if any."""
        if self._broken is not None:
            self._broken()
            self._broken = None

    # light

    def _standby(self) -> Step:
        node, value = self._any().name, self._random.choice(["on", "off"])
        return self._tool(
            f"standby {value} for {node}",
            ["crm_attribute", "--node", node, "--name", "standby", "--update", value],
        )

    def _maintenance_of_node(self) -> Step:
        node, value = self._any().name, self._random.choice(["true", "false", "false"])
        return self._tool(
            f"maintenance {value} for {node}",
            ["crm_attribute", "--node", node, "--name", "maintenance", "--update", value],
        )

    def _maintenance(self) -> Step:
        value = self._random.choice(["true", "false", "false"])
        return self._tool(
            f"maintenance-mode {value}",
            ["crm_attribute", "--name", "maintenance-mode", "--update", value],
        )

    def _fail(self) -> Step:
        node, resource = self._any().name, self._random.choice([*RESOURCES, "database", "dlm"])
        return self._tool(
            f"{resource} fails on {node}",
            ["crm_resource", "--fail", "--resource", resource, "--node", node],
        )

    def _cleanup(self) -> Step:
        return self._tool("cleanup of all", ["crm_resource", "--cleanup"])

    def _refresh(self) -> Step:
        resource = self._random.choice(TOPS)
        return self._tool(
            f"refresh of {resource}", ["crm_resource", "--refresh", "--resource", resource]
        )

    def _target_role(self) -> Step:
        resource = self._random.choice(TOPS)
        role = self._random.choice(["Started", "Stopped"])
        return self._meta(resource, "target-role", role)

    def _manage(self) -> Step:
        resource = self._random.choice(TOPS)
        return self._meta(resource, "is-managed", self._random.choice(["true", "true", "false"]))

    def _meta(self, resource: str, name: str, value: str) -> Step:
        command = ["crm_resource", "--resource", resource, "--meta", "--set-parameter", name]
        return self._tool(f"{name}={value} for {resource}", [*command, "--parameter-value", value])

    def _move(self) -> Step:
        resource, node = self._random.choice(["webservice", "backup"]), self._any().name
        if self._random.random() < 0.5:
            return self._tool(
                f"no more preference for {resource}",
                ["crm_resource", "--clear", "--resource", resource],
            )
        return self._tool(
            f"move {resource} to {node}",
            ["crm_resource", "--move", "--resource", resource, "--node", node],
        )

    def _edits_at_once(self) -> Step:
        """Two administrators with crmsh, and one with cibadmin's tools, on different nodes."""
        score = self._random.randint(-50, 50)
        name = f"edit-{self._random.randint(1, 3)}"
        commands = [
            ["crm", "--wait", "configure", "property", f"cluster-delay={60 + abs(score)}s"],
            ["crm", "configure", "location", name, "dlm-clone", f"{score}:", self._any().name],
            ["crm_attribute", "--node", self._any().name, "--name", "rack", "--update", name],
        ]

        def do() -> None:
            members = self._rig.members()
            with ThreadPoolExecutor(len(commands)) as pool:
                for index, command in enumerate(commands):
                    pool.submit(members[index % len(members)].run, command, check=False)

        return Step("edits by crmsh and crm_attribute at once", do)

    # heavy

    def _kill(self) -> Step:
        node = self._any()
        return self._break(f"kill {node.name}", node.kill, f"power for {node.name}", node.start)

    def _cut(self) -> Step:
        node = self._any()

        def mend() -> None:
            node.heal()
            if not node.on:
                node.start()

        return self._break(f"cut {node.name}", node.cut, f"heal {node.name}", mend)

    def _cut_most(self) -> Step:
        """All nodes but one are alone: nobody has quorum."""
        alone = self._random.sample(self._rig.nodes, len(self._rig.nodes) - 1)
        names = ", ".join(node.name for node in alone)

        def cut() -> None:
            for node in alone:
                node.cut()

        def mend() -> None:
            for node in alone:
                node.heal()

        return self._break(f"cut {names}", cut, f"heal {names}", mend)

    def _stop_pacemaker(self) -> Step:
        node = self._any()
        return self._break(
            f"stop pacemaker on {node.name}",
            lambda: node.stop_daemon("pacemaker"),
            f"start pacemaker on {node.name}",
            lambda: node.start_daemon("pacemaker"),
        )

    def _stop_corosync(self) -> Step:
        node = self._any()

        def stop() -> None:
            node.stop_daemon("pacemaker")
            node.stop_daemon("corosync")

        def start() -> None:
            node.start_daemon("corosync")
            node.start_daemon("pacemaker")

        return self._break(
            f"stop pacemaker and corosync on {node.name}",
            stop,
            f"start both on {node.name}",
            start,
        )

    def _break(
        self, words: str, do: Callable[[], object], mending: str, mend: Callable[[], object]
    ) -> Step:
        self._broken, self._mending = mend, mending
        return Step(words, do)

    def _any(self) -> Node:
        return self._random.choice(self._rig.nodes)

    def _tool(self, words: str, command: list[str]) -> Step:
        """A command on one of the members; what it refuses is part of the exercise."""
        which = self._random.random()

        def do() -> None:
            members = self._rig.members()
            # Some tools wait for an answer that a cluster in trouble never gives.
            with suppress(subprocess.TimeoutExpired):
                members[int(which * len(members))].run(command, check=False, timeout=20)

        return Step(words, do)
