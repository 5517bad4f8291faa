from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply
from engine.stacks.pacemaker.poller import compare

OLD = """<cib admin_epoch="0" epoch="1" num_updates="4" dc-uuid="1"><configuration><nodes/>
</configuration><status/></cib>"""
NEW = """<cib admin_epoch="0" epoch="2" num_updates="0" dc-uuid="2"><configuration><nodes>
<node id="1" uname="alpha"/></nodes></configuration><status/></cib>"""


def test_two_looks_make_a_patch_that_leads_from_one_to_the_other() -> None:
    first, none = compare(None, OLD)
    assert none is None
    assert first is not None
    second, diff = compare(first, NEW)
    assert second is not None
    assert diff is not None
    apply(first, Patchset.parse(diff), verify=True)
    assert first.canonical() == Cib.parse(NEW).canonical()


def test_what_cannot_be_compared_begins_anew() -> None:
    assert compare(Cib.parse(OLD), "<cib") == (None, None)
