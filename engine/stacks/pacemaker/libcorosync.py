"""Corosync's libquorum and libcmap through ctypes: quorum, ring and members as they change.

Both have stable interfaces (corosync/quorum.h, corosync/cmap.h). Standard library only.
"""

import ctypes as c
from dataclasses import dataclass
from typing import Final, Protocol, Self

_CS_OK: Final = 1
_TRACK: Final = 0x01 | 0x02  # CS_TRACK_CURRENT | CS_TRACK_CHANGES
_DISPATCH_ALL: Final = 2
_MODEL_V1: Final = 1
_KEY_LENGTH: Final = 256
ACCESS_DENIED: Final = frozenset({11, 13})  # CS_ERR_ACCESS, CS_ERR_SECURITY


class UnknownLibrary(Exception):
    """Corosync's libraries are not installed, or in a version that is not known."""


class CorosyncRefused(Exception):
    """Corosync cannot be reached; ``code`` is its ``cs_error_t``."""

    def __init__(self, what: str, code: int, *, was_connected: bool = True) -> None:
        super().__init__(f"{what}: corosync error {code}")
        self.code = code
        self.was_connected = was_connected


@dataclass(frozen=True, slots=True)
class Names:
    """Corosync's node list: who is configured."""

    by_id: dict[int, str]
    """Names by node id; a node without a name is left out, as Corosync then knows only its id."""
    local: int | None
    """This node's id, where the node list says it."""


class _Ring(c.Structure):
    _fields_ = (("node", c.c_uint32), ("sequence", c.c_uint64))


class _IdArray(Protocol):
    def __getitem__(self, position: int) -> int: ...


_Ids = c.POINTER(c.c_uint32)
_QuorumChanged = c.CFUNCTYPE(None, c.c_uint64, c.c_uint32, _Ring, c.c_uint32, _Ids)
_MembersChanged = c.CFUNCTYPE(
    None, c.c_uint64, _Ring, c.c_uint32, _Ids, c.c_uint32, _Ids, c.c_uint32, _Ids
)


class _Model(c.Structure):
    _fields_ = (
        ("model", c.c_int),
        ("quorum", _QuorumChanged),
        ("members", _MembersChanged),
    )


def _library(soname: str) -> c.CDLL:
    try:
        return c.CDLL(soname)
    except OSError as error:
        raise UnknownLibrary(str(error)) from error


def _check(what: str, code: int) -> None:
    if code != _CS_OK:
        raise CorosyncRefused(what, code)


@dataclass(frozen=True, slots=True)
class View:
    """What Corosync on this node believes."""

    quorate: bool
    ring: str
    """The ring's identifier, as Corosync writes it: representative and sequence, in hex."""
    members: tuple[int, ...]
    """Ids of the members."""


class Quorum:
    """A connection to the quorum service."""

    def __init__(self) -> None:
        """Connect and begin to follow.

        Raises:
            UnknownLibrary: libquorum.so.5 is not installed.
            CorosyncRefused: Corosync does not run, or refuses.
        """
        self._library = library = _library("libquorum.so.5")
        self._handle = c.c_uint64()
        self._views: list[View] = []
        self._model = _Model(_MODEL_V1, _QuorumChanged(self._changed), _MembersChanged(0))
        kind = c.c_uint32()
        code: int = library.quorum_model_initialize(
            c.byref(self._handle), _MODEL_V1, c.byref(self._model), c.byref(kind), None
        )
        if code != _CS_OK:
            raise CorosyncRefused("connecting", code, was_connected=False)
        _check("following", library.quorum_trackstart(self._handle, _TRACK))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._library.quorum_finalize(self._handle)

    def _changed(self, _: int, quorate: int, ring: _Ring, count: int, members: _IdArray) -> None:
        name = f"{ring.node:x}.{ring.sequence:x}"
        ids = tuple(members[position] for position in range(count))
        self._views.append(View(bool(quorate), name, ids))

    @property
    def descriptor(self) -> int:
        """File descriptor that can be read when there is something to dispatch."""
        descriptor = c.c_int()
        _check("waiting", self._library.quorum_fd_get(self._handle, c.byref(descriptor)))
        return descriptor.value

    def dispatch(self) -> list[View]:
        """What has come since the last call, the newest last.

        Raises:
            CorosyncRefused: Corosync has gone.
        """
        _check("listening", self._library.quorum_dispatch(self._handle, _DISPATCH_ALL))
        views, self._views = self._views, []
        return views


def read_names() -> Names:
    """Corosync's node list now.

    Raises:
        UnknownLibrary: libcmap.so.4 is not installed.
        CorosyncRefused: Corosync does not run, or refuses.
    """
    library = _library("libcmap.so.4")
    handle = c.c_uint64()
    _check("connecting", library.cmap_initialize(c.byref(handle)))
    try:
        ids = _read_positions(library, handle)
        names = {
            node: name
            for position, node in ids.items()
            if (name := _string(library, handle, f"nodelist.node.{position}.name"))
        }
        position = _number(library, handle, "nodelist.local_node_pos")
        return Names(names, None if position is None else ids.get(position))
    finally:
        library.cmap_finalize(handle)


def _read_positions(library: c.CDLL, handle: c.c_uint64) -> dict[int, int]:
    """Node ids by position in the node list."""
    iterator = c.c_uint64()
    prefix = b"nodelist.node."
    _check("reading", library.cmap_iter_init(handle, prefix, c.byref(iterator)))
    key = c.create_string_buffer(_KEY_LENGTH)
    found: dict[int, int] = {}
    try:
        while library.cmap_iter_next(handle, iterator, key, None, None) == _CS_OK:
            name = key.value.decode()
            position, _, setting = name.removeprefix(prefix.decode()).partition(".")
            if setting == "nodeid" and position.isdecimal():
                node = _number(library, handle, name)
                if node is not None:
                    found[int(position)] = node
    finally:
        library.cmap_iter_finalize(handle, iterator)
    return found


def _number(library: c.CDLL, handle: c.c_uint64, key: str) -> int | None:
    value = c.c_uint32()
    code: int = library.cmap_get_uint32(handle, key.encode(), c.byref(value))
    return value.value if code == _CS_OK else None


def _string(library: c.CDLL, handle: c.c_uint64, key: str) -> str | None:
    value = c.c_void_p()
    if library.cmap_get_string(handle, key.encode(), c.byref(value)) != _CS_OK or not value.value:
        return None
    try:
        return c.string_at(value.value).decode(errors="replace")
    finally:
        c.CDLL(None).free(value)
