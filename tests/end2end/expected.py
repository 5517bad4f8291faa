"""What a cluster's configuration has to be after a change, written down by hand.

It is made with plain XML, by none of the code that is tested.
"""

import asyncio
import copy
from typing import Self

from lxml import etree

from engine.cib.xml import Element
from tests.rig import Rig
from tests.rig.reset import configuration


class Expected:
    """A configuration, and what is changed in it."""

    def __init__(self, cib: Element) -> None:
        self.cib = copy.deepcopy(cib)

    def put(self, xml: str, into: str, before: str | None = None) -> Self:
        """Something new, in the element of an id or a tag, at its end or before another id."""
        parent, made = self._find(into), etree.fromstring(xml)
        parent.insert(len(parent) if before is None else parent.index(self._find(before)), made)
        return self

    def move(self, name: str, into: str, before: str | None = None) -> Self:
        """An element goes elsewhere."""
        moved = self._find(name)
        self.drop(name)
        parent = self._find(into)
        parent.insert(len(parent) if before is None else parent.index(self._find(before)), moved)
        return self

    def drop(self, name: str) -> Self:
        """An element goes."""
        found = self._find(name)
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)
        return self

    def set(self, name: str, **attributes: str | None) -> Self:
        """Attributes of an element, ``_`` for ``-`` in their names; None removes one."""
        found = self._find(name)
        for key, value in attributes.items():
            if value is None:
                del found.attrib[key.replace("_", "-")]
            else:
                found.set(key.replace("_", "-"), value)
        return self

    def _find(self, name: str) -> Element:
        every = self.cib.iterfind("configuration//*")
        (found,) = [each for each in every if name in {each.get("id"), each.tag}]
        return found

    def lines(self) -> list[str]:
        """Line by line, so that a difference can be read."""
        return lines(self.cib)


def lines(cib: Element) -> list[str]:
    """A CIB's configuration, one element a line; equal ones are equal."""
    return configuration(cib).replace("><", ">\n<").splitlines()


async def configured(rig: Rig) -> list[str]:
    """What the cluster has, by ``cibadmin`` on a node."""
    return lines(await asyncio.to_thread(rig.cib))


def dummy(name: str) -> str:
    """A resource that runs anywhere."""
    return f'<primitive id="{name}" class="ocf" provider="pacemaker" type="Dummy"/>'


def furnished(rig: Rig, *names: str) -> Expected:
    """The example with more resources: a group of jobs and some on their own."""
    made = Expected(rig.cib())
    jobs = "".join(map(dummy, ("job1", "job2", "job3")))
    made.put(f'<group id="jobs">{jobs}</group>', "resources")
    for name in names:
        made.put(dummy(name), "resources")
    return made


def load(rig: Rig, cib: Element) -> None:
    """Give the cluster another configuration, and wait until it runs."""
    replace = ["cibadmin", "--replace", "--scope", "configuration", "--xml-pipe"]
    rig.members()[0].run(replace, input=configuration(cib))
    rig.wait_settled()
