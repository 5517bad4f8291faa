"""What goes wrong in a simulated lab, and what operators do meanwhile: as data, so that a schedule
can be told, played again, and made shorter."""

from dataclasses import dataclass
from random import Random
from typing import Final

from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby
from tests.lab.agents import Sickness
from tests.lab.clusters import Design


@dataclass(frozen=True)
class Crash:
    """A node loses power."""

    node: str


@dataclass(frozen=True)
class Start:
    """A node gets power, if it has none."""

    node: str


@dataclass(frozen=True)
class Freeze:
    """A node stands still."""

    node: str


@dataclass(frozen=True)
class Thaw:
    """A node goes on."""

    node: str


@dataclass(frozen=True)
class Leave:
    """A node is to leave in good order."""

    node: str


@dataclass(frozen=True)
class Split:
    """The network falls apart."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Cut:
    """Nothing gets from one node to another; perhaps the other way round."""

    sender: str
    receiver: str


@dataclass(frozen=True)
class Weather:
    """How the network is from now on."""

    loss: float = 0.0
    doubled: float = 0.0
    delay: tuple[float, float] = (0.0005, 0.002)


@dataclass(frozen=True)
class HealNetwork:
    """All cuts end, and the weather is good."""


@dataclass(frozen=True)
class Disk:
    """A disk cannot be written; with no trouble it can again."""

    node: str
    trouble: str = ""


@dataclass(frozen=True)
class Fall:
    """A resource dies where it runs (the first such node counting from this one)."""

    resource: str
    node: str


@dataclass(frozen=True)
class Sicken:
    """An agent does not work as it should."""

    sickness: Sickness


@dataclass(frozen=True)
class Cure:
    """All agents work."""


@dataclass(frozen=True)
class Blackout:
    """The power switch does not answer, or does so again."""

    on: bool


@dataclass(frozen=True)
class Unpinged:
    """These nodes do not reach the ping node; all others do."""

    nodes: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """An operator changes the configuration through a node."""

    node: str
    number: int
    stale: bool = False
    """Made from an older configuration than the node has."""


@dataclass(frozen=True)
class Role:
    """An operator sets a resource's target role through a node; None removes it."""

    node: str
    number: int
    resource: str
    role: str | None


@dataclass(frozen=True)
class Wish:
    """An operator asks for an act through a node."""

    node: str
    number: int
    wish: Standby | Maintenance | Cleanup | Refresh | Migrate | None


Fault = (
    Crash | Start | Freeze | Thaw | Leave | Split | Cut | Weather | HealNetwork | Disk | Fall
    | Sicken | Cure | Blackout | Unpinged | Edit | Role | Wish
)  # fmt: skip
Schedule = tuple[tuple[float, Fault], ...]
"""Each with the seconds since the one before."""

PAUSES: Final = (0.01, 0.1, 0.3, 1.0, 1.0, 3.0, 6.0, 12.0)


_USUAL: Final = {
    "crash": 3, "start": 2, "freeze": 2, "thaw": 2, "leave": 1, "split": 2, "cut": 1, "heal": 2,
    "weather": 1, "disk": 1, "fall": 2, "sicken": 2, "cure": 1, "odd": 1, "edit": 3, "role": 1,
    "wish": 1,
}  # fmt: skip
_THEMES: Final[tuple[dict[str, int], ...]] = (
    {},
    {"split": 6, "heal": 5, "cut": 3, "edit": 12},
    {"crash": 8, "start": 6, "freeze": 5, "thaw": 4, "leave": 2, "edit": 5},
    {"fall": 6, "sicken": 8, "cure": 2, "wish": 5, "role": 4},
    {"disk": 6, "edit": 10, "crash": 5, "start": 5},
    {"leave": 6, "start": 6, "split": 3, "freeze": 2, "odd": 3},
)
"""How often something happens, where that is not as usual."""


def make_schedule(rng: Random, names: tuple[str, ...], design: Design) -> Schedule:
    """One that was not played before, perhaps."""
    weights = _USUAL | rng.choice(_THEMES)
    count = rng.randrange(3, 16)
    chosen = rng.choices(list(weights), list(weights.values()), k=count)
    pauses = rng.choice([PAUSES, PAUSES[:5], PAUSES[3:]])
    return tuple(
        (rng.choice(pauses), _fault(rng, kind, names, design, number))
        for number, kind in enumerate(chosen, 1)
    )


def _fault(rng: Random, kind: str, names: tuple[str, ...], design: Design, number: int) -> Fault:
    node, resource = rng.choice(names), rng.choice(design.resources)
    match kind:
        case "crash":
            return Crash(node)
        case "start":
            return Start(node)
        case "freeze":
            return Freeze(node)
        case "thaw":
            return Thaw(node)
        case "leave":
            return Leave(node)
        case "split":
            part = "".join(name for name in names if rng.random() < 0.5)
            return Split((part, "".join(name for name in names if name not in part)))
        case "cut":
            return Cut(node, rng.choice(names))
        case "heal":
            return HealNetwork()
        case "weather":
            delay = rng.choice([(0.0005, 0.002), (0.0, 0.2), (0.1, 0.12)])
            return Weather(rng.choice([0.0, 0.02, 0.2]), rng.choice([0.0, 0.1]), delay)
        case "disk":
            return Disk(node, rng.choice(["", "No space left on device"]))
        case "fall":
            return Fall(resource, node)
        case "sicken":
            tasks = ("start", "stop", "monitor", "promote", "demote", "any")
            how = rng.choice(("fails", "half", "hangs", "slow"))
            where = rng.choice((None, node, node))
            return Sicken(Sickness(resource, rng.choice(tasks), how, where))
        case "cure":
            return Cure()
        case "odd":
            return rng.choice((Blackout(True), Blackout(False), Unpinged((node,)), Unpinged(())))
        case "edit":
            return Edit(node, number, stale=rng.random() < 0.2)
        case "role":
            return Role(node, number, resource, rng.choice(("Stopped", "Started", None)))
        case _:
            return Wish(node, number, _wish(rng, names, resource))


def _wish(
    rng: Random, names: tuple[str, ...], resource: str
) -> Standby | Maintenance | Cleanup | Refresh | Migrate | None:
    node = rng.choice(names)
    return rng.choice((
        Standby(node, on=True), Standby(node, on=False), Standby(node, on=True, until_reboot=True),
        Cleanup(resource), Cleanup(), Refresh(resource, node), Migrate(resource, node), None,
    ))  # fmt: skip
