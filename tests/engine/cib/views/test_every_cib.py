"""Any CIB can be read: the scheduler's cases and what the packages bring along."""

from collections.abc import Mapping

from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.views import Configuration, Node

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
