"""Finds every call of ``tr`` in the source of the desktop, and what it is called for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

from engine.cib.edits.codes import SENTENCES

ROOT = Path(__file__).resolve().parents[3]
TABLES: Final = {"hagui/phrases/refusals.py": ("refusal", SENTENCES)}
"""Files whose texts stand in a table elsewhere: their context, and the table."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that a person may see."""

    context: str
    source: str
    plural: bool
    values: frozenset[str]
    """Names of the values that the call fills in; ``**`` counts as nothing."""
    where: str


def texts() -> list[Text]:
    """All of them, in the order of the files."""
    found: list[Text] = []
    for path in sorted((ROOT / "hagui").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if where in TABLES:
            context, table = TABLES[where]
            found += [_listed(context, text, f"{where}: {key}") for key, text in table.items()]
        else:
            found.extend(_calls(ast.parse(path.read_text(encoding="utf-8")), where))
    return found


def _listed(context: str, source: str, where: str) -> Text:
    """A text of a table, into which just the values go that it names."""
    names = frozenset(name for _, name, _, _ in Formatter().parse(source) if name)
    return Text(context, source, False, names, where)


def _calls(tree: ast.AST, where: str) -> Iterator[Text]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id != "tr" or where == "hagui/i18n.py":
            continue
        place = f"{where}:{node.lineno}"
        first, second = node.args[:2]
        assert isinstance(first, ast.Constant), f"{place}: the context is no literal"
        assert isinstance(second, ast.Constant), f"{place}: the text is no literal"
        names = {word.arg for word in node.keywords if word.arg is not None}
        plural = "count" in names or len(node.args) > 2
        values = frozenset(names - {"count"} | ({"n"} if plural else set[str]()))
        yield Text(str(first.value), str(second.value), plural, values, place)
