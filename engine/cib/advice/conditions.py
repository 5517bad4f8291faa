"""Whether a location's rule holds on a node: yes, no, or only the running cluster can tell.

Only what lasts is judged: names and kinds of nodes, and attributes that some node has for good.
Dates pass, and attributes such as ``pingd`` come and go; of them nothing is said.
"""

from collections.abc import Iterable, Mapping

from engine.cib.views import AttributeExpression, Expression, Node, Rule


def holds(rule: Rule, node: Node, lasting: frozenset[str]) -> bool | None:
    """Whether ``rule`` holds on ``node``; None where that depends on time or on what changes.

    ``lasting`` names the attributes that nodes have for good.
    """
    verdicts = [_holds(part, node, lasting) for part in rule.expressions]
    if rule.boolean_op == "or":
        return _any(verdicts)
    denied = _any(None if verdict is None else not verdict for verdict in verdicts)
    return None if denied is None else not denied


def lasting_attributes(nodes: Iterable[Node]) -> frozenset[str]:
    """Names of the attributes that at least one node has for good."""
    return frozenset(name for node in nodes for name in node.attributes)


def _any(verdicts: Iterable[bool | None]) -> bool | None:
    unknown = False
    for verdict in verdicts:
        if verdict:
            return True
        unknown = unknown or verdict is None
    return None if unknown else False


def _holds(part: Expression, node: Node, lasting: frozenset[str]) -> bool | None:
    match part:
        case Rule():
            return holds(part, node, lasting)
        case AttributeExpression() if part.value_source in {None, "literal"}:
            special = _special(node)
            if part.attribute in special:
                return _compare(part, special[part.attribute])
            if part.attribute in lasting:
                return _compare(part, node.attributes.get(part.attribute))
            return None
        case _:
            return None


def _special(node: Node) -> Mapping[str, str]:
    return {
        "#uname": node.uname,
        "#id": node.id,
        "#kind": "remote" if node.type in {"remote", "guest"} else "cluster",
    }


def _compare(test: AttributeExpression, value: str | None) -> bool | None:
    wanted = test.value
    match test.operation:
        case "defined":
            return value is not None
        case "not_defined":
            return value is None
        case "eq" | "ne" if test.type in {None, "string"}:
            same = value is not None and wanted is not None and value.lower() == wanted.lower()
            return same == (test.operation == "eq")
        case _:
            return _by_number(test.operation, value, wanted)


def _by_number(operation: str, value: str | None, wanted: str | None) -> bool | None:
    try:
        left, right = float(value or ""), float(wanted or "")
    except ValueError:
        return None
    match operation:
        case "lt":
            return left < right
        case "lte":
            return left <= right
        case "gt":
            return left > right
        case "gte":
            return left >= right
        case "eq":
            return left == right
        case "ne":
            return left != right
        case _:
            return None
