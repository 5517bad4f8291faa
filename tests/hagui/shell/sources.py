"""Finds every call of ``tr`` in the source of the desktop."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


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
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.extend(_calls(tree, str(path.relative_to(ROOT))))
    return found


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
