"""The CIB's root element: version, DC and quorum, which say most at the least cost."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.cib.version import Version
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import tools

_LEGACY: Final = "cibadmin gave something that is no CIB; check the installation of Pacemaker."


@dataclass(frozen=True, slots=True)
class Root:
    """Attributes of ``<cib>``."""

    version: Version
    dc: str
    """Id of the node that is DC, empty while there is none."""
    attributes: tuple[tuple[str, str], ...] = ()
    """All of them, in their order."""


async def read_root() -> Root:
    """The root of this node's CIB now.

    Raises:
        StackError: ``stack-down`` where the cluster cannot be asked.
    """
    outcome = await tools.run(["cibadmin", "--query", "--no-children"])
    if not outcome.ok:
        raise tools.failure(outcome, "Reading the CIB")
    return parse_root(outcome.output)


def parse_root(text: bytes) -> Root:
    """Read a ``<cib/>`` element.

    Raises:
        StackError: ``failed``, where it is none.
    """
    try:
        element = etree.fromstring(text)
        counters = (int(element.get(name, "0")) for name in Version._fields)
        version = Version(*counters)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StackError("failed", _LEGACY, str(error)) from error
    attributes = tuple((str(name), str(value)) for name, value in element.attrib.items())
    return Root(version, element.get("dc-uuid", ""), attributes)


async def read_snapshot() -> tuple[Version, str]:
    """The whole CIB of this node now, with its version.

    Raises:
        StackError: ``stack-down`` where the cluster cannot be asked.
    """
    outcome = await tools.run(["cibadmin", "--query"])
    if not outcome.ok:
        raise tools.failure(outcome, "Reading the CIB")
    text = outcome.output.strip()
    end = text.find(b">")
    head = text[: end + 1]
    if not head.endswith(b"/>"):
        head = head[:-1] + b"/>"
    return parse_root(head).version, text.decode()
