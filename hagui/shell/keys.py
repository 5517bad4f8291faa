"""Keys that are no action's: those of the canvas, of offers and of score fields."""

from hagui.i18n import tr

Keys = tuple[tuple[str, str], ...]


def other_keys() -> tuple[tuple[str, Keys], ...]:
    """Where they are used, and there each key with what it does."""
    return (
        (tr("keys", "On the canvas"), _canvas()),
        (tr("keys", "In an offer"), _offer()),
        (tr("keys", "In a score"), _score()),
        (tr("keys", "On the timeline"), _timeline()),
        (tr("keys", "In a replay"), _replay()),
    )


def _canvas() -> Keys:
    return (
        (tr("keys", "Arrows"), tr("keys", "Go from card to card")),
        (tr("keys", "Shift+Arrows"), tr("keys", "Select more and more")),
        (tr("keys", "Ctrl+Arrows"), tr("keys", "Go on, and leave the selection as it is")),
        (tr("keys", "Ctrl+Space"), tr("keys", "Select what was gone to as well, or no longer")),
        (tr("keys", "Tab"), tr("keys", "Go through the constraints of a card (dependencies)")),
        (tr("keys", "Enter"), tr("keys", "Open the menu; edit the score of a constraint")),
        ("+ −", tr("keys", "Zoom; open and close a box (dependencies)")),
        (tr("keys", "Esc"), tr("keys", "Give up a drag; let go of the selection")),
        ("F10", tr("keys", "Open the menus, where a button stands for them")),
    )


def _offer() -> Keys:
    return (
        ("1 … 9", tr("keys", "Choose one of what is offered")),
        (tr("keys", "Tab"), tr("keys", "Go to score, roles and buttons; arrows change a role")),
        ("Alt+S", tr("keys", "Swap the ends")),
        (tr("keys", "Enter"), tr("keys", "Take it into the draft")),
        (tr("keys", "Esc"), tr("keys", "Change nothing")),
    )


def _timeline() -> Keys:
    return (
        (tr("keys", "Left, Right"), tr("keys", "Move the cursor, which says what was true")),
        (tr("keys", "Ctrl+Left, Ctrl+Right"), tr("keys", "Go to what happened before, or next")),
        (tr("keys", "Up, Down"), tr("keys", "Go from lane to lane")),
        ("+ −", tr("keys", "Show less time, or more")),
        (tr("keys", "Space"), tr("keys", "Pause, and go on")),
        (tr("keys", "Home, End"), tr("keys", "Go back by what is in view; go to now")),
        (tr("keys", "Enter"), tr("keys", "Let the whole window show the moment at the cursor")),
        (tr("keys", "Esc"), tr("keys", "Let go of the cursor")),
    )


def _replay() -> Keys:
    return (
        (tr("keys", "Space"), tr("keys", "Play, or pause (in the bar)")),
        (tr("keys", "Left, Right"), tr("keys", "Go on and back in time (on the slider)")),
        (tr("keys", "Esc"), tr("keys", "Return to live")),
    )


def _score() -> Keys:
    return (
        ("I", "∞"),
        (tr("keys", "− then I, or N"), tr("keys", "−∞: never")),
        (tr("keys", "Up, Down"), tr("keys", "One more, one less")),
        (tr("keys", "Page Up, Page Down"), tr("keys", "A hundred more, a hundred less")),
    )
