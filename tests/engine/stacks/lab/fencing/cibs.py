"""Configurations with fencing devices."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from engine.cib.document import Cib

NODES = ("alpha", "beta", "gamma")
ANY = {"pcmk_host_check": "none"}


def device(name: str, meta: Mapping[str, str] | None = None, /, **parameters: str) -> str:
    """A device that can fence every node, unless its parameters say something else."""
    own = _pairs(f"{name}-i", "instance_attributes", parameters or ANY)
    told = _pairs(f"{name}-m", "meta_attributes", meta or {})
    return f'<primitive id="{name}" class="stonith" type="fence_lab">{own}{told}</primitive>'


def level(index: int, devices: str, **about: str) -> str:
    """One level of the topology, for beta where nothing else is said."""
    whom = about or {"target": "beta"}
    written = " ".join(f"{name.replace('_', '-')}={quoteattr(text)}" for name, text in whom.items())
    return f'<fencing-level id="l{index}-{devices}" index="{index}" devices="{devices}" {written}/>'


def away(name: str, node: str) -> str:
    """A device is kept away from a node."""
    return f'<rsc_location id="no-{name}-{node}" rsc="{name}" node="{node}" score="-INFINITY"/>'


def cib(
    *devices: str,
    levels: str = "",
    constraints: str = "",
    racks: Mapping[str, str] | None = None,
    **properties: str,
) -> Cib:
    """A whole one."""
    options = {name.replace("_", "-"): text for name, text in properties.items()}
    nodes = "".join(
        f'<node id="{number}" uname="{name}">'
        + _pairs(f"n{number}", "instance_attributes", {"rack": (racks or {}).get(name, "none")})
        + "</node>"
        for number, name in enumerate(NODES, 1)
    )
    return Cib.parse(
        '<cib epoch="1" admin_epoch="0" num_updates="0" validate-with="pacemaker-3.9">'
        "<configuration><crm_config>"
        + _pairs("cib-bootstrap-options", "cluster_property_set", options)
        + f"</crm_config><nodes>{nodes}</nodes><resources>{''.join(devices)}</resources>"
        f"<constraints>{constraints}</constraints>"
        f"<fencing-topology>{levels}</fencing-topology>"
        "</configuration><status/></cib>"
    )


def _pairs(id_: str, tag: str, values: Mapping[str, str]) -> str:
    inside = "".join(
        f'<nvpair id="{id_}-{name}" name="{name}" value={quoteattr(text)}/>'
        for name, text in values.items()
    )
    return f'<{tag} id="{id_}">{inside}</{tag}>'
