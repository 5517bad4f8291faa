"""What was read of configurations before, so that what has not changed is not read again."""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

from lxml import etree

from engine.cib.views.constraints import Constraint
from engine.cib.views.resources import Resource
from engine.cib.xml import Element

_T = TypeVar("_T")
_ELSEWHERE: Final = (b" id-ref=", b" template=")
"""What makes an element's value depend on more than its own XML."""


class Memory(Generic[_T]):
    """Values of elements, by their XML."""

    def __init__(self) -> None:
        self._by_xml: dict[bytes, _T] = {}

    def each(self, items: Iterable[Element], read: Callable[[Element], _T]) -> list[_T]:
        """The values of ``items``, read where they are not known; only these are known then."""
        before, self._by_xml = self._by_xml, {}
        found: list[_T] = []
        for item in items:
            xml = etree.tostring(item, with_tail=False)
            value = before[xml] if xml in before else read(item)
            if not any(mark in xml for mark in _ELSEWHERE):
                self._by_xml[xml] = value
            found.append(value)
        return found


class Known:
    """Resources and constraints that were read; belongs to whoever reads configurations that
    differ little from one another.
    """

    def __init__(self) -> None:
        self.resources = Memory[Resource | None]()
        self.constraints = Memory[Constraint | None]()
