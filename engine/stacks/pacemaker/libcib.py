"""Pacemaker's libcib through ctypes: sign on for reading, query, be told of every change.

The library has no stable binary interface for this: a connection is a C structure with a table of
functions, and both differ between major versions. So the layout is chosen by the library's soname,
what is unknown is refused, and every function pointer is checked to lie within the library before
it is called. libxml2 and GLib are reached through libcib's own dependencies, so that they are
always the copies that it uses itself. Standard library only.
"""

import ctypes as c
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.stacks.pacemaker.xmltree import Tree

_CIB_COMMAND: Final = 0  # enum cib_conn_type
_CIB_QUERY: Final = 1
_XPATH: Final = 0x2  # enum cib_call_options
_MULTIPLE: Final = 0x4
_CAN_CREATE: Final = 0x8
_NO_CHILDREN: Final = 0x20
_DRY_RUN: Final = 0x200
_SYNC_CALL: Final = 0x1000
_NATIVE: Final = 1  # enum cib_variant
_DISCONNECTED: Final = 2  # enum cib_state

DIFF_NOTIFY: Final = b"cib_diff_notify"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie in one major version of libcib (crm/cib/cib_types.h)."""

    soname: str
    op_callback: bool
    """Whether ``cib_t`` has that field before the pointer to its function table."""
    signon: int
    signoff: int
    add_notify_callback: int
    set_connection_dnotify: int
    query: int
    modify: int
    remove: int
    """Positions in the function table."""


LAYOUTS: Final = (
    Layout(  # Pacemaker 3
        "libcib.so.54",
        op_callback=False,
        signon=0,
        signoff=1,
        add_notify_callback=3,
        set_connection_dnotify=5,
        query=8,
        modify=15,
        remove=17,
    ),
    Layout(  # Pacemaker 2.0 and 2.1
        "libcib.so.27",
        op_callback=True,
        signon=0,
        signoff=2,
        add_notify_callback=5,
        set_connection_dnotify=7,
        query=11,
        modify=22,
        remove=25,
    ),
)


class UnknownLibrary(Exception):
    """No libcib whose layout is known can be loaded."""


class CibRefused(Exception):
    """The CIB manager cannot be reached or does not answer; ``errno`` says why."""

    def __init__(self, what: str, code: int) -> None:
        super().__init__(f"{what}: {os.strerror(abs(code))}")
        self.errno = abs(code)


class _Start(c.Structure):
    _fields_ = (
        ("state", c.c_int),
        ("type", c.c_int),
        ("variant", c.c_int),
        ("call_id", c.c_int),
        ("call_timeout", c.c_int),
        ("variant_opaque", c.c_void_p),
        ("delegate_fn", c.c_void_p),
        ("notify_list", c.c_void_p),
    )


class _Symbol(c.Structure):
    _fields_ = (
        ("file", c.c_char_p),
        ("base", c.c_void_p),
        ("name", c.c_char_p),
        ("address", c.c_void_p),
    )


_Signon = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_int)
_Signoff = c.CFUNCTYPE(c.c_int, c.c_void_p)
_Notify = c.CFUNCTYPE(None, c.c_char_p, c.c_void_p)
_AddNotify = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, _Notify)
_Gone = c.CFUNCTYPE(None, c.c_void_p)
_SetGone = c.CFUNCTYPE(c.c_int, c.c_void_p, _Gone)
_Query = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.POINTER(c.c_void_p), c.c_int)
_Change = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_void_p, c.c_int)


def load() -> tuple[c.CDLL, Layout]:
    """The installed libcib and its layout.

    Raises:
        UnknownLibrary: none is installed, or only one that is not known.
    """
    for layout in LAYOUTS:
        try:
            return c.CDLL(layout.soname), layout
        except OSError:
            continue
    raise UnknownLibrary(", ".join(layout.soname for layout in LAYOUTS))


class CibConnection:
    """A connection to this node's CIB manager for reading. Used by one thread only."""

    def __init__(self, library: c.CDLL, layout: Layout) -> None:
        """Prepare a connection.

        Raises:
            UnknownLibrary: the structure is not what the layout says.
        """
        self._library = library
        self._layout = layout
        self._keep: list[object] = []
        self.tree = Tree(library)
        library.cib_new.restype = c.c_void_p
        self._cib: int = library.cib_new() or 0
        self._table = self._find_table()

    def _find_table(self) -> int:
        if not self._cib:
            raise UnknownLibrary(f"{self._layout.soname}: cib_new() failed")
        start = _Start.from_address(self._cib)
        if (start.variant, start.state) != (_NATIVE, _DISCONNECTED):
            raise UnknownLibrary(f"{self._layout.soname}: cib_t is laid out differently")
        fields = c.sizeof(_Start) + (c.sizeof(c.c_void_p) if self._layout.op_callback else 0)
        table = c.c_void_p.from_address(self._cib + fields).value
        if table is None:
            raise UnknownLibrary(f"{self._layout.soname}: cib_t has no function table there")
        return table

    def _slot(self, position: int) -> int:
        """The function pointer at that position of the table, once it is known to be one."""
        address = c.c_void_p.from_address(self._table + position * c.sizeof(c.c_void_p)).value
        found = _Symbol()
        inside = bool(address) and c.CDLL(None).dladdr(c.c_void_p(address), c.byref(found))
        name = Path(os.fsdecode(found.file)).name if inside and found.file else ""
        if address is None or not name.startswith("libcib.so"):
            raise UnknownLibrary(f"{self._layout.soname}: its function table is different")
        return address

    def sign_on(self, name: str, *, writing: bool = False) -> None:
        """Connect, for reading only where not said otherwise.

        Raises:
            CibRefused: nobody listens (ENOTCONN), or this user may not (EACCES).
        """
        call = _Signon(self._slot(self._layout.signon))
        code: int = call(self._cib, name.encode(), _CIB_COMMAND if writing else _CIB_QUERY)
        if code != 0:
            raise CibRefused("signing on to the CIB", code)

    def sign_off(self) -> None:
        """Disconnect."""
        _Signoff(self._slot(self._layout.signoff))(self._cib)

    def on_change(self, handler: Callable[[int], None]) -> None:
        """Have ``handler`` called in the main loop with each change's ``<notify>`` element.

        Raises:
            CibRefused: the CIB manager does not want to tell.
        """

        def called(_event: bytes, message: int) -> None:
            handler(message)

        callback = _Notify(called)
        self._keep.append(callback)
        call = _AddNotify(self._slot(self._layout.add_notify_callback))
        code: int = call(self._cib, DIFF_NOTIFY, callback)
        if code != 0:
            raise CibRefused("asking to be told of changes", code)

    def on_gone(self, handler: Callable[[], None]) -> None:
        """Have ``handler`` called in the main loop when the connection is lost."""

        def called(_data: int) -> None:
            handler()

        callback = _Gone(called)
        self._keep.append(callback)
        _SetGone(self._slot(self._layout.set_connection_dnotify))(self._cib, callback)

    def query(self, *, children: bool = True) -> bytes:
        """The whole CIB as XML text, or only its root element with the attributes.

        Raises:
            CibRefused: the CIB manager did not answer.
        """
        found = c.c_void_p()
        options = _SYNC_CALL if children else _SYNC_CALL | _NO_CHILDREN
        call = _Query(self._slot(self._layout.query))
        code: int = call(self._cib, None, c.byref(found), options)
        if code != 0 or not found.value:
            raise CibRefused("reading the CIB", code)
        try:
            return self.tree.dump(found.value)
        finally:
            self.tree.free(found.value)

    def try_modify(self, section: str, xml: bytes) -> None:
        """Ask whether ``xml`` could be merged into that section; nothing is changed.

        Raises:
            CibRefused: no; EACCES where access rules forbid it.
        """
        call = _Change(self._slot(self._layout.modify))
        with self.tree.parsed(xml) as node:
            options = _DRY_RUN | _SYNC_CALL | _CAN_CREATE
            code: int = call(self._cib, section.encode(), node, options)
        if code != 0:
            raise CibRefused(f"changing the {section}", code)

    def try_remove(self, xpath: str) -> None:
        """Ask whether all that ``xpath`` finds could be removed; nothing is changed.

        Raises:
            CibRefused: no; EACCES where access rules forbid it.
        """
        call = _Change(self._slot(self._layout.remove))
        options = _DRY_RUN | _SYNC_CALL | _XPATH | _MULTIPLE
        code: int = call(self._cib, xpath.encode(), None, options)
        if code != 0:
            raise CibRefused(f"removing {xpath}", code)

    def patch(self, diff: bytes, user: str) -> tuple[int, str]:
        """Apply a patchset in the name of ``user`` (empty for this process's own).

        Returns:
            The exit code that cibadmin would have, and Pacemaker's words for it.

        Raises:
            UnknownLibrary: this libcib does not have the function that cibadmin uses for it.
        """
        library = self._library
        try:
            operation, words = library.cib_internal_op, library.pcmk_strerror
            to_exit, from_legacy = library.pcmk_rc2exitc, library.pcmk_legacy2rc
        except AttributeError as error:
            raise UnknownLibrary(f"{self._layout.soname}: {error}") from error
        text, pointer = c.c_char_p, c.c_void_p
        operation.argtypes = (pointer, text, text, text, pointer, pointer, c.c_int, text)
        words.restype = text
        name = user.encode() or None
        with self.tree.parsed(diff) as node:
            code: int = operation(
                self._cib, b"cib_apply_diff", None, None, node, None, _SYNC_CALL, name
            )
        said: bytes = words(code) if code else b""
        return int(to_exit(from_legacy(code))), said.decode(errors="replace")
