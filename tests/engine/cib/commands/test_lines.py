"""What the lines say, and that a shell reads out of them what was put in."""

import shlex
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine.cib.commands import crm, pcs
from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    ChangeConstraint,
    Edit,
    Edits,
    JoinGroup,
    MakeClone,
    NewGroup,
    RemoveConstraint,
    Revert,
    RuleSpec,
    SetMeta,
    SetParameter,
    SetProperty,
)
from engine.cib.patch import Patchset, make
from engine.cib.patch import apply as apply_patch
from tests.engine.cib.commands.scenarios import SCENARIOS, uname
from tests.rig.config import WEBCLUSTER

Write = Callable[[Cib, Edits], tuple[str, ...]]


@pytest.fixture(scope="module")
def cib() -> Cib:
    return Cib.parse(WEBCLUSTER.read_bytes())


@pytest.mark.parametrize(
    ("edit", "by_crm", "by_pcs"),
    [
        (
            AddLocation("never", "webservice", "node3", "-INFINITY"),
            "crm configure location never webservice -INFINITY: node3",
            "pcs constraint location add never webservice node3 -- -INFINITY",
        ),
        (
            AddLocation(
                "only", "db", rules=(RuleSpec((uname("node1", "ne"),), score="-INFINITY"),)
            ),
            "crm configure location only db rule -INFINITY: '#uname' ne node1",
            (
                "pcs constraint location db rule constraint-id=only id=only-rule score=-INFINITY "
                "'#uname' ne node1"
            ),
        ),
        (
            AddColocation("with", "fencing", "db", "INFINITY", with_role="Promoted"),
            "crm configure colocation with INFINITY: fencing db:Promoted",
            "pcs constraint colocation add fencing with Promoted db INFINITY id=with",
        ),
        (
            ChangeConstraint("backup-likes-node3", {"score": "100"}),
            (
                "printf '%s\\n' 'location backup-likes-node3 backup 100: node3' | "
                "crm configure load update -"
            ),
            (
                "cibadmin --replace -o constraints --xml-text "
                '\'<rsc_location id="backup-likes-node3" rsc="backup" node="node3" score="100"/>\''
            ),
        ),
        (
            RemoveConstraint("db-never-node3"),
            "crm configure delete db-never-node3",
            "pcs constraint delete db-never-node3",
        ),
        (
            JoinGroup("webservice", ("webserver",), before="webip"),
            (
                "printf '%s\\n' 'modgroup webservice remove webserver' "
                "'modgroup webservice add webserver before webip' | crm configure"
            ),
            "pcs resource group add webservice webserver --before webip",
        ),
        (
            SetMeta("webservice", "target-role", "Stopped"),
            "crm resource meta webservice set target-role Stopped",
            "pcs resource meta webservice target-role=Stopped",
        ),
        (
            SetParameter("webip", "nic", None),
            "crm resource param webip delete nic",
            "pcs resource update webip nic=",
        ),
        (
            SetProperty("stonith-timeout", None),
            "crm_attribute --type crm_config --name stonith-timeout --delete",
            "pcs property unset stonith-timeout",
        ),
    ],
)
def test_the_words(cib: Cib, edit: Edit, by_crm: str, by_pcs: str):
    assert crm(cib, (edit,)) == (by_crm,)
    assert pcs(cib, (edit,)) == (by_pcs,)


def test_what_would_make_constraints_follow_wrongly_is_not_said(cib: Cib):
    """crm moves the members' constraints to a new group, pcs leaves them on what is cloned."""
    (by_crm,) = crm(cib, (NewGroup("new", ("backup", "fencing")),))
    (by_pcs,) = pcs(cib, (MakeClone("webservice", "everywhere"),))
    assert by_crm.startswith("cibadmin --patch ")
    assert by_pcs.startswith("cibadmin --patch ")


def test_what_is_shared_by_reference_is_left_to_cibadmin():
    shared = Cib.parse(
        """<cib><configuration><crm_config/><nodes/><resources>
        <primitive id="a" class="ocf" provider="pacemaker" type="Dummy"><meta_attributes id="s">
        <nvpair id="p" name="priority" value="1"/></meta_attributes></primitive>
        <primitive id="b" class="ocf" provider="pacemaker" type="Dummy">
        <meta_attributes id-ref="s"/></primitive>
        <primitive id="c" class="ocf" provider="pacemaker" type="Dummy"/>
        </resources><constraints/></configuration></cib>"""
    )
    for write in (crm, pcs):
        for resource in ("a", "b"):
            (line,) = write(shared, (SetMeta(resource, "priority", "2"),))
            assert line.startswith("cibadmin ")
        (line,) = write(shared, (SetMeta("c", "priority", "2"),))
        assert not line.startswith("cibadmin ")


def test_an_edit_that_changes_nothing_has_no_line(cib: Cib):
    same = ChangeConstraint("backup-likes-node3", {"score": "50"})
    assert crm(cib, (same,)) == pcs(cib, (same,)) == ()


def test_an_edit_that_cannot_be_made_is_refused_and_the_document_left_alone(cib: Cib):
    before = cib.canonical()
    with pytest.raises(EditRefused):
        crm(cib, (SetMeta("webservice", "priority", "5"), RemoveConstraint("ghost")))
    assert cib.canonical() == before


@pytest.mark.parametrize("edits", SCENARIOS.values(), ids=SCENARIOS.keys())
@pytest.mark.parametrize("write", [crm, pcs])
def test_each_edit_is_said_in_the_light_of_those_before(cib: Cib, write: Write, edits: Edits):
    here = cib.copy()
    lines: list[str] = []
    for edit in edits:
        lines += write(here, (edit,))
        apply(here, (edit,))
    assert write(cib, edits) == tuple(lines)


def test_a_revert_is_one_patch(cib: Cib):
    after = cib.copy()
    apply(after, SCENARIOS["a group is joined, sorted and left"])
    revert = Revert(_configuration(cib), _configuration(after), "Sort the web service")
    for write in (crm, pcs):
        (line,) = write(after, (revert,))
        assert _patched(after, line).canonical() == cib.canonical()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_any_value_comes_through_the_shell(value: str):
    cib = Cib.parse(WEBCLUSTER.read_bytes())
    edit = SetParameter("backup", "fake", value)
    assert shlex.split(pcs(cib, (edit,))[0])[-1] == f"fake={value}"
    (line,) = crm(cib, (edit,))
    meant = cib.copy()
    apply(meant, (edit,))
    if line.startswith("crm "):
        assert shlex.split(line)[-1] == value
    else:
        assert _patched(cib, line).canonical() == meant.canonical()


def _configuration(cib: Cib) -> str:
    section = cib.section("configuration")
    assert section is not None
    return etree.tostring(section, encoding="unicode", with_tail=False)


def _patched(cib: Cib, line: str) -> Cib:
    """What cibadmin makes of the document: it applies a patch without versions to any."""
    *tool, xml = shlex.split(line)
    assert tool == ["cibadmin", "--patch", "--xml-text"]
    diff = etree.fromstring(xml)
    versions = etree.fromstring(make(cib, cib).text())[0]
    diff.insert(0, versions)
    done = cib.copy()
    apply_patch(done, Patchset.parse(etree.tostring(diff)))
    return done
