"""What came otherwise than it was foretold, in words."""

from hagui.i18n import tr
from hagui.phrases import failure_sentence
from hagui.workbench.outcome import Outcome, Places


def deviation_words(found: Outcome) -> list[str]:
    """What came otherwise than foretold, each in a few words."""
    told = [
        tr(
            "draft",
            "{who} is {found}, expected {expected}",
            who=item.resource,
            found=_where(item.found),
            expected=_where(item.expected),
        )
        for item in found.deviations
    ]
    for item in found.failures:
        operation = item.operation
        told.append(
            tr(
                "draft",
                "{who} failed on {node} ({how})",
                who=operation.resource,
                node=operation.node,
                how=failure_sentence(
                    operation.task,
                    operation.exit_reason,
                    operation.rc,
                    operation.status,
                    operation.interval_ms,
                ),
            )
        )
    return told


def _where(places: Places) -> str:
    if not places:
        return tr("draft", "nowhere")
    return ", ".join(
        tr("draft", "on {node} (promoted)", node=node)
        if promoted
        else tr("draft", "on {node}", node=node)
        for node, promoted in sorted(places.items())
    )
