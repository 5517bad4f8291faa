"""A live copy that others change, and the draft over it."""

from dataclasses import dataclass, field
from random import Random

from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import Edit
from engine.cib.patch import make
from engine.cib.version import Version
from hagui.cluster.changes import ChangeSet
from hagui.cluster.draft import Draft
from hagui.cluster.draft.documents import configuration
from hagui.cluster.live import LiveCluster
from tests.engine.cib.state.edits import edit as edit_status

NOW = 1_668_000_000.0


@dataclass
class World:
    """Others change ``live``; what is shown of the draft is followed as a window does it."""

    text: str | bytes
    live: LiveCluster = field(default_factory=LiveCluster)
    draft: Draft = field(init=False)

    def __post_init__(self) -> None:
        self.live.load(self.text, at=NOW, source="node1")
        self.draft = Draft(self.live, lambda: NOW)

    def theirs(self, *edits: Edit) -> ChangeSet:
        """Someone else commits."""
        after = self.live.cib.copy()
        apply(after, edits)
        return self.become(after)

    def become(self, after: Cib) -> ChangeSet:
        """The live document becomes another one, by a patch."""
        before = self.live.cib.version
        if canonical(self.live.cib) != canonical(after):
            after.version = Version(before.admin_epoch, before.epoch + 1, 0)
        else:
            after.version = before._replace(num_updates=before.num_updates + 1)
        patch = make(self.live.cib, after)
        return self.draft.follow(self.live.apply(patch.text(), at=NOW))

    def status(self, pick: Random) -> ChangeSet:
        """Something happens in the cluster."""
        after = self.live.cib.copy()
        edit_status(after, pick)
        return self.become(after)

    def reload(self) -> ChangeSet:
        """Another engine's snapshot of the same."""
        return self.draft.follow(self.live.load(self.live.cib.text(), at=NOW, source="node2"))

    def committed(self) -> ChangeSet:
        """The draft is committed, its patch comes, and then the word that it is in."""
        diff = self.draft.commit_begins()
        change = self.draft.follow(self.live.apply(diff.text(), at=NOW))
        return change | self.draft.settled_on(diff.target)


def canonical(cib: Cib) -> bytes:
    """The configuration as canonical XML."""
    return etree.tostring(configuration(cib), method="c14n")
