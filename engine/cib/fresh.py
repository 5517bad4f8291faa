"""Factories of the empty containers that the fields of many objects begin with.

``list[Resource]`` as a factory would do, but calling it takes ten times as long as ``list``.
"""

from collections.abc import Callable
from typing import Any, Final

new_list: Final[Callable[[], list[Any]]] = list
new_dict: Final[Callable[[], dict[Any, Any]]] = dict
new_set: Final[Callable[[], set[Any]]] = set
