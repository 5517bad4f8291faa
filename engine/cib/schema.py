"""Validation against the RELAX NG schemas that an installed Pacemaker brings along.

The folder is given by the caller (``/usr/share/pacemaker`` as packaged). Reading the schema files
from there is the one thing in this package that touches a disk.
"""

import copy
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.finding import Finding, Severity

_NAME: Final = re.compile(r"[A-Za-z]+-(?:\d+\.\d+|next)\Z")
_OLD: Final = frozenset({"pacemaker-0.6", "transitional-0.6", "pacemaker-0.7"})
_CONSEQUENCES: Final = frozenset(
    {"RELAXNG_ERR_CONTENTVALID", "RELAXNG_ERR_EXTRACONTENT", "RELAXNG_ERR_INTEREXTRA"}
)
"""Errors that libxml2 reports for an element because of another error in it."""


def validate(cib: Cib, folder: Path) -> list[Finding]:
    """What the schema named by ``validate-with`` has against ``cib``; empty if it is valid.

    That no schema is named (``none``), or one that the folder does not have, is a finding too.
    """
    name = cib.validate_with
    if name in {"", "none"}:
        return [
            Finding(
                "schema-none",
                Severity.WARNING,
                "The CIB names no schema (validate-with), so that the cluster does not check it.",
                subject="cib",
            )
        ]
    try:
        schema = _schema(name, folder)
    except (OSError, etree.LxmlError) as error:
        return [
            Finding(
                "schema-missing",
                Severity.WARNING,
                f"The CIB follows the schema {name}, which {folder} does not hold; it was not "
                f"checked ({error}).",
                subject="cib",
                facts={"schema": name, "folder": str(folder)},
            )
        ]
    # libxml2 remembers the ids of what it has validated, and crashes when that is edited and
    # validated once more; so it is given a copy that nobody edits.
    if schema.validate(copy.deepcopy(cib.root)):
        return []
    return _findings(schema, name)


def _schema(name: str, folder: Path) -> etree.RelaxNG:
    if not _NAME.match(name) or name in _OLD:
        raise FileNotFoundError("no such schema")
    return _load(str(folder / f"{name}.rng"))


@lru_cache(maxsize=8)
def _load(path: str) -> etree.RelaxNG:
    if not Path(path).is_file():
        raise FileNotFoundError("no such file")
    return etree.RelaxNG(file=path)


def _findings(schema: etree.RelaxNG, name: str) -> list[Finding]:
    found: dict[tuple[str, str], Finding] = {}
    blamed: set[str] = set()
    for entry in schema.error_log:
        path = entry.path or ""
        if entry.type_name in _CONSEQUENCES and any(each.startswith(path) for each in blamed):
            continue
        blamed.add(path)
        found.setdefault(
            (path, entry.message),
            Finding(
                "schema",
                Severity.ERROR,
                f"{entry.message} (schema {name}).",
                line=entry.line or None,
                facts={"schema": name, "path": path, "words": entry.message},
            ),
        )
    return list(found.values()) or [
        Finding("schema", Severity.ERROR, f"The CIB does not follow the schema {name}.")
    ]
