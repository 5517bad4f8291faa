"""How a lab is, as lines for people and as values for JSON."""

from collections.abc import Iterator

from engine.server import certificate
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor.wire import NodeStanding, Standing


def as_json(folder: Folder, standing: Standing) -> dict[str, object]:
    """All that a desktop needs in order to connect, and what has been done to the lab.

    Raises:
        LayoutTrouble: its description cannot be read.
    """
    return {
        "folder": str(folder.root),
        "token": str(folder.token),
        "web": folder.read_description().web,
        "nodes": [
            {
                "name": node.name,
                "address": node.address,
                "port": node.port,
                "udp": node.udp,
                "state": node.state,
                "plugged": node.plugged,
                "pid": node.pid,
                "fingerprint": fingerprint(folder, node.name),
            }
            for node in standing.nodes
        ],
        "cuts": [list(pair) for pair in standing.cuts],
        "delays": standing.delays,
    }


def as_text(folder: Folder, standing: Standing) -> Iterator[str]:
    """The same in lines.

    Raises:
        LayoutTrouble: its description cannot be read.
    """
    yield f"folder  {folder.root}"
    web = folder.read_description().web
    if web is not None:
        yield f"web page: {web}"
    width = max((len(node.name) for node in standing.nodes), default=0)
    for node in standing.nodes:
        place = f"{node.address} port {node.port}"
        yield f"{node.name:<{width}}  {place:<22}  {_state(node)}"
    for one, other in standing.cuts:
        yield f"cut     {one} and {other}"
    for name, milliseconds in standing.delays.items():
        yield f"slow    {name} by {milliseconds} ms"


def fingerprint(folder: Folder, node: str) -> str | None:
    """That of a node's engine, which a desktop pins; None before its first start."""
    try:
        return certificate.read_fingerprint(certificate.path_in(folder.node(node).root))
    except certificate.CertificateTrouble:
        return None


def _state(node: NodeStanding) -> str:
    return node.state if node.plugged else f"{node.state}, its plug is pulled"
