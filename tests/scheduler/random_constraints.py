"""Random CIBs that are all about constraints: rules, sets, tags, patterns, tickets."""

import random
from dataclasses import dataclass, field

from lxml import etree

from engine.cib.xml import Element
from tests.scheduler.random_cibs import SCORES, generate

E = etree.SubElement
_MORE_SCORES = (*SCORES, "+INFINITY", "7", "-3")
_ROLES = ("Started", "Promoted", "Unpromoted")
_ACTIONS = ("start", "promote", "stop", "demote")
_PATTERNS = (
    *("^(r.)", "([cmg])([0-9])", "!^g", "(.*)-?0", "^[[:alpha:]]+[[:digit:]]$"),
    *("r0|r1", "(r0)", "^.{2}$", "!(c|m)"),
)
_ATTRIBUTES = (
    (0.5, "rack", ("1", "2", "10", "1.5", "x")),
    (0.5, "site", ("a", "b", "A")),
    (0.4, "ver", ("1.2", "1.10", "1.2.0")),
    (0.4, "w-r0", ("5", "INFINITY", "-7")),
    (0.2, "#health-x", ("red", "green", "yellow", "-20", "7")),
)
_ASKED = (
    *("#uname", "#kind", "#id", "rack", "site", "ver", "w-%0", "w-%1"),
    *("#is_dc", "#cluster-name", "#site-name"),
)
_COMPARISONS = ("eq", "ne", "lt", "lte", "gt", "gte", "defined", "not_defined")
_VALUES = (
    *("1", "2", "1.5", "a", "b", "remote", "cluster", "container", "1.2", "1.9", "5"),
    *("resource-stickiness", "fake", "true"),
)
_DATES: tuple[dict[str, str], ...] = (
    {"hours": "9-23"},
    {"weekdays": "1-2"},
    {"years": "2023", "months": "11-"},
    {"weekdays": "6-7"},
    {"monthdays": "-14"},
    {"yeardays": "318"},
    {"weeks": "46"},
)
_SINCE = ("2023-318", "2023-W46-2", "2024-01-01T00:00:00+02:00", "2023-11-14T22:13:20Z")
_UNTIL = ("2023-11-14T23:13:20+01:00", "2023-11-15", "2020-01-01 00:00:01")
_SECTIONS = (
    *("crm_config", "nodes", "resources", "constraints", "fencing-topology"),
    *("rsc_defaults", "op_defaults", "alerts", "tags", "acls"),
)


@dataclass(slots=True)
class _Draft:
    chance: random.Random
    root: Element
    section: Element
    names: list[str]
    """Ids that constraints may name, more often those that they usually do."""
    nodes: list[str]
    rules: list[str] = field(default_factory=list[str])
    """Those that others may refer to."""
    sets: list[str] = field(default_factory=list[str])
    fresh: list[str] = field(default_factory=list[str])
    """Sets of the constraint that is being made."""
    count: int = 0

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def one(self) -> str:
        return self.chance.choice(self.names)

    def perhaps(self, element: Element, share: float, name: str, values: tuple[str, ...]) -> None:
        """Set an attribute in so many cases of all."""
        if self.often(share):
            element.set(name, self.chance.choice(values))


def generate_constraints(seed: int) -> bytes:
    """The document of that seed: a random CIB with constraints of its own."""
    root = etree.fromstring(generate(seed))
    chance = random.Random(seed * 7 + 1)
    configuration, resources = root[0], root.find("configuration/resources")
    section = root.find("configuration/constraints")
    assert resources is not None
    assert section is not None
    section[:] = []
    ids = [str(each.get("id")) for each in resources if each.tag != "template"]
    inner = [
        str(each.get("id"))
        for each in resources.iter("primitive", "group")
        if each.getparent() is not resources
    ]
    names = ids * 4 + inner + 2 * [str(each.get("id")) for each in resources.iter("template")]
    names += 2 * _tags(chance, configuration, ids + inner)
    nodes = [str(each.get("uname")) for each in root.iter("node")]
    nodes += [str(each.get("uname")) for each in root.iter("node_state") if each.get("remote_node")]
    draft = _Draft(chance, root, section, names, nodes)
    _attributes(draft)
    for number in range(chance.choice((2, 3, 4, 5, 6))):
        draft.sets += draft.fresh
        draft.fresh.clear()
        makers = (_location, _location, _colocation, _colocation, _ticket, _order, _order)
        chance.choice(makers)(draft, number)
    _tickets(draft)
    configuration[:] = sorted(configuration, key=lambda each: _SECTIONS.index(str(each.tag)))
    etree.indent(root)
    return etree.tostring(root)


def _tags(chance: random.Random, configuration: Element, ids: list[str]) -> list[str]:
    for old in configuration.findall("tags"):
        configuration.remove(old)
    found: list[str] = []
    if chance.random() < 0.6:
        tags = E(configuration, "tags")
        for number in range(chance.choice((1, 2, 3))):
            tag = E(tags, "tag", id=f"tag{number}")
            pool = ids + found
            for id_ in chance.sample(pool, min(len(pool), chance.choice((1, 2, 3)))):
                E(tag, "obj_ref", id=id_)
            found.append(f"tag{number}")
    return found


def _attributes(draft: _Draft) -> None:
    for node in draft.root.iter("node"):
        block = node.find("instance_attributes")
        if block is None:
            block = E(node, "instance_attributes", id=f"ia-{node.get('id')}")
        known = {pair.get("name") for pair in block}
        for share, name, values in _ATTRIBUTES:
            if name not in known and draft.often(share):
                id_ = f"z{node.get('id')}-{name.strip('#')}"
                E(block, "nvpair", id=id_, name=name, value=draft.chance.choice(values))
        if not len(block):
            node.remove(block)


def _date(draft: _Draft, rule: Element, id_: str) -> None:
    chance = draft.chance
    date = E(rule, "date_expression", id=id_)
    match chance.randrange(4):
        case 0:
            date.attrib.update({"operation": "in_range", "start": "2023-11-14 00:00:00Z"})
            E(date, "duration", id=f"{id_}-d", hours=chance.choice(("1", "30")))
        case 1:
            date.set("operation", "date_spec")
            E(date, "date_spec", {"id": f"{id_}-d", **chance.choice(_DATES)})
        case 2:
            date.attrib.update({"operation": "gt", "start": chance.choice(_SINCE)})
        case _:
            date.attrib.update({"operation": "lt", "end": chance.choice(_UNTIL)})


def _rule(draft: _Draft, parent: Element, id_: str, depth: int = 0) -> None:
    chance = draft.chance
    if draft.rules and depth == 0 and draft.often(0.08):
        E(parent, "rule", {"id-ref": chance.choice(draft.rules)})
        return
    rule = E(parent, "rule", id=id_)
    if depth == 0:
        draft.rules.append(id_)
        if draft.often(0.25):
            names = ("rack", "w-%0", "w-%1", "site", "ver", "#health-x")
            rule.set("score-attribute", chance.choice(names))
        else:
            draft.perhaps(rule, 0.98, "score", _MORE_SCORES)
        draft.perhaps(rule, 0.2, "role", (*_ROLES, "Master", "Slave", "Stopped"))
    draft.perhaps(rule, 0.35, "boolean-op", ("or", "and"))
    for place in range(chance.choice((1, 1, 2, 2, 3))):
        inner = f"{id_}-{place}"
        kind = chance.random()
        if kind < 0.15:
            _date(draft, rule, inner)
        elif kind < 0.25 and depth < 2:
            _rule(draft, rule, inner, depth + 1)
        else:
            _expression(draft, rule, inner)


def _expression(draft: _Draft, rule: Element, id_: str) -> None:
    chance = draft.chance
    attribute, operation = chance.choice(_ASKED), chance.choice(_COMPARISONS)
    element = E(rule, "expression", id=id_, attribute=attribute, operation=operation)
    draft.perhaps(element, 0.4, "type", ("string", "number", "version", "integer"))
    if operation not in {"defined", "not_defined"}:
        value = chance.choice(draft.nodes if attribute == "#uname" else _VALUES)
        element.set("value", value)
        draft.perhaps(element, 0.15, "value-source", ("literal", "meta", "param"))


def _set(draft: _Draft, parent: Element) -> Element | None:
    """A set of resources; None where an earlier one is referred to."""
    if draft.sets and draft.often(0.08):
        E(parent, "resource_set", {"id-ref": draft.chance.choice(draft.sets)})
        return None
    draft.count += 1
    draft.fresh.append(f"set{draft.count}")
    found = E(parent, "resource_set", id=f"set{draft.count}")
    draft.perhaps(found, 0.4, "sequential", ("true", "false"))
    draft.perhaps(found, 0.2, "role", _ROLES)
    for id_ in sorted({draft.one() for _ in range(draft.chance.choice((1, 2, 3)))}):
        E(found, "resource_ref", id=id_)
    return found


def _sets(draft: _Draft, parent: Element, numbers: tuple[int, ...]) -> list[Element]:
    made = [_set(draft, parent) for _ in range(draft.chance.choice(numbers))]
    return [each for each in made if each is not None]


def _location(draft: _Draft, number: int) -> None:
    chance = draft.chance
    element = E(draft.section, "rsc_location", id=f"l{number}")
    kind = chance.random()
    if kind < 0.3:
        element.set("rsc-pattern", chance.choice(_PATTERNS))
    elif kind < 0.5:
        for part in _sets(draft, element, (1, 2)):
            draft.perhaps(part, 0.3, "score", _MORE_SCORES[:11])
    else:
        element.set("rsc", draft.one())
    draft.perhaps(element, 0.15, "resource-discovery", ("never", "exclusive", "always"))
    if draft.often(0.55):
        for place in range(chance.choice((1, 1, 2))):
            _rule(draft, element, f"l{number}r{place}")
        return
    element.set("node", chance.choice(draft.nodes))
    element.set("score", chance.choice(_MORE_SCORES))
    if element.get("rsc"):
        draft.perhaps(element, 0.2, "role", (*_ROLES, "Stopped"))


def _two(draft: _Draft, element: Element, first: str, second: str) -> bool:
    """Name two different ones; false, and no constraint, where they are the same."""
    element.set(first, draft.one())
    element.set(second, draft.one())
    if element.get(first) == element.get(second):
        draft.section.remove(element)
        return False
    return True


def _colocation(draft: _Draft, number: int) -> None:
    element = E(draft.section, "rsc_colocation", id=f"x{number}")
    draft.perhaps(element, 0.9, "score", _MORE_SCORES[:11])
    draft.perhaps(element, 0.2, "influence", ("true", "false"))
    if draft.often(0.5):
        for part in _sets(draft, element, (1, 2, 2, 3)):
            draft.perhaps(part, 0.3, "score", _MORE_SCORES[:11])
            draft.perhaps(part, 0.2, "ordering", ("group", "listed"))
    elif _two(draft, element, "rsc", "with-rsc"):
        draft.perhaps(element, 0.2, "node-attribute", ("site", "rack"))
        draft.perhaps(element, 0.3, "rsc-role", _ROLES)
        draft.perhaps(element, 0.3, "with-rsc-role", _ROLES)


def _order(draft: _Draft, number: int) -> None:
    element = E(draft.section, "rsc_order", id=f"o{number}")
    if draft.often(0.5):
        element.set("kind", draft.chance.choice(("Mandatory", "Optional", "Serialize")))
    else:
        draft.perhaps(element, 0.15, "score", ("0", "INFINITY"))
    draft.perhaps(element, 0.3, "symmetrical", ("true", "false"))
    if draft.often(0.6):
        settings: tuple[tuple[float, str, tuple[str, ...]], ...] = (
            (0.3, "require-all", ("true", "false")),
            (0.25, "action", _ACTIONS),
            (0.15, "kind", ("Optional", "Mandatory", "Serialize")),
            (0.1, "symmetrical", ("true", "false")),
        )
        for part in _sets(draft, element, (1, 2, 2, 3)):
            for share, name, values in settings:
                draft.perhaps(part, share, name, values)
    elif _two(draft, element, "first", "then"):
        draft.perhaps(element, 0.3, "first-action", _ACTIONS)
        draft.perhaps(element, 0.3, "then-action", _ACTIONS)
        draft.perhaps(element, 0.15, "require-all", ("true", "false"))


def _ticket(draft: _Draft, number: int) -> None:
    ticket = draft.chance.choice(("ta", "tb", "tc"))
    element = E(draft.section, "rsc_ticket", id=f"k{number}", ticket=ticket)
    draft.perhaps(element, 0.7, "loss-policy", ("stop", "demote", "fence", "freeze"))
    if draft.often(0.5):
        _sets(draft, element, (1, 2))
    else:
        element.set("rsc", draft.one())
        draft.perhaps(element, 0.4, "rsc-role", _ROLES)


def _tickets(draft: _Draft) -> None:
    status = draft.root.find("status")
    assert status is not None
    for old in status.findall("tickets"):
        status.remove(old)
    if draft.often(0.8):
        tickets = E(status, "tickets")
        for name in ("ta", "tb"):
            if draft.often(0.8):
                granted = draft.chance.choice(("true", "false"))
                state = E(tickets, "ticket_state", id=name, granted=granted)
                draft.perhaps(state, 0.3, "standby", ("true", "false"))
