"""Taking back a commit: the opposite of its changes on today's configuration, or nothing."""

from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.judging.constraints import structure
from engine.cib.edits.making.draft import Drafted
from engine.cib.edits.making.threeway import Threeway
from engine.cib.edits.refused import EditRefused
from engine.cib.edits.shapes import shape_of
from engine.cib.edits.vocabulary import Revert
from engine.cib.errors import CibError
from engine.cib.finding import Finding
from engine.cib.source import parse_tree
from engine.cib.views import Configuration
from engine.cib.xml import Element, elements


def revert(draft: Drafted, edit: Revert) -> None:
    """Undo what ``edit.before`` and ``edit.after`` differ in.

    Raises:
        EditRefused: part of it has been changed since, or what it needs is gone; all that is in
            the way is named. The document is then half changed, and the caller's to restore.
    """
    before, after = _section(edit.before, edit), _section(edit.after, edit)
    known = {_identity(finding) for finding in check(draft.cib)}
    merge = Threeway(before, after, draft.root, edit.commit)
    found = merge.run()
    if found:
        raise EditRefused(*found)
    broken = [*_broken(draft.cib, edit, known), *_misshapen(draft.cib, edit)]
    if broken:
        raise EditRefused(*broken)


def _section(text: str, edit: Revert) -> Element:
    try:
        root = parse_tree(text)
    except CibError as error:
        raise EditRefused(
            refusal(Code.UNREADABLE_COMMIT, commit=edit.commit, reason=error.message)
        ) from None
    if root.tag != "configuration":
        raise EditRefused(
            refusal(
                Code.UNREADABLE_COMMIT,
                commit=edit.commit,
                reason=f"it is <{root.tag}>, not <configuration>",
            )
        )
    return root


def _identity(finding: Finding) -> tuple[str, str | None, str]:
    return finding.code, finding.subject, finding.message


def _broken(cib: Cib, edit: Revert, known: set[tuple[str, str | None, str]]) -> list[Finding]:
    """References that would lead nowhere now, and containers that would be empty."""
    found: list[Finding] = []
    for finding in check(cib):
        if _identity(finding) in known or finding.code in {"unknown-node", "bad-score"}:
            continue
        named = [value for name, value in finding.facts.items() if name != "other"]
        found.append(
            refusal(
                Code.NOT_REVERSIBLE,
                finding.subject,
                what=finding.subject or "",
                needed=", ".join(named) or finding.subject or "",
                commit=edit.commit,
            )
        )
    return found


def _misshapen(cib: Cib, edit: Revert) -> list[Finding]:
    """Constraints and clones that would be made of what two people meant."""
    views = Configuration.of(cib)
    odd = [each.id for each in views.constraints if next(structure(shape_of(each)), None)]
    resources = cib.section("resources")
    for clone in () if resources is None else resources.iterchildren("clone", "master"):
        inside = [node for node in elements(clone) if node.tag in {"primitive", "group"}]
        if len(inside) > 1:
            odd.append(clone.get("id", ""))
    return [refusal(Code.CHANGED_SINCE, id_, what=id_, commit=edit.commit) for id_ in odd]
