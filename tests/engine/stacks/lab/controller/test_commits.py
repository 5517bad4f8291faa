"""Commits: one at a time, each on the newest configuration, whole or not at all."""

import pytest

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.version import Version
from engine.stacks.lab.controller.changes import Edit
from engine.stacks.lab.wire import Answer
from tests.engine.stacks.lab.controller.dc import Dc, add

LOCATION = {"rsc": "backup", "node": "node2", "score": "10"}


def location(id_: str) -> Edit:
    return add("rsc_location", "constraints", id=id_, **LOCATION)


@pytest.fixture
def dc() -> Dc:
    return Dc()


def test_a_commit_is_answered_with_its_version_once_it_counts(dc: Dc) -> None:
    dc.commit(7, dc.patch(location("one")))
    assert dc.answers == {}
    assert dc.element("one") is None
    dc.agree()
    assert dc.answers[7] == Answer(7, version=Version(0, 43, 0))
    assert dc.cib.version == Version(0, 43, 0)
    assert dc.element("one") is not None
    assert dc.cib.root.get("update-user") == "eve"
    assert dc.cib.root.get("dc-uuid") == "1"


def test_what_is_proposed_has_no_status(dc: Dc) -> None:
    dc.commit(1, dc.patch(location("one")))
    assert Cib.parse(dc.proposed[0]).section("status") is None
    assert dc.cib.section("status") is not None


def test_the_status_may_have_changed_since_the_base(dc: Dc) -> None:
    diff, base = dc.patch(location("one")), dc.cib.version
    dc.status.set_attribute("node2", "mood", "good")
    dc.document.flush()
    assert dc.cib.version.num_updates > base.num_updates
    dc.commit(1, diff, base)
    dc.agree()
    assert dc.answers[1].code == ""


def test_of_two_on_one_base_the_second_is_a_conflict(dc: Dc) -> None:
    diffs = [dc.patch(location(id_)) for id_ in ("one", "two")]
    base = dc.cib.version
    dc.commit(1, diffs[0], base)
    dc.commit(2, diffs[1], base)
    assert len(dc.proposed) == 1
    dc.agree()
    assert dc.answers[1].code == ""
    assert dc.answers[2].code == "conflict"
    assert dc.element("two") is None


def test_where_the_first_is_not_agreed_upon_the_second_has_its_turn(dc: Dc) -> None:
    diffs = [dc.patch(location(id_)) for id_ in ("one", "two")]
    dc.commit(1, diffs[0])
    dc.commit(2, diffs[1])
    dc.refuse("no-quorum")
    assert dc.answers[1].code == "no-quorum"
    dc.agree()
    assert dc.answers[2].code == ""
    assert dc.element("one") is None
    assert dc.element("two") is not None


@pytest.mark.parametrize(("said", "code"), [("unknown", "lost"), ("deposed", "lost")])
def test_who_asked_is_told_that_nobody_knows(dc: Dc, said: str, code: str) -> None:
    dc.commit(1, dc.patch(location("one")))
    dc.refuse(said)
    assert dc.answers[1].code == code
    assert dc.answers[1].message.endswith(".")


def test_a_commit_that_changes_nothing_is_done_at_once(dc: Dc) -> None:
    before = dc.cib.version
    dc.commit(1, make(dc.cib, dc.cib.copy()).text())
    assert dc.proposed == []
    assert dc.answers[1] == Answer(1, version=before)


def test_only_the_configuration_can_be_committed(dc: Dc) -> None:
    dc.commit(1, dc.patch(add("node_state", "status", id="9")))
    assert dc.proposed == []
    assert dc.answers[1].code == "invalid"
    assert "/cib/status" in dc.answers[1].message


def test_what_does_not_fit_is_refused_and_nothing_changes(dc: Dc) -> None:
    before = dc.document.text()
    diff = dc.patch(location("one"))
    dc.commit(1, diff.replace("/cib/configuration/constraints", "/cib/configuration/nowhere"))
    dc.commit(2, "<diff")
    assert {dc.answers[number].code for number in (1, 2)} == {"invalid"}
    assert dc.document.text() == before


def test_what_no_cluster_would_take_is_refused_in_a_sentence(dc: Dc) -> None:
    dc.commit(1, dc.patch(add("primitive", "resources", id="webip")))
    assert dc.proposed == []
    assert dc.answers[1].code == "invalid"
    assert "webip" in dc.answers[1].message
