"""What a node finds in its files before it is first switched on."""

import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.rig.places import Place

REPOSITORY = Path(__file__).resolve().parents[2]
WEBCLUSTER = REPOSITORY / "resources" / "examples" / "webcluster.xml"
EXAMPLE_PREFIX = "10.56.0."
"""Addresses in a CIB with this prefix become addresses of the rig that runs it."""


@dataclass(frozen=True)
class Spec:
    """What a rig is to be; see ``Rig.up`` for the meaning of each."""

    nodes: int = 3
    cib: str = str(WEBCLUSTER)
    engines: bool = True
    fenced_nodes_return: bool = True
    boot_delay: float = 1.5
    token_ms: int = 1000
    owner: int | None = None

    def names(self) -> list[str]:
        """Names of the nodes, in order."""
        return [f"node{number}" for number in range(1, self.nodes + 1)]

    def as_json(self) -> dict[str, object]:
        """For the supervisor's command line."""
        return asdict(self)


def corosync_conf(names: list[str], addresses: list[str], token_ms: int) -> str:
    """Corosync's configuration; a brace and its first setting may not share a line."""
    lines = [
        *("totem {", "  version: 2", "  cluster_name: rig", "  transport: knet"),
        *("  crypto_cipher: none", "  crypto_hash: none", f"  token: {token_ms}"),
        # Many nodes share few cores here; a node more does not slow the network.
        *("  token_coefficient: 100", "}"),
        *("quorum {", "  provider: corosync_votequorum"),
        *(["  two_node: 1", "  wait_for_all: 0"] if len(names) == 2 else []),
        *("}", "logging {", "  to_stderr: no", "  to_syslog: no", "  to_logfile: yes"),
        *("  logfile: /var/log/corosync.log", "  timestamp: hires", "}", "nodelist {"),
    ]
    for number, (name, address) in enumerate(zip(names, addresses, strict=True), 1):
        lines += ["  node {", f"    ring0_addr: {address}", f"    name: {name}"]
        lines += [f"    nodeid: {number}", "  }"]
    return "\n".join([*lines, "}", ""])


def hosts(names: list[str], addresses: list[str]) -> str:
    """The nodes' /etc/hosts."""
    pairs = zip(["127.0.0.1", *addresses], ["localhost", *names], strict=True)
    return "".join(f"{address} {name}\n" for address, name in pairs)


def initial_cib(spec: Spec, place: Place) -> str:
    """The CIB that every node starts with; addresses of the example become the rig's."""
    text = Path(spec.cib).read_text(encoding="utf-8")
    return text.replace(EXAMPLE_PREFIX, place.prefix)


def lay_out_rig(place: Place) -> None:
    """Make the rig's own files: the agents' folder and what nodes share with the supervisor."""
    agents = place.folder / "agents"
    agents.mkdir(parents=True)
    place.folder.chmod(0o711)
    agent = agents / "fence_hagui_rig"
    shutil.copyfile(Path(__file__).with_name("fence_hagui_rig"), agent)
    agent.chmod(0o755)
    place.control.parent.mkdir(mode=0o711)


def lay_out_node(folder: Path, name: str, texts: dict[str, str]) -> None:
    """Make a node's folder: configuration, and what survives the loss of its power."""
    for below in (
        *("var/lib/pacemaker/blackbox", "var/lib/pacemaker/cib", "var/lib/pacemaker/cores"),
        *("var/lib/pacemaker/pengine", "var/lib/corosync", "etc/corosync"),
        *("var/log/pacemaker", "var/log/crmsh", "var/log/cluster", "engine"),
    ):
        (folder / below).mkdir(parents=True)
    (folder / "etc/corosync/corosync.conf").write_text(texts["corosync.conf"])
    (folder / "etc/hosts").write_text(texts["hosts"])
    cib = folder / "var/lib/pacemaker/cib/cib.xml"
    cib.write_text(texts["cib.xml"])
    cib.chmod(0o600)
    for top in (folder / "var/lib/pacemaker", folder / "var/log/pacemaker"):
        for path in (top, *top.rglob("*")):
            shutil.chown(path, "hacluster", "haclient")
            if path.is_dir():
                os.chmod(path, 0o750)  # noqa: PTH101
