"""What a draft would do, by the places in the diagram that say it. No Qt."""

from collections.abc import Set as AbstractSet

from hagui.cluster.rehearsal.model import Fate, Prediction
from hagui.graph.dependencies import words
from hagui.graph.dependencies.model import Plan


def foretell(
    plan: Plan, prediction: Prediction | None, collapsed: AbstractSet[str]
) -> dict[str, dict[str, str]]:
    """Words by unit, and in it by the unit's own id, a member's id or ``Instance.key``.

    Where everything inside of a box has the same fate, the box says it once.
    """
    if prediction is None:
        return {}
    by_unit: dict[str, list[Fate]] = {}
    for fate in prediction.fates:
        home = plan.homes.get(fate.resource)
        if home is not None:
            by_unit.setdefault(home, []).append(fate)
    found: dict[str, dict[str, str]] = {}
    for unit, fates in by_unit.items():
        said = {words.fate_words(fate) for fate in fates}
        every = len(plan.units[unit].members)
        whole = len(said) == 1 and every == len({fate.resource for fate in fates})
        if not plan.units[unit].boxed or (whole and every):
            found[unit] = {unit: words.fate_words(fates[0])}
        elif unit in collapsed:
            text = said.pop() if len(said) == 1 else words.several_fates(len(fates))
            found[unit] = {unit: text}
        else:
            found[unit] = {fate.key or fate.resource: words.fate_words(fate) for fate in fates}
    return found
