"""Where everything will run, read from few histories or from all of them."""

from collections.abc import Mapping

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.whole import survey_of
from engine.cib.transition.model import Graph
from engine.scheduler.projection.outlook import placements_after
from engine.scheduler.projection.placements import placements
from engine.scheduler.projection.play import play
from engine.scheduler.schedule import schedule
from tests.engine.scheduler.cibs import NOW, cib, clone, done, places, primitive, scheduled


def _never() -> Cib:
    raise AssertionError("the whole CIB is not needed here")


def test_few_histories_say_the_same_as_all(scheduler_cases: Mapping[str, bytes]) -> None:
    differing: list[str] = []
    for name in sorted(scheduler_cases)[::4]:
        before = Cib.parse(scheduler_cases[name])
        graph = schedule(before, now=NOW).graph
        short = placements_after(survey_of(before, NOW), graph, lambda: before, NOW)  # noqa: B023
        if short != placements(survey_of(play(before, graph, NOW), NOW)):
            differing.append(name)
    assert differing == []


def test_what_is_not_touched_stays_without_reading_anything_again() -> None:
    before = Cib.parse(cib(primitive("db"), history=[done("db", "n1", "start")]))
    found = placements_after(survey_of(before, NOW), Graph(), _never, NOW)
    assert [(item.resource, item.node, item.role) for item in found] == [("db", "n1", "Started")]


def test_a_few_started_resources_need_no_whole_cib() -> None:
    before = Cib.parse(
        cib(primitive("db") + primitive("web"), history=[done("web", "n2", "start")])
    )
    graph = schedule(before).graph
    found = placements_after(survey_of(before, NOW), graph, _never, NOW)
    assert [(item.resource, item.node) for item in found] == [("db", "n1"), ("web", "n2")]


def test_unique_instances_have_their_number_and_others_none() -> None:
    numbered = clone("c", primitive("db"), globally_unique="true", clone_max="1")
    (found,) = scheduled(cib(numbered)).placements
    assert (found.resource, found.instance) == ("db", "0")
    assert {item.instance for item in scheduled(cib(clone("c", primitive("db")))).placements} == {
        None
    }


def _mixed(**meta: str) -> str:
    """A clone that is to be unique, of a group with an agent that allows no such instances."""
    members = primitive("db") + '<primitive id="old" class="lsb" type="x"/>' + primitive("web")
    return clone("c", f'<group id="g">{members}</group>', globally_unique="true", **meta)


def test_what_is_made_anonymous_late_keeps_numbers_in_its_last_instance() -> None:
    found = {
        (item.resource, item.instance) for item in scheduled(cib(_mixed(clone_max="1"))).placements
    }
    assert found == {("db", None), ("old", None), ("web", None)}
    history = [done("db:1", "n2", "start"), done("db", "n1", "start")]
    kept = Derivation(Cib.parse(cib(_mixed(clone_max="2"), history=history))).state.instances
    assert [name for name, item in kept.items() if item.unique] == ["db:1", "web:1"]


def test_a_single_instance_with_numbers_is_not_meant_by_a_plain_name() -> None:
    text = cib(_mixed(clone_max="1"), history=[done("db", "n1", "start")])
    orphans = list(survey_of(Cib.parse(text), NOW).orphans)
    assert orphans == ["db"]


def test_an_instance_that_is_to_be_promoted_is_unpromoted_until_then() -> None:
    result = scheduled(cib(clone("c", primitive("db", kind="Stateful"), promotable="true")))
    assert places(result, "db", "Unpromoted") == ["n1", "n2"]


def test_an_unmanaged_collective_on_lost_nodes_alone_is_not_shown() -> None:
    lost = cib(
        clone("c", primitive("db"), is_managed="false"),
        history=[done("db", "n2", "start")],
        lost=["n2"],
        options="",
    )
    assert places(scheduled(lost), "db") == []
