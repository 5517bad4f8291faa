"""Ids of nodes: as configured, else their place in ha.cf."""

from collections.abc import Iterable

from engine.cib.document import Cib


def node_ids(nodes: Iterable[str], cib: Cib) -> dict[str, str]:
    """The id of every node by its name, each its own.

    Args:
        nodes: names in the order of ha.cf.
        cib: whose configured nodes keep their ids; the others get the number of their place, or
            the next one that is free.
    """
    section = cib.section("nodes")
    found: dict[str, str] = {}
    for node in () if section is None else section.iterchildren("node"):
        name, id_ = node.get("uname"), node.get("id")
        if name and id_:
            found.setdefault(name, id_)
    taken = set(found.values())
    for place, name in enumerate(nodes, 1):
        if name in found:
            continue
        number = place
        while str(number) in taken:
            number += 1
        found[name] = str(number)
        taken.add(str(number))
    return found
