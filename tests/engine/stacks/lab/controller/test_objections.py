"""What no cluster would take for a configuration."""

import pytest

from engine.cib.document import Cib
from engine.stacks.lab.controller.changes import Edit
from engine.stacks.lab.controller.objections import objection
from tests.engine.stacks.lab.controller.dc import add, example


def drop(path: str) -> Edit:
    def edit(cib: Cib) -> None:
        found = cib.root.find(path)
        assert found is not None
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)

    return edit


BAD: dict[str, tuple[Edit, str]] = {
    "an id twice": (add("rsc_location", "constraints", id="webip", rsc="backup"), "duplicate-id"),
    "no agent": (add("primitive", "resources", id="new"), "no-agent"),
    "an empty group": (add("group", "resources", id="new"), "empty-group"),
    "no id": (add("rsc_order", "constraints", first="webip", then="backup"), "no-attribute"),
    "an impossible id": (add("rsc_order", "constraints", id="1 2"), "bad-id"),
    "in the wrong section": (add("primitive", "constraints", id="new"), "no-agent"),
    "unknown": (add("wish", "constraints", id="new"), "misplaced"),
    "a node without a name": (add("node", "nodes", id="9"), "no-attribute"),
    "a section gone": (drop("configuration/constraints"), "no-section"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_configurations_are_refused(case: str) -> None:
    edit, code = BAD[case]
    before, after = example(), example()
    edit(after)
    found = objection(before, after)
    assert found is not None
    assert found.code == code
    assert found.message.endswith(".")


def test_what_was_wrong_before_stands_against_nothing_new() -> None:
    before, after = example(), example()
    for cib in (before, after):
        add("group", "resources", id="empty")(cib)
    add("rsc_location", "constraints", id="fine", rsc="backup", node="node1", score="1")(after)
    assert objection(before, after) is None


def test_every_example_is_taken() -> None:
    nothing = Cib.parse("<cib><configuration/></cib>")
    assert objection(nothing, example()) is None
