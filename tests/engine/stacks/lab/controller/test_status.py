"""What a new DC makes of the status that the one before has left."""

from engine.cib.document import Cib
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.ids import node_ids
from engine.stacks.lab.controller.status import Status
from engine.stacks.lab.settings import Key, Settings

CIB = """\
<cib epoch="1"><configuration><crm_config/><nodes/><resources/><constraints/></configuration>
<status>
<node_state id="1" uname="a" in_ccm="true" crmd="online" join="member" expected="member"/>
<node_state id="2" uname="b" in_ccm="true" crmd="online" join="member" expected="member"/>
</status></cib>"""


def test_whoever_died_with_the_dc_before_is_gone_and_missed() -> None:
    document = Document(CIB, Cib.parse(CIB))
    settings = Settings("b", ("a", "b", "c"), (Key(1, "crc"),))
    status = Status(settings, document, node_ids(settings.nodes, document.cib), 2)
    status.present(["b"])
    document.flush()
    states = {
        str(state.get("uname")): (state.get("in_ccm"), state.get("crmd"), state.get("expected"))
        for state in document.cib.root.iter("node_state")
    }
    assert states["a"] == ("false", "offline", "member")
    assert states["b"] == ("true", "online", "member")
    assert "c" not in states, "it was never seen, and is not said to have been"
