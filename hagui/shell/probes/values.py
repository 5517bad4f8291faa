"""What the dialog of probes shows and gives back: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hagui.monitor.probes.model import Target
from hagui.phrases import Tone


@dataclass(frozen=True, slots=True)
class Standing:
    """How a service is doing, in words."""

    glyph: str
    words: str
    tone: Tone = Tone.PLAIN
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ProbeLine:
    """A probe of a resource, for the inspector."""

    resource: str
    title: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ProbesLook:
    """What is asked, and what could be."""

    on: bool
    targets: tuple[Target, ...]
    offered: tuple[Target, ...] = ()
    """By the configuration."""
    nodes: tuple[str, ...] = ()
    """Whose engines could ask."""
    lab: bool = False
    production: bool = False
    standings: Mapping[Target, Standing] = field(default_factory=dict[Target, Standing])


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be asked from now on."""

    on: bool
    targets: tuple[Target, ...]
