"""Edits of a configuration: as data, made on a document, refused with reasons."""

from engine.cib.edits.applying import apply
from engine.cib.edits.codec import EditsUnreadable, decode, encode
from engine.cib.edits.codes import Code
from engine.cib.edits.findings import findings
from engine.cib.edits.ids import free_id
from engine.cib.edits.refused import EditRefused

__all__ = [
    "Code",
    "EditRefused",
    "EditsUnreadable",
    "apply",
    "decode",
    "encode",
    "findings",
    "free_id",
]
