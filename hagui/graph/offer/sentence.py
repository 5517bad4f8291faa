"""What would be made, in a sentence, before it is made."""

from engine.cib.edits.vocabulary import AddColocation, AddLocation, AddOrder, Edits
from engine.cib.views import Configuration, Order
from hagui.i18n import tr
from hagui.phrases.added import added_constraint
from hagui.phrases.constraints import constraint_sentence, order_reverse
from hagui.phrases.edits import entry_sentence


def made_sentence(edits: Edits, configuration: Configuration) -> str:
    """What the edits do; of a new constraint, what that means."""
    if not edits:
        return tr("offer", "It is so already.")
    first = edits[0]
    if len(edits) > 1 or not isinstance(first, AddLocation | AddColocation | AddOrder):
        return entry_sentence(edits, configuration)
    added = added_constraint(first)
    said = constraint_sentence(added)
    reverse = order_reverse(added) if isinstance(added, Order) else ""
    return "; ".join(part for part in (said, reverse) if part)
