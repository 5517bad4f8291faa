"""Just enough of libxml2 through ctypes to look into what libcib hands out.

Only the head of ``xmlNode`` is used, whose layout libxml2 has kept since its version 2.
"""

import ctypes as c
from collections.abc import Generator
from contextlib import contextmanager


class _Node(c.Structure):
    _fields_ = (
        ("private", c.c_void_p),
        ("type", c.c_int),
        ("name", c.c_char_p),
        ("children", c.c_void_p),
        ("last", c.c_void_p),
        ("parent", c.c_void_p),
        ("next", c.c_void_p),
        ("previous", c.c_void_p),
        ("document", c.c_void_p),
    )


class Tree:
    """Reads trees of libxml2; nodes are their addresses."""

    def __init__(self, library: c.CDLL) -> None:
        """Use the libxml2 that ``library`` depends on."""
        self._library = library
        for function in (library.xmlFirstElementChild, library.xmlNextElementSibling):
            function.restype = c.c_void_p
            function.argtypes = (c.c_void_p,)
        library.xmlGetNoNsProp.restype = c.c_void_p
        library.xmlGetNoNsProp.argtypes = (c.c_void_p, c.c_char_p)
        library.xmlBufferCreate.restype = c.c_void_p
        library.xmlBufferContent.restype = c.c_void_p
        for function in (library.xmlBufferContent, library.xmlBufferLength, library.xmlBufferFree):
            function.argtypes = (c.c_void_p,)
        library.xmlNodeDump.argtypes = (c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_int)
        for function in (library.xmlFreeDoc, library.xmlUnlinkNode, library.xmlFreeNode):
            function.argtypes = (c.c_void_p,)
            function.restype = None
        library.xmlReadMemory.argtypes = (c.c_char_p, c.c_int, c.c_void_p, c.c_void_p, c.c_int)
        library.xmlReadMemory.restype = c.c_void_p
        library.xmlDocGetRootElement.argtypes = (c.c_void_p,)
        library.xmlDocGetRootElement.restype = c.c_void_p
        self._xml_free = c.CFUNCTYPE(None, c.c_void_p).in_dll(library, "xmlFree")

    def name(self, node: int) -> bytes:
        """The element's name."""
        return _Node.from_address(node).name or b""

    def find(self, node: int, name: bytes, depth: int) -> int | None:
        """The first element of that name, at most ``depth`` levels below ``node``."""
        child: int | None = self._library.xmlFirstElementChild(node)
        while child:
            if self.name(child) == name:
                return child
            found = self.find(child, name, depth - 1) if depth > 1 else None
            if found:
                return found
            child = self._library.xmlNextElementSibling(child)
        return None

    def attribute(self, node: int, name: bytes) -> str | None:
        """The attribute's value, None where there is none."""
        value: int | None = self._library.xmlGetNoNsProp(node, name)
        if not value:
            return None
        try:
            return c.string_at(value).decode()
        finally:
            self._xml_free(value)

    def dump(self, node: int) -> bytes:
        """The element as XML text in UTF-8, exactly as it stands."""
        library = self._library
        buffer: int = library.xmlBufferCreate()
        try:
            document = _Node.from_address(node).document
            library.xmlNodeDump(buffer, document, node, 0, 0)
            return c.string_at(library.xmlBufferContent(buffer), library.xmlBufferLength(buffer))
        finally:
            library.xmlBufferFree(buffer)

    @contextmanager
    def parsed(self, text: bytes) -> Generator[int]:
        """The root element of a document read from ``text``, which is freed afterwards.

        Raises:
            ValueError: it is not well-formed.
        """
        document: int | None = self._library.xmlReadMemory(text, len(text), None, None, 0)
        if not document:
            raise ValueError("not well-formed XML")
        try:
            yield self._library.xmlDocGetRootElement(document)
        finally:
            self._library.xmlFreeDoc(document)

    def free(self, node: int) -> None:
        """Free an element that was given away, with the document made for it."""
        head = _Node.from_address(node)
        if head.parent and head.parent == head.document:
            self._library.xmlFreeDoc(head.document)
        else:
            self._library.xmlUnlinkNode(node)
            self._library.xmlFreeNode(node)
