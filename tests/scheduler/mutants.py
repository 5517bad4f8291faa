"""Pacemaker's own scheduler cases, changed at random: real clusters gone a little astray."""

import random
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element, child, elements
from tests.engine.cib.state.edits import NOW, edit, reconfigure, shake
from tests.scheduler.cases import all_cases

_SCORES: Final = ("INFINITY", "-INFINITY", "100", "-100", "1", "0", "2000")
_ROLES: Final = ("Started", "Promoted", "Unpromoted", "Stopped")
_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "score": _SCORES,
    "kind": ("Mandatory", "Optional", "Serialize"),
    "symmetrical": ("true", "false"),
    "sequential": ("true", "false"),
    "require-all": ("true", "false"),
    "rsc-role": _ROLES,
    "with-rsc-role": _ROLES,
    "first-action": ("start", "stop", "promote", "demote"),
    "then-action": ("start", "stop", "promote", "demote"),
    "loss-policy": ("stop", "demote", "fence", "freeze"),
}
_NAMES: Final = ("rsc", "with-rsc", "first", "then", "node")


def mutant(seed: int) -> bytes:
    """One of the cases, changed; the same seed gives the same document."""
    chance = random.Random(seed)
    cases = all_cases()
    cib = Cib.parse(cases[chance.choice(list(cases))].path.read_bytes())
    # What is changed at random need not follow any schema.
    cib.root.set("validate-with", "none")
    cib.root.set("crm_feature_set", "3.16.1")
    if cib.root.get("execution-date") is None:
        cib.root.set("execution-date", str(int(NOW)))
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        chance.choice((edit, edit, shake, reconfigure, _constraint, _constraint, _node))(
            cib, chance
        )
    return etree.tostring(cib.root, encoding="utf-8")


def _constraint(cib: Cib, chance: random.Random) -> None:
    """Change a constraint, take one away, or give one another resource or node."""
    section = cib.section("constraints")
    found = [] if section is None else elements(section)
    if section is None or not found:
        return
    element = chance.choice(found)
    if chance.random() < 0.15:
        section.remove(element)
        return
    inner = chance.choice([element, *element.iter("resource_set"), *element.iter("rule")])
    known = [name for name in inner.attrib if name in _VALUES]
    others = [name for name in element.attrib if name in _NAMES]
    if others and chance.random() < 0.4:
        name = chance.choice(others)
        if name == "node":
            element.set(name, _one(cib, "nodes", "node", "uname", chance))
        else:
            element.set(name, _one(cib, "resources", "*", "id", chance))
    elif known:
        name = str(chance.choice(known))
        inner.set(name, chance.choice(_VALUES[name]))
    else:
        name = chance.choice(list(_VALUES))
        inner.set(name, chance.choice(_VALUES[name]))


def _one(cib: Cib, section: str, tag: str, name: str, chance: random.Random) -> str:
    parent = cib.section(section)
    found = [] if parent is None else [str(each.get(name)) for each in parent.iterfind(tag)]
    return chance.choice(found) if found else "none"


def _node(cib: Cib, chance: random.Random) -> None:
    """Give a node an attribute of its own."""
    section = cib.section("nodes")
    nodes = [] if section is None else [*section.iterfind("node")]
    if not nodes:
        return
    node = chance.choice(nodes)
    block = child(node, "instance_attributes")
    if block is None:
        block = etree.SubElement(node, "instance_attributes", id=f"mutant-{node.get('id')}")
    name, value = chance.choice(
        (("standby", "on"), ("maintenance", "true"), ("standby", "off"), ("#health-x", "red"))
    )
    _set(block, name, value)


def _set(block: Element, name: str, value: str) -> None:
    for pair in block.iterchildren("nvpair"):
        if pair.get("name") == name:
            pair.set("value", value)
            return
    id_ = f"{block.get('id')}-{name.replace('#', '')}"
    etree.SubElement(block, "nvpair", id=id_, name=name, value=value)
