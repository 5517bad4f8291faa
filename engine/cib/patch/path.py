"""Paths of patchsets: ``/cib/status/node_state[@id='1']``, the only XPath they use."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from engine.cib.lookup import Lookup
from engine.cib.patch.errors import PatchError
from engine.cib.xml import Element, is_element

COMMENT: Final = "comment"
"""The name that a comment has in a path; which comment is said by its position."""

_STEP: Final = re.compile(r"/([^/\[]+)(?:\[@id='(.*?)'\])?(?=/|\Z)", re.DOTALL)


class Step(NamedTuple):
    """One step down: the name of a child, and its id where it has one."""

    tag: str
    id: str | None

    def __str__(self) -> str:
        return f"/{self.tag}" if self.id is None else f"/{self.tag}[@id='{self.id}']"


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path, the first being ``cib``.

    Raises:
        PatchError: it is written in another way than patchsets write paths.
    """
    found: list[Step] = []
    at = 0
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None:
            break
        found.append(Step(step.group(1), step.group(2)))
        at = step.end()
    if not found or at != len(path):
        raise PatchError("change", f"The patch names a place in an unknown way: {path!r}.")
    return tuple(found)


def find(root: Element, path: str, lookup: Lookup, position: int | None = None) -> Element | None:
    """What ``path`` leads to, as Pacemaker resolves it: at each step the first child that fits.

    Without an id any child of that name fits. ``position`` counts for comments only.
    """
    way = steps(path)
    if root.tag != way[0].tag or (way[0].id is not None and root.get("id") != way[0].id):
        return None
    here: Element | None = root
    for step in way[1:-1]:
        here = lookup.find(here, step.tag, step.id)
        if here is None:
            return None
    if len(way) == 1:
        return here
    last = way[-1]
    if last.tag == COMMENT:
        return _find_comment(here, last, position)
    return lookup.find(here, last.tag, last.id)


def _find_comment(parent: Element, step: Step, position: int | None) -> Element | None:
    for index, node in enumerate(parent):
        if is_element(node):
            if node.tag == COMMENT and step.id in {None, node.get("id")}:
                return node
        elif node.tag is etree.Comment and position in {None, index} and step.id is None:
            return node
    return None
