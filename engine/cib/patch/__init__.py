"""Patchsets: Pacemaker's diff format 2, read, applied, made and verified."""

from engine.cib.patch.apply import apply
from engine.cib.patch.change import Change, Create, Delete, Modify, Move
from engine.cib.patch.digest import digest
from engine.cib.patch.errors import PatchError
from engine.cib.patch.make import make
from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched

__all__ = [
    "Change",
    "Create",
    "Delete",
    "Modify",
    "Move",
    "PatchError",
    "Patchset",
    "Touched",
    "apply",
    "digest",
    "make",
]
