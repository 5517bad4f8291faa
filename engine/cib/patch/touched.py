"""What a patchset touched, so that nothing else needs to be looked at again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Touched:
    """Names of the parts of a CIB that may differ from before."""

    configuration: bool = False
    """Anything within the configuration section."""
    root: bool = False
    """Attributes of ``<cib>`` other than version and book-keeping: quorum, DC, schema."""
    nodes: frozenset[str] = frozenset()
    """Ids of node_state elements touched in any way, also deep within them."""
    resources: frozenset[tuple[str, str]] = frozenset()
    """(node_state id, lrm_resource id) whose operation history changed, appeared or went."""
    attributes: frozenset[str] = frozenset()
    """Ids of node_state elements whose transient attributes changed."""
    tickets: bool = False
    """The tickets' state in the status section."""
    fencing: bool = False
    """The fencing topology, or what a node's history of a fencing device says."""
    everything: bool = False
    """A whole section was replaced: look at all of the document again."""

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(
            configuration=self.configuration or other.configuration,
            root=self.root or other.root,
            nodes=self.nodes | other.nodes,
            resources=self.resources | other.resources,
            attributes=self.attributes | other.attributes,
            tickets=self.tickets or other.tickets,
            fencing=self.fencing or other.fencing,
            everything=self.everything or other.everything,
        )

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = Touched()
