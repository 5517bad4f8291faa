"""What keys on the canvas mean for what is selected; pure but for Qt's names of keys.

Alt+Up and Alt+Down move a member within its group, Delete removes a constraint; Enter and F2 on a
constraint edit it in place (the view's hands see to that).
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt

from engine.cib.edits.vocabulary import Edits, RemoveConstraint
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.around import group_of
from hagui.graph.gestures.model import IntoGroup, Moved, Question

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def key_question(
    configuration: Configuration,
    subject: Subject,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
) -> Question | Edits | None:
    """What a key asks, or does at once; None where it means nothing."""
    if subject.kind is SubjectKind.CONSTRAINT:
        removes = key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
        there = configuration.find(subject.id) is not None
        return (RemoveConstraint(subject.id),) if removes and there else None
    alt = modifiers & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    if alt and key in _STEPS and subject.kind in {SubjectKind.RESOURCE, SubjectKind.INSTANCE}:
        return stepped(configuration, (resource_of(configuration, subject),), _STEPS[key])
    return None


def stepped(configuration: Configuration, names: Sequence[str], step: int) -> Moved | None:
    """A member of a group one place up (-1) or down (1); None where it is no member."""
    (name, *_) = names
    group = group_of(configuration, name)
    if group is None:
        return None
    members = [member.id for member in group.members]
    at = members.index(name) + step
    staying = [member for member in members if member != name]
    before = staying[at] if 0 <= at < len(staying) else None
    return Moved((name,), IntoGroup(group.id, before if at >= 0 else members[0]))


def resource_of(configuration: Configuration, subject: Subject) -> str:
    """The configured resource that a subject stands for; of an instance, the primitive."""
    if subject.kind is SubjectKind.INSTANCE and configuration.find(subject.id) is None:
        return subject.id.rpartition(":")[0] or subject.id
    return subject.id
