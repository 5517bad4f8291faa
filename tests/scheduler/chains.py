"""Chains: a random cluster is scheduled, that is carried out, something happens, and again.

What crm_simulate makes of each transition is the next document, so that histories come about as
they do in clusters.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from engine.cib.xml import Element
from tests.scheduler import oracle
from tests.scheduler.random_cibs import generate

E = etree.SubElement
_UP = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
_ACTIONS = ("promote", "stop", "demote", "start")
_FAILURES = (
    *(("monitor", "10000", "7"), ("monitor", "10000", "1"), ("monitor", "11000", "1")),
    *(("monitor", "12000", "7"), ("monitor", "12000", "8"), ("monitor", "60000", "7")),
    *(("monitor", "30000", "1"), ("monitor", "0", "0"), ("monitor", "0", "8")),
    *(("start", "0", "1"), ("stop", "0", "1"), ("promote", "0", "1"), ("demote", "0", "1")),
)
_PATIENCE = 10


def chain(seed: int, *, most: int = 5) -> Iterator[bytes]:
    """The documents of a chain, one after another; it ends early where the tool gives up."""
    chance = random.Random(seed * 7 + 1)
    root = _beginning(chance, seed)
    for step in range(most):
        yield etree.tostring(root)
        if step + 1 == most:
            return
        try:
            root = _after(root, "-S")
            arguments = _disturb(chance, root)
            if arguments:
                root = _after(root, *arguments)
        except oracle.Silent:
            return


def _after(root: Element, *arguments: str) -> Element:
    """The document as the tool leaves it after a transition, or after something was injected.

    Raises:
        Silent: it does not.
    """
    with tempfile.TemporaryDirectory() as scratch:
        before, after = Path(scratch) / "before.xml", Path(scratch) / "after.xml"
        before.write_bytes(etree.tostring(root))
        written = "-O" if "-S" in arguments else "-I"
        command = ["-x", str(before), "-Q", written, str(after), *arguments]
        oracle.run(command, limit=_PATIENCE)
        if not after.is_file():
            raise oracle.Silent("nothing written")
        found = etree.parse(after).getroot()
    for pair in found.findall("configuration/resources/primitive/meta_attributes/nvpair"):
        if pair.get("name") == "internal_rsc":  # made for bundles; the tool makes them anew
            _take_out(pair, 2)
    return found


def _take_out(element: Element, levels: int) -> None:
    for _ in range(levels):
        above = element.getparent()
        assert above is not None
        element = above
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _beginning(chance: random.Random, seed: int) -> Element:
    """A random configuration, mostly of collectives, in which nothing has happened yet."""
    root = etree.fromstring(generate(seed, weights=(2, 3, 5, 5, 4, 0.5, 0.5)))
    for clone in root.iter("clone"):
        for share, name in ((0.5, "notify"), (0.4, "interleave"), (0.3, "ordered")):
            if chance.random() < share:
                _set_meta(clone, name, "true", anew=False)
    for bundle in root.iter("bundle"):
        if chance.random() < 0.4:
            _set_meta(bundle, "interleave", "true")
        if chance.random() < 0.05:
            _set_meta(bundle, "target-role", "Stopped")
        inner = bundle.find("primitive")
        if inner is not None and chance.random() < 0.4:
            _set_meta(inner, "notify", "true", anew=False)
    odd = {"maintenance-mode", "stop-all-resources", "symmetric-cluster", "no-quorum-policy"}
    for pair in root.findall("configuration/crm_config//nvpair"):
        if pair.get("name") in odd and chance.random() < 0.8:
            _take_out_self(pair)
    root.set("have-quorum", "1")
    _orders(chance, root)
    for state in root.findall("status/node_state"):
        for part in list(state):
            if part.tag == "lrm" or chance.random() < 0.7:
                state.remove(part)
        if chance.random() < 0.9:
            for name, value in _UP.items():
                state.set(name, value)
    return root


def _take_out_self(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _orders(chance: random.Random, root: Element) -> None:
    section = _section(root, "constraints")
    tops = [str(each.get("id")) for each in _resources(root) if each.get("class") != "stonith"]
    if len(tops) < 2:
        return
    for number in range(chance.choice((0, 1, 2, 3))):
        first, then = chance.sample(tops, 2)
        order = E(section, "rsc_order", {"id": f"xo{number}", "first": first, "then": then})
        for share, name, values in (
            (0.2, "kind", ("Optional", "Serialize", "Mandatory")),
            (0.1, "symmetrical", ("false",)),
            (0.15, "first-action", _ACTIONS),
            (0.15, "then-action", _ACTIONS),
            (0.15, "require-all", ("false",)),
        ):
            if chance.random() < share:
                order.set(name, chance.choice(values))


def _section(root: Element, name: str) -> Element:
    found = root.find(f"configuration/{name}")
    assert found is not None
    return found


def _resources(root: Element) -> list[Element]:
    return [each for each in _section(root, "resources") if each.tag != "template"]


def _set_meta(resource: Element, name: str, value: str, *, anew: bool = True) -> None:
    _set(resource, "meta_attributes", name, value, anew=anew)


def _set(owner: Element, tag: str, name: str, value: str, *, anew: bool = True) -> None:
    block = owner.find(tag)
    if block is None:
        block = etree.Element(tag, id=f"{owner.get('id')}-{tag}")
        owner.insert(0, block)
    for pair in block:
        if pair.get("name") == name:
            if anew:
                pair.set("value", value)
            return
    id_ = f"{block.get('id')}-{name.replace('#', '')}"
    E(block, "nvpair", id=id_, name=name, value=value)


def _disturb(chance: random.Random, root: Element) -> list[str]:
    """Let something happen: change the document, or return what the tool is to inject."""
    return chance.choice(_DISTURBANCES)(chance, root) or []


def _node(chance: random.Random, root: Element) -> Element:
    return chance.choice(_section(root, "nodes").findall("node"))


def _down(chance: random.Random, root: Element) -> list[str]:
    return ["--node-down", str(_node(chance, root).get("uname"))]


def _fail(chance: random.Random, root: Element) -> list[str]:
    return ["--node-fail", str(_node(chance, root).get("uname"))]


def _standby(chance: random.Random, root: Element) -> None:
    _set(_node(chance, root), "instance_attributes", "standby", "on")


def _maintenance(chance: random.Random, root: Element) -> None:
    _set(_node(chance, root), "instance_attributes", "maintenance", "true")


def _role(chance: random.Random, root: Element) -> None:
    role = chance.choice(("Stopped", "Started", "Unpromoted"))
    _set_meta(chance.choice(_resources(root)), "target-role", role)


def _unmanaged(chance: random.Random, root: Element) -> None:
    resources = [*_resources(root), *root.iter("primitive")]
    _set_meta(chance.choice(resources), "is-managed", "false")


def _fewer(chance: random.Random, root: Element) -> None:
    clones = list(root.iter("clone"))
    if clones:
        name = chance.choice(("clone-max", "promoted-max"))
        _set_meta(chance.choice(clones), name, chance.choice(("1", "2", "3")))


def _replicas(chance: random.Random, root: Element) -> None:
    containers = list(root.iterfind(".//bundle/docker"))
    if containers:
        chance.choice(containers).set("replicas", chance.choice(("1", "2", "3")))


def _parameter(chance: random.Random, root: Element) -> None:
    primitives = [each for each in root.iter("primitive") if each.get("class") == "ocf"]
    if primitives:
        _set(chance.choice(primitives), "instance_attributes", "fake", "z")


def _location(chance: random.Random, root: Element) -> None:
    score, number = chance.choice(("-INFINITY", "500")), chance.randrange(10**9)
    location = {
        "id": f"location{number}",
        "rsc": str(chance.choice(_resources(root)).get("id")),
        "node": str(_node(chance, root).get("uname")),
        "score": score,
    }
    E(_section(root, "constraints"), "rsc_location", location)


def _promotion_score(chance: random.Random, root: Element) -> None:
    stateful = [each for each in root.iter("primitive") if each.get("type") == "Stateful"]
    states = root.findall("status/node_state")
    if not (stateful and states):
        return
    state = chance.choice(states)
    outer = state.find("transient_attributes")
    if outer is None:
        outer = E(state, "transient_attributes", id=str(state.get("id")))
    name = f"master-{chance.choice(stateful).get('id')}"
    _set(outer, "instance_attributes", name, chance.choice(("5", "10", "100")))


def _operation_fails(chance: random.Random, root: Element) -> list[str]:
    done = [each for each in root.iter("lrm_rsc_op") if each.get("rc-code") == "0"]
    if not done:
        return []
    operation = chance.choice(done)
    state = next(operation.iterancestors("node_state"))
    entry = next(operation.iterancestors("lrm_resource"))
    resource = str(entry.get("id")).partition(":")[0]
    task, interval, code = chance.choice(_FAILURES)
    node = state.get("uname") or state.get("id")
    return ["--op-inject", f"{resource}_{task}_{interval}@{node}={code}"]


def _nothing(chance: random.Random, root: Element) -> None:
    pass


_DISTURBANCES: tuple[Callable[[random.Random, Element], list[str] | None], ...] = (
    *(_down, _fail, _standby, _maintenance, _role, _unmanaged, _fewer, _replicas, _parameter),
    *(_location, _location, _promotion_score, _operation_fails, _operation_fails, _nothing),
)
