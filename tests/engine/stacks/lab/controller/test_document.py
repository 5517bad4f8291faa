"""The CIB as the DC holds it: what is noted, what is published, what readers have."""

from random import Random

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply
from engine.cib.version import Version
from engine.cib.xml import Element
from engine.stacks.lab.controller.document import Document
from tests.engine.stacks.lab.controller.cluster import example

NODES = ("1", "2", "3")
RESOURCES = ("web", "db:0", "store")


def history(name: str, count: int, rc: int = 0) -> Element:
    made = etree.Element("lrm_resource", {"id": name, "type": "Dummy", "class": "ocf"})
    for number in range(count):
        etree.SubElement(made, "lrm_rsc_op", {"id": f"{name}_{number}", "rc-code": str(rc)})
    return made


class Reader:
    """Someone who has the whole once, and then reads patchsets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cib = Cib.parse(document.text())

    def read(self, patchset: Patchset | None) -> None:
        if patchset is not None:
            apply(self.cib, Patchset.parse(patchset.text()))
        assert self.cib.canonical() == self.document.cib.canonical()


def test_nothing_noted_is_nothing_published() -> None:
    document = Document(example())
    version = document.version
    assert document.flush() is None
    document.set_root(have_quorum="1")
    assert document.flush() is not None
    document.set_root(have_quorum="1")
    assert document.flush() is None
    assert document.version == version._replace(num_updates=1)


def test_what_is_noted_together_is_one_patchset() -> None:
    document = Document(example())
    reader = Reader(document)
    document.set_node("1", {"uname": "node1", "crmd": "online"})
    document.set_transient("1", {"fail-count-web#start_0": "1"})
    document.set_history("1", "web", history("web", 2))
    document.set_history("1", "db", history("db", 1))
    reader.read(document.flush())
    state = reader.cib.root.find("status/node_state")
    assert state is not None
    assert [found.get("id") for found in state.iter("lrm_resource")] == ["web", "db"]
    pair = next(state.iter("nvpair"))
    assert pair.get("id") == "status-1-fail-count-web.start_0"


def test_a_history_changes_only_where_it_differs() -> None:
    document = Document(example())
    for resource in ("web", "db"):
        document.set_history("1", resource, history(resource, 3))
    document.flush()
    document.set_history("1", "web", history("web", 4))
    patchset = document.flush()
    assert patchset is not None
    made = [change.path for change in patchset.changes if change.path != "/cib"]
    assert made == [
        "/cib/status/node_state[@id='1']/lrm[@id='1']/lrm_resources/lrm_resource[@id='web']"
    ]


def test_a_configuration_that_is_agreed_raises_the_epoch_and_leaves_the_status() -> None:
    document = Document(example())
    document.set_root(have_quorum="1", dc_uuid="1")
    document.set_node("1", {"uname": "node1"})
    document.flush()
    reader = Reader(document)
    before = document.version
    after = Cib.parse(example())
    nodes = after.section("nodes")
    assert nodes is not None
    etree.SubElement(nodes, "node", {"id": "1", "uname": "node1"})
    after.version = Version(before.admin_epoch, before.epoch + 1, 0)
    reader.read(document.adopt(after.text()))
    assert document.version == Version(before.admin_epoch, before.epoch + 1, 0)
    assert document.cib.root.get("dc-uuid") == "1"
    assert document.cib.root.find("status/node_state") is not None
    assert document.adopt(after.text()) is None


def test_what_was_noted_before_a_configuration_came_is_not_lost() -> None:
    document = Document(example())
    reader = Reader(document)
    document.set_node("2", {"uname": "node2"})
    after = Cib.parse(example())
    after.version = Version(0, 5, 0)
    reader.read(document.adopt(after.text()))
    reader.read(document.flush())
    assert reader.cib.version == Version(0, 5, 1)
    assert reader.cib.root.find("status/node_state[@id='2']") is not None


def test_the_version_never_falls_for_who_follows_several_nodes() -> None:
    first = Document(example())
    for number in range(5):
        first.set_root(have_quorum=str(number % 2))
        first.flush()
    second = Document(example(), Cib.parse(first.text()))
    assert second.version > first.version
    assert second.cib.root.get("have-quorum") is None


@pytest.mark.parametrize("seed", range(60))
def test_readers_have_what_the_dc_has(seed: int) -> None:
    rng = Random(seed)
    document = Document(example())
    reader = Reader(document)
    version = document.version
    for _ in range(30):
        for _ in range(rng.randrange(5)):
            node, resource = rng.choice(NODES), rng.choice(RESOURCES)
            match rng.randrange(6):
                case 0:
                    document.set_node(node, {"uname": node, "crmd": str(rng.randrange(2))})
                case 1:
                    names = rng.sample(("a", "b#c_0", "d", "e"), rng.randrange(5))
                    document.set_transient(node, {name: str(rng.randrange(3)) for name in names})
                case 2 | 3:
                    made = history(resource, rng.randrange(4), rng.randrange(2))
                    document.set_history(node, resource, made)
                case 4:
                    document.set_history(node, resource, None)
                case _:
                    document.forget(node)
        reader.read(document.flush())
        assert document.version >= version
        version = document.version
        if rng.random() < 0.2:
            after = document.cib.copy()
            for pair in after.root.iterfind("configuration//nvpair"):
                pair.set("value", str(rng.randrange(9)))
            after.version = Version(0, version.epoch + 1, 0)
            reader.read(document.adopt(after.text()))
            version = document.version
