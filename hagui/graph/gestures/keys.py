"""What keys on the canvas mean for what is selected; pure but for Qt's names of keys.

Alt+Up and Alt+Down move a member within its group, Delete removes a constraint; Enter and F2 on a
constraint edit it in place (the view's hands see to that).
"""

from typing import Final

from PySide6.QtCore import Qt

from engine.cib.edits.vocabulary import Edits, RemoveConstraint
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.around import resource_of
from hagui.graph.gestures.grouping import stepped
from hagui.graph.gestures.model import Question

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
