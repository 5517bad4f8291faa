"""A DC's commits and acts, with a cluster around them that does all that the scheduler wants."""

from importlib.resources import files

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.transition.model import StepKind
from engine.cib.version import Version
from engine.cib.xml import Element
from engine.scheduler.projection import carry_out
from engine.scheduler.schedule import schedule
from engine.stacks.lab.controller.acts import Acts
from engine.stacks.lab.controller.changes import Edit
from engine.stacks.lab.controller.commits import Commits
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.ids import node_ids
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.controller.proposals import Proposals
from engine.stacks.lab.controller.status import Status
from engine.stacks.lab.instructions import ProposalWanted, Send
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Answer, Ask, Payload, Pending, Wish

NODES = ("node1", "node2", "node3")
START = 1_791_468_200.0
"""Shortly after what the example tells of, so that no failure is too old to count."""


def example() -> Cib:
    """webip, webstore and webserver are a group on node1; db is promoted there; node3 is in
    standby; backup has failed on node1."""
    text = (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")
    return Cib.parse(text)


class Dc:
    """node1, DC of three, all of which are there."""

    def __init__(self) -> None:
        running = example()
        self.now = START
        self.document = Document(running.text(), running)
        settings = Settings("node1", NODES, ())
        ids = node_ids(NODES, self.document.cib)
        self.status = Status(settings, self.document, ids, term=1)
        for member in self.status.members.values():
            member.joined = True
        self.status.present(NODES)
        self.document.set_root(have_quorum="1", dc_uuid="1")
        self.document.flush()
        self.proposals = Proposals(self.document, "node1")
        self.commits = Commits(self.proposals)
        self.acts = Acts(self.document, self.status, self.proposals)
        self.proposed: list[str] = []
        """What membership is agreeing upon."""
        self.said: list[Payload] = []
        """To nodes, without answers and stages."""
        self.stages: list[str | int] = []
        self.answers: dict[int, Answer] = {}

    @property
    def cib(self) -> Cib:
        return self.document.cib

    def element(self, id_: str) -> Element | None:
        return next((each for each in self.cib.root.iter("*") if each.get("id") == id_), None)

    def value(self, node: str, name: str) -> str | None:
        """A lasting attribute of a node."""
        for pair in self.cib.root.iterfind(f"configuration/nodes/node[@uname='{node}']//nvpair"):
            if pair.get("name") == name:
                return pair.get("value")
        return None

    def patch(self, edit: Edit) -> str:
        """The patchset of a draft that somebody makes now."""
        after = self.cib.copy()
        edit(after)
        return make(self.cib, after).text()

    def commit(self, number: int, diff: str, base: Version | None = None) -> None:
        base = self.cib.version if base is None else base
        self.take(self.commits.asked("node2", Ask(number, "eve", diff, base), self.now))

    def wish(self, number: int, wish: Wish | None) -> None:
        self.take(self.acts.asked("node2", Ask(number, "eve", wish=wish), self.now))

    def take(self, outs: list[Out]) -> None:
        """Sort what is wanted."""
        for out in outs:
            match out:
                case ProposalWanted(cib):
                    self.proposed.append(cib)
                case Send(_, Answer() as answer):
                    assert answer.number not in self.answers
                    self.answers[answer.number] = answer
                case Send(_, Pending(_, stage, pending)):
                    self.stages.append(pending if stage == "settling" else stage)
                case Send(_, payload):
                    self.said.append(payload)
                case _:
                    raise AssertionError(out)

    def agree(self) -> None:
        """All nodes have what was proposed."""
        text = self.proposed.pop(0)
        assert not self.proposed
        self.document.adopt(text)
        self.take(self.proposals.agreed(text, self.now))
        self.document.flush()

    def refuse(self, code: str) -> None:
        """It does not come to count."""
        self.proposed.pop(0)
        self.take(self.proposals.not_agreed(code, self.now))

    def at_work(self, pending: int) -> None:
        self.document.flush()
        self.take(self.acts.review(idle=False, pending=pending, now=self.now))

    def rest(self) -> None:
        """The cluster does what the scheduler wants, until that is nothing."""
        self.document.flush()
        for _ in range(20):
            graph = schedule(self.cib, now=self.now).graph
            if all(step.kind is StepKind.PSEUDO for step in graph.steps):
                break
            carry_out(self.cib, graph, int(self.now))
            self.now += 1
        else:
            raise AssertionError("the cluster never rests")
        self.idle()

    def idle(self) -> None:
        """There is nothing left to do."""
        self.document.flush()
        self.take(self.acts.review(idle=True, pending=0, now=self.now))


def add(tag: str, section: str, **attributes: str) -> Edit:
    """Add an element to a section; ``with_rsc`` is ``with-rsc``."""

    def edit(cib: Cib) -> None:
        parent = cib.section(section)
        assert parent is not None
        names = {name.replace("_", "-"): value for name, value in attributes.items()}
        etree.SubElement(parent, tag, names)

    return edit
