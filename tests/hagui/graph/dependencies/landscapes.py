"""Clusters with many constraints, to lay out and look at.

``sap`` is made like the landscapes that SAP's own guides describe: HANA in system replication,
ASCS and ERS, application servers, tickets of a second site. ``tangle`` has any number of
resources and about as many constraints, the same for the same seed.
"""

from random import Random

from engine.cib.document import Cib
from engine.cib.state.model import ClusterState, Instance, NodeState, Role
from engine.cib.version import Version
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive

SIDS = ("HA1", "NW1", "BW1")
NODES = ("hana1", "hana2", "app1", "app2")


class _Writer:
    def __init__(self) -> None:
        self.resources: list[str] = []
        self.constraints: list[str] = []

    def primitive(self, name: str, agent: str) -> str:
        standard, _, rest = agent.partition(":")
        provider, _, kind = rest.rpartition(":")
        given = f' provider="{provider}"' if provider else ""
        return f'<primitive id="{name}" class="{standard}"{given} type="{kind}"/>'

    def single(self, name: str, agent: str) -> None:
        self.resources.append(self.primitive(name, agent))

    def group(self, name: str, *members: tuple[str, str]) -> None:
        inside = "".join(self.primitive(*member) for member in members)
        self.resources.append(f'<group id="{name}">{inside}</group>')

    def clone(self, name: str, child: str, agent: str, *, promotable: bool = False) -> None:
        meta = (
            f'<meta_attributes id="{name}-m"><nvpair id="{name}-p" name="promotable"'
            f' value="true"/></meta_attributes>'
            if promotable
            else ""
        )
        self.resources.append(f'<clone id="{name}">{meta}{self.primitive(child, agent)}</clone>')

    def add(self, tag: str, name: str, inside: str = "", **values: str) -> None:
        said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in values.items())
        self.constraints.append(f'<{tag} id="{name}"{said}>{inside}</{tag}>')

    def text(self, nodes: tuple[str, ...]) -> str:
        members = "".join(f'<node id="{n}" uname="{name}"/>' for n, name in enumerate(nodes, 1))
        return (
            '<cib admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config/>'
            f"<nodes>{members}</nodes><resources>{''.join(self.resources)}</resources>"
            f"<constraints>{''.join(self.constraints)}</constraints></configuration><status/></cib>"
        )


def _set(name: str, *resources: str, **values: str) -> str:
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in values.items())
    inside = "".join(f'<resource_ref id="{each}"/>' for each in resources)
    return f'<resource_set id="{name}"{said}>{inside}</resource_set>'


def sap() -> str:
    """About sixty resources of three systems."""
    out = _Writer()
    out.single("stonith-sbd", "stonith:external/sbd")
    out.single("stonith-ipmi-1", "stonith:fence_ipmilan")
    out.single("stonith-ipmi-2", "stonith:fence_ipmilan")
    out.clone("cln_nfs", "rsc_nfs", "ocf:heartbeat:nfsserver")
    out.single("rsc_mail", "ocf:heartbeat:MailTo")
    out.single("rsc_watch", "systemd:sapwatch")
    for number, sid in enumerate(SIDS):
        _system(out, sid, number)
    out.single("rsc_webdisp", "ocf:heartbeat:SAPInstance")
    out.add(
        "rsc_order",
        "ord_webdisp",
        _set("ow-1", *(f"grp_{sid}_PAS" for sid in SIDS), sequential="false", require_all="false")
        + _set("ow-2", "rsc_webdisp"),
    )
    return out.text(NODES)


def _system(out: _Writer, sid: str, number: int) -> None:
    topology, hana = f"cln_Topology_{sid}", f"msl_SAPHana_{sid}"
    out.clone(topology, f"rsc_Topology_{sid}", "ocf:suse:SAPHanaTopology")
    out.clone(hana, f"rsc_SAPHana_{sid}", "ocf:suse:SAPHana", promotable=True)
    out.single(f"rsc_ip_{sid}_HDB", "ocf:heartbeat:IPaddr2")
    out.group(
        f"grp_{sid}_ASCS00",
        (f"rsc_ip_{sid}_ASCS", "ocf:heartbeat:IPaddr2"),
        (f"rsc_fs_{sid}_ASCS", "ocf:heartbeat:Filesystem"),
        (f"rsc_sap_{sid}_ASCS00", "ocf:heartbeat:SAPInstance"),
    )
    out.group(
        f"grp_{sid}_ERS10",
        (f"rsc_ip_{sid}_ERS", "ocf:heartbeat:IPaddr2"),
        (f"rsc_fs_{sid}_ERS", "ocf:heartbeat:Filesystem"),
        (f"rsc_sap_{sid}_ERS10", "ocf:heartbeat:SAPInstance"),
    )
    for server in ("PAS", "AAS"):
        out.group(
            f"grp_{sid}_{server}",
            (f"rsc_ip_{sid}_{server}", "ocf:heartbeat:IPaddr2"),
            (f"rsc_sap_{sid}_{server}", "ocf:heartbeat:SAPInstance"),
        )
    out.add("rsc_order", f"ord_topo_{sid}", kind="Optional", first=topology, then=hana)
    out.add(
        "rsc_colocation",
        f"col_ip_{sid}",
        score="2000",
        rsc=f"rsc_ip_{sid}_HDB",
        with_rsc=hana,
        with_rsc_role="Master",
    )
    out.add(
        "rsc_order", f"ord_ip_{sid}", first=hana, first_action="promote", then=f"rsc_ip_{sid}_HDB"
    )
    out.add(
        "rsc_colocation",
        f"col_ascs_ers_{sid}",
        score="-5000",
        rsc=f"grp_{sid}_ERS10",
        with_rsc=f"grp_{sid}_ASCS00",
    )
    out.add(
        "rsc_order",
        f"ord_ascs_ers_{sid}",
        kind="Optional",
        symmetrical="false",
        first=f"rsc_sap_{sid}_ASCS00",
        first_action="start",
        then=f"rsc_sap_{sid}_ERS10",
        then_action="stop",
    )
    out.add(
        "rsc_order",
        f"ord_apps_{sid}",
        _set(f"oa1-{sid}", "cln_nfs")
        + _set(f"oa2-{sid}", f"rsc_ip_{sid}_HDB", f"grp_{sid}_ASCS00", sequential="false")
        + _set(f"oa3-{sid}", f"grp_{sid}_PAS", f"grp_{sid}_AAS", sequential="false"),
    )
    rule = (
        f'<rule id="lr-{sid}" score="-INFINITY"><expression id="le-{sid}" attribute="kind"'
        ' operation="ne" value="hana"/></rule>'
    )
    out.add("rsc_location", f"loc_hana_{sid}", rule, rsc=hana)
    out.add(
        "rsc_location",
        f"loc_pas_{sid}",
        rsc=f"grp_{sid}_PAS",
        node=f"app{number % 2 + 1}",
        score="100",
    )
    out.add(
        "rsc_location",
        f"loc_aas_{sid}",
        rsc=f"grp_{sid}_AAS",
        node=f"app{number % 2 + 1}",
        score="-INFINITY",
    )
    if number == 0:
        out.add(
            "rsc_ticket",
            f"tck_{sid}",
            rsc=hana,
            rsc_role="Master",
            ticket="site-a",
            loss_policy="demote",
        )
        out.add(
            "rsc_ticket",
            f"tck_{sid}_ascs",
            rsc=f"grp_{sid}_ASCS00",
            ticket="site-a",
            loss_policy="fence",
        )


def tangle(resources: int, seed: int = 7, part: int = 14) -> str:
    """So many primitives, in groups, clones and alone, with about as many constraints.

    Args:
        resources: how many primitives.
        seed: another one makes another cluster.
        part: how many groups, clones and single resources are joined to each other.
    """
    random, out = Random(seed), _Writer()
    names: list[str] = []
    made = 0
    while made < resources:
        number = len(names)
        kind = random.random()
        if kind < 0.28:
            size = random.randint(2, 5)
            name = f"grp{number}"
            out.group(name, *((f"g{number}m{n}", "ocf:heartbeat:Dummy") for n in range(size)))
        elif kind < 0.36:
            size, name = 1, f"cln{number}"
            out.clone(name, f"c{number}", "ocf:pacemaker:Dummy", promotable=kind < 0.31)
        else:
            size, name = 1, f"rsc{number}"
            out.single(name, "ocf:heartbeat:Dummy")
        names.append(name)
        made += size
    clusters = [names[at : at + part] for at in range(0, int(len(names) * 0.85), part)]
    serial = 0
    for cluster in clusters:
        for index, name in enumerate(cluster[1:], 1):
            first = cluster[random.randrange(max(0, index - 4), index)]
            serial += 1
            out.add(
                "rsc_order",
                f"o{serial}",
                first=first,
                then=name,
                kind="Optional" if random.random() < 0.2 else "Mandatory",
            )
            if random.random() < 0.45:
                out.add(
                    "rsc_colocation",
                    f"c{serial}",
                    rsc=name,
                    with_rsc=first,
                    score=random.choice(("INFINITY", "INFINITY", "500", "-INFINITY")),
                )
            if random.random() < 0.3:
                out.add("rsc_location", f"l{serial}", rsc=name, node="hana1", score="100")
        if random.random() < 0.4:
            out.add(
                "rsc_order",
                f"s{serial}",
                _set(f"sa{serial}", *cluster[1:4], sequential="false")
                + _set(f"sb{serial}", *cluster[-2:], sequential="false"),
            )
    return out.text(NODES)


def shown(text: str) -> tuple[Configuration, ClusterState]:
    """A cluster in which all of that runs somewhere."""
    configuration = Configuration.of(Cib.parse(text))
    found: list[Instance] = []
    for number, resource in enumerate(configuration.resources):
        match resource:
            case Clone():
                for index, node in enumerate(NODES[:2]):
                    role = Role.STARTED
                    if resource.promotable:
                        role = Role.UNPROMOTED if index else Role.PROMOTED
                    found += (_running(p, node, role, index) for p in resource.primitives())
            case Primitive() | Group() | Bundle():
                node = NODES[number % len(NODES)]
                found += (_running(p, node, Role.STARTED) for p in resource.primitives())
    return configuration, ClusterState(
        version=Version(0, 1, 0),
        dc=NODES[0],
        quorate=True,
        nodes={name: NodeState(id=name, name=name, online=True) for name in NODES},
        instances={item.key: item for item in found},
    )


def _running(primitive: Primitive, node: str, role: Role, number: int | None = None) -> Instance:
    return Instance(
        primitive.id, number, agent=primitive.agent, role=role, nodes=(node,), active=True
    )
