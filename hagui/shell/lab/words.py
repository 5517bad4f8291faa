"""Faults in words: what each does, what is in force, and what it means."""

from engine.protocol.verbs import Fault, LabStanding
from hagui.cluster.harm import FROZEN, OFF, alone, cut_pairs, nodes_in, power, unplugged
from hagui.i18n import tr


def fault_words(fault: Fault) -> str:
    """What a fault does, by name: the text of its menu entry or button."""
    nodes = fault.nodes
    node = nodes[0] if nodes else ""
    match fault.kind:
        case "kill":
            return tr("lab", "Pull the plug of {node}", node=node)
        case "power":
            return tr("lab", "Power on {node}", node=node)
        case "freeze":
            return tr("lab", "Freeze {node}", node=node)
        case "thaw":
            return tr("lab", "Thaw {node}", node=node)
        case "cut" if len(nodes) == 2:
            return tr("lab", "Cut the network between {a} and {b}", a=nodes[0], b=nodes[1])
        case "cut":
            return tr("lab", "Cut {node} off from all others", node=node)
        case "heal":
            return tr("lab", "Heal the network")
        case "slow" if nodes:
            late = delay_words(fault.milliseconds)
            return tr("lab", "Slow the network of {node} by {late}", node=node, late=late)
        case "slow":
            return tr("lab", "Slow the network by {late}", late=delay_words(fault.milliseconds))
        case "fail" if nodes:
            return tr("lab", "Break {who} on {node}", who=fault.resource, node=node)
        case "fail":
            return tr("lab", "Break {who}", who=fault.resource)
        case _:
            return fault.kind


def delay_words(milliseconds: int) -> str:
    """How much later packets come."""
    if milliseconds % 1000 == 0:
        return tr("lab", "{number} s", number=milliseconds // 1000)
    return tr("lab", "{number} ms", number=milliseconds)


def state_word(standing: LabStanding, node: str) -> str:
    """What was done to a node, in a word; empty where nothing was."""
    match power(standing, node):
        case "off" if unplugged(standing, node):
            return tr("lab", "plug pulled")
        case "off":
            return tr("lab", "no power")
        case "frozen":
            return tr("lab", "frozen")
        case _:
            return tr("lab", "cut off") if node in alone(standing) else ""


def in_force(standing: LabStanding) -> list[str]:
    """What is in force, in a few words for each kind, the worst first."""
    found: list[str] = []
    off, frozen = nodes_in(standing, OFF), nodes_in(standing, FROZEN)
    if len(off) == 1:
        found.append(tr("lab", "{node} without power", node=off[0]))
    elif off:
        found.append(tr("lab", "{n} nodes without power", count=len(off)))
    if len(frozen) == 1:
        found.append(tr("lab", "{node} frozen", node=frozen[0]))
    elif frozen:
        found.append(tr("lab", "{n} nodes frozen", count=len(frozen)))
    if standing.cuts:
        found.append(tr("lab", "network cut"))
    if any(standing.delays.values()):
        found.append(tr("lab", "network slow"))
    return found


def cuts_words(standing: LabStanding) -> str:
    """Who cannot hear whom, in a sentence's part."""
    lonely = alone(standing)
    parts = [tr("lab", "{node} from all others", node=name) for name in lonely]
    parts += [
        tr("lab", "{a} from {b}", a=a, b=b)
        for a, b in sorted(cut_pairs(standing))
        if a not in lonely and b not in lonely
    ]
    return ", ".join(parts)


def delays_words(standing: LabStanding) -> str:
    """Whose packets come how late, in a sentence's part."""
    found = {name: late for name, late in standing.delays.items() if late > 0}
    if len(set(found.values())) == 1 and {item.name for item in standing.nodes} <= found.keys():
        return tr("lab", "all by {late}", late=delay_words(next(iter(found.values()))))
    return ", ".join(
        tr("lab", "{node} by {late}", node=name, late=delay_words(late))
        for name, late in sorted(found.items())
    )
