"""Reading ha.cf."""

import shlex
from dataclasses import dataclass, field
from pathlib import Path

from engine.stacks.lab.config.directives import Draft, read_directive
from engine.stacks.lab.config.trouble import ConfigTrouble, Problem
from engine.stacks.lab.settings import Key, PingGroup, Settings


@dataclass(frozen=True, slots=True)
class HaCf:
    """What an ha.cf says. Times are in seconds."""

    nodes: tuple[str, ...]
    keepalive: float
    warntime: float
    deadtime: float
    initdead: float
    auto_failback: bool = True
    pings: tuple[PingGroup, ...] = ()
    port: int | None = None
    votes: dict[str, int] = field(default_factory=dict[str, int])
    """Of nodes that have not just one."""

    def settings(self, node: str, keys: tuple[Key, ...]) -> Settings:
        """Those of one node.

        Raises:
            ConfigTrouble: the file does not name it.
        """
        if node not in self.nodes:
            known = ", ".join(self.nodes)
            words = f"This node is {node}, and no node line names it; they name {known}."
            raise ConfigTrouble("ha.cf", Problem("not-me", words))
        return Settings(
            node=node,
            nodes=self.nodes,
            keys=keys,
            keepalive=self.keepalive,
            warntime=self.warntime,
            deadtime=self.deadtime,
            initdead=self.initdead,
            auto_failback=self.auto_failback,
            pings=self.pings,
            votes=dict(self.votes),
        )


def load_ha_cf(path: Path) -> HaCf:
    """Read an ha.cf.

    Raises:
        ConfigTrouble: it cannot be read, or is wrong.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        words = f"It cannot be read: {error.strerror or error}."
        raise ConfigTrouble(str(path), Problem("unreadable", words)) from error
    except UnicodeDecodeError as error:
        raise ConfigTrouble(str(path), Problem("text", "It is no text file.")) from error
    return read_ha_cf(text, str(path))


def read_ha_cf(text: str, file: str = "ha.cf") -> HaCf:
    """Read the text of an ha.cf.

    Where a time is not given it follows from those that are, by the same rules of thumb as in
    Heartbeat's documentation: warntime half of deadtime, initdead twice deadtime.

    Raises:
        ConfigTrouble: with everything that is wrong in it.
    """
    draft = Draft()
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            words = shlex.split(line, comments=True)
        except ValueError:
            problems.append(Problem("quote", "A quotation mark is not closed.", number))
            continue
        if words:
            found = read_directive(draft, words, number)
            problems += [found] if found is not None else []
    if not draft.nodes:
        problems.append(Problem("no-node", "No node line names the nodes of the cluster."))
    made = _with_times(draft)
    problems += _contradictions(made, draft)
    if problems:
        raise ConfigTrouble(file, *problems)
    return made


def _with_times(draft: Draft) -> HaCf:
    times = draft.times
    keepalive = times.get("keepalive", 2.0)
    deadtime = times.get("deadtime", max(30.0, 4 * keepalive))
    return HaCf(
        nodes=tuple(draft.nodes),
        keepalive=keepalive,
        warntime=times.get("warntime", deadtime / 2),
        deadtime=deadtime,
        initdead=times.get("initdead", 2 * deadtime),
        auto_failback=draft.auto_failback,
        pings=tuple(draft.pings),
        port=draft.port,
        votes=draft.votes,
    )


def _contradictions(made: HaCf, draft: Draft) -> list[Problem]:
    where = draft.where
    found = _of_votes(made, draft)
    if made.deadtime <= made.keepalive:
        words = (
            f"deadtime ({made.deadtime:g} s) is not longer than keepalive ({made.keepalive:g} s),"
            " so that every node would be dead between two heartbeats."
        )
        found.append(Problem("deadtime", words, where.get("deadtime", where.get("keepalive"))))
    elif made.warntime >= made.deadtime:
        words = (
            f"warntime ({made.warntime:g} s) is not shorter than deadtime ({made.deadtime:g} s),"
            " so that no warning would ever come."
        )
        found.append(Problem("warntime", words, where.get("warntime")))
    if made.initdead < 2 * made.deadtime:
        words = (
            f"initdead ({made.initdead:g} s) is shorter than twice deadtime"
            f" ({2 * made.deadtime:g} s), so that slow starters would be taken for dead."
        )
        found.append(Problem("initdead", words, where.get("initdead")))
    return found


def _of_votes(made: HaCf, draft: Draft) -> list[Problem]:
    found = [
        Problem(
            "votes-of-nobody",
            f"votes names {name}, and no node line does.",
            draft.where.get(f"votes {name}"),
        )
        for name in made.votes
        if name not in made.nodes
    ]
    if made.nodes and not any(made.votes.get(name, 1) for name in made.nodes):
        found.append(Problem("no-votes", "No node has a vote, so that there is never quorum."))
    return found
