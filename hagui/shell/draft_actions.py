"""The actions of the draft as a whole: undo, review, save, revert."""

from typing import Final

from hagui.i18n import tr
from hagui.shell.action import Action, Menu

UNDO: Final = Action(
    "draft.undo",
    lambda: tr("action", "&Undo"),
    lambda: tr("action", "Take back the last change of the draft"),
    "undo",
    Menu.EDIT,
    "Ctrl+Z",
    lambda now: now.undo and not now.busy,
    group="undo",
)
REDO: Final = Action(
    "draft.redo",
    lambda: tr("action", "&Redo"),
    lambda: tr("action", "Make the change again that was undone"),
    "redo",
    Menu.EDIT,
    "Ctrl+Shift+Z",
    lambda now: now.redo and not now.busy,
    group="undo",
)
REHEARSE: Final = Action(
    "draft.rehearse",
    lambda: tr("action", "Rehearse &again"),
    lambda: tr("action", "Ask the scheduler once more what the draft would do"),
    "rehearse",
    Menu.EDIT,
    "F5",
    lambda now: now.live and now.entries > 0 and not now.busy,
    group="draft",
)
REVIEW: Final = Action(
    "draft.review",
    lambda: tr("action", "Re&view…"),
    lambda: tr("action", "See all changes with what they would do, and commit them"),
    "review",
    Menu.EDIT,
    "Ctrl+Return",
    lambda now: now.entries > 0 and not now.busy,
    group="draft",
)
DISCARD: Final = Action(
    "draft.discard",
    lambda: tr("action", "&Discard the draft…"),
    lambda: tr("action", "Drop every change that was not committed"),
    "discard",
    Menu.EDIT,
    "Ctrl+Shift+Delete",
    lambda now: now.entries > 0 and not now.busy,
    group="draft",
)
REVERT: Final = Action(
    "draft.revert",
    lambda: tr("action", "Rever&t a commit…"),
    lambda: tr("action", "Make the opposite of an earlier commit a change of the draft"),
    "revert",
    Menu.EDIT,
    "Ctrl+Alt+Z",
    lambda now: now.editable and now.commits,
    group="draft",
)
CLEAR_ALL: Final = Action(
    "temporary.clear",
    lambda: tr("action", "Clear all temporar&y"),
    lambda: tr("action", "Remove every constraint and standby that was meant for a while"),
    "clear",
    Menu.EDIT,
    "Ctrl+Alt+T",
    lambda now: now.editable and now.temporary > 0,
    group="draft",
)
SAVE: Final = Action(
    "file.save",
    lambda: tr("action", "&Save"),
    lambda: tr("action", "Write the changes into the CIB file"),
    "save",
    Menu.CLUSTER,
    "Ctrl+S",
    lambda now: now.file and now.entries > 0 and not now.busy,
    group="save",
)
SAVE_AS: Final = Action(
    "file.save-as",
    lambda: tr("action", "Save &as…"),
    lambda: tr("action", "Write the CIB with the changes into another file"),
    "save",
    Menu.CLUSTER,
    "Ctrl+Shift+S",
    lambda now: now.shown and not now.busy,
    group="save",
)

DECLARED: Final = (UNDO, REDO, REVIEW, REHEARSE, DISCARD, REVERT, CLEAR_ALL)
"""Those of the Edit menu, in its order; saving stands in the menu of the cluster."""
