"""Any CIB can be read: the scheduler's cases and what the packages bring along."""

from collections.abc import Mapping
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.views import Configuration, Known, Node
from tests.engine.cib.patch.documents import build
from tests.engine.cib.state.edits import reconfigure

KINDS = ("primitive", "group", "clone", "master", "bundle")
CONSTRAINTS = ("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket")


def read(name: str, content: bytes) -> None:
    cib = Cib.parse(content)
    before = cib.text()
    configuration = Configuration.of(cib)
    check(cib)
    assert cib.text() == before, name

    def ids(section: str, *tags: str) -> list[str | None]:
        found = cib.section(section)
        return [] if found is None else [node.get("id") for node in found.iter(*tags)]

    assert [item.id for item in configuration.every_resource()] == ids("resources", *KINDS), name
    assert [item.id for item in configuration.constraints] == ids("constraints", *CONSTRAINTS)
    assert [item.id for item in configuration.nodes] == ids("nodes", "node")
    for node in configuration.nodes:
        assert isinstance(configuration.node(node.uname), Node)
    for primitive in configuration.primitives():
        assert primitive.agent, f"{name}: {primitive.id}"
        assert all(op.name for op in primitive.operations), f"{name}: {primitive.id}"


def test_every_case_of_the_scheduler(scheduler_cases: Mapping[str, bytes]):
    assert len(scheduler_cases) > 400
    for name, content in scheduler_cases.items():
        read(name, content)


def test_every_cib_in_the_packages(packaged_cibs: Mapping[str, bytes]):
    for name, content in packaged_cibs.items():
        read(name, content)


NONSENSE = ["", " ", "-1", "9" * 40, "²", "∞", "true", "a b", "'", "P9", "0x10", "1e9", "#", "\n"]
MOVED = ["rule", "op", "primitive", "nvpair", "resource_set", "expression", "network", "lifetime"]


def damage(cib: Cib, pick: Random) -> None:
    """Wrong values, missing attributes, references that lead in circles, misplaced elements."""
    nodes = [node for node in cib.root.iter("*") if node is not cib.root]
    ids = [node.get("id", "") for node in nodes]
    for _ in range(min(len(nodes), 40)):
        node = pick.choice(nodes)
        match pick.randrange(5):
            case 0 if node.attrib:
                node.set(pick.choice(list(node.attrib)), pick.choice(NONSENSE))
            case 1 if node.attrib:
                del node.attrib[pick.choice(list(node.attrib))]
            case 2:
                node.set("id-ref", pick.choice(ids))
            case 3:
                node.append(etree.Element(pick.choice(MOVED), {"id-ref": pick.choice(ids)}))
            case _:
                node.tag = pick.choice(MOVED)


def test_damaged_configurations_are_read_all_the_same(sample: list[tuple[str, bytes]]):
    for name, content in sample:
        cib = Cib.parse(content)
        damage(cib, Random(name))
        before = cib.text()
        configuration = Configuration.of(cib)
        list(configuration.every_resource())
        check(cib)
        assert cib.text() == before


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_anything_at_all_is_read(seed: int):
    cib = build(seed, 3)
    damage(cib, Random(seed))
    Configuration.of(cib)
    check(cib)


def test_what_is_known_is_read_as_if_it_were_not(scheduler_cases: Mapping[str, bytes]) -> None:
    chooser = Random(1)
    for name in sorted(scheduler_cases)[::8]:
        cib = Cib.parse(scheduler_cases[name])
        known = Known()
        for step in range(4):
            found = Configuration.of(cib, known)
            assert found == Configuration.of(cib), f"{name}, {step}"
            assert list(found.primitives()) == list(Configuration.of(cib).primitives())
            reconfigure(cib, chooser)
