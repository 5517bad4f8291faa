"""What the review says of a draft: its sentences, its XML, the commands, the warnings."""

from dataclasses import dataclass, field

from lxml import etree

from engine.cib.advice import advise
from engine.cib.commands import crm, pcs
from engine.cib.document import Cib
from engine.cib.edits.vocabulary import Edits
from engine.cib.finding import Finding
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.draft import Collision, Draft
from hagui.cluster.draft.documents import written
from hagui.phrases.differences import difference_sentence
from hagui.phrases.findings import finding_sentence
from hagui.shell.draft.values import Rehearsal
from hagui.shell.review import values
from hagui.shell.review.values import Change, Rehearsed, Review, Warned
from hagui.shell.review.xmldiff import DiffLine, xml_diff
from hagui.workbench.drafting import Drafting


@dataclass(frozen=True, slots=True)
class Target:
    """Where the changes go."""

    name: str = ""
    """Of the cluster or file."""
    production: bool = False
    file: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """What takes a while to work out."""

    diff: tuple[DiffLine, ...] = ()
    crm: tuple[str, ...] = ()
    pcs: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the texts follow from; shares nothing with what is shown, so a thread may have it."""

    root: tuple[tuple[str, str], ...]
    """The attributes of the live document."""
    before: bytes
    after: bytes
    edits: Edits
    configurations: tuple[Configuration, Configuration]
    states: tuple[ClusterState, ClusterState] = field(compare=False)

    @classmethod
    def of(cls, live: Cib, draft: Draft, state: ClusterState, now: Configuration) -> "Question":
        """Of a draft as it stands.

        Args:
            live: the document below it.
            draft: the draft.
            state: of the live document.
            now: the live configuration.
        """
        edits = tuple(edit for entry in draft.entries for edit in entry.edits)
        root = tuple((str(name), str(value)) for name, value in live.root.attrib.items())
        around = (now, draft.configuration)
        after = draft.draft_text.encode()
        return cls(root, written(live), after, edits, around, (state, draft.state))

    def commands(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What would do the same with crm and with pcs; may take a while."""
        root = etree.Element("cib", dict(self.root))
        root.append(etree.fromstring(self.before))
        before = Cib(root)
        return crm(before, self.edits), pcs(before, self.edits)

    def answer(self) -> Texts:
        """Work the texts out; may take a second, so it belongs into a thread."""
        known = {_what(item) for item in advise(self.configurations[0], self.states[0])}
        found = advise(self.configurations[1], self.states[1])
        warnings = tuple(
            Warned(finding_sentence(item), new=_what(item) not in known) for item in found
        )
        diff = xml_diff(self.before.decode(), self.after.decode())
        return Texts(diff, *self.commands(), warnings)


def review(
    drafting: Drafting,
    target: Target,
    texts: Texts,
    rehearsal: Rehearsal | None,
    *,
    committing: bool,
) -> Review:
    """The whole review of the draft as it stands."""
    draft = drafting.draft
    assert draft is not None
    return Review(
        cluster=target.name,
        changes=tuple(
            Change(entry.number, *drafting.words(entry.number)) for entry in draft.entries
        ),
        production=target.production,
        file=target.file,
        diff=texts.diff,
        crm=texts.crm,
        pcs=texts.pcs,
        rehearsed=rehearsal.stage if rehearsal is not None else Rehearsed.DONE,
        prediction=rehearsal.prediction if rehearsal is not None else None,
        trouble=rehearsal.trouble if rehearsal is not None else "",
        warnings=texts.warnings,
        others=tuple(difference_sentence(item) for item in draft.others),
        collisions=tuple(_collision(item, drafting) for item in draft.collisions),
        committing=committing,
    )


def _collision(item: Collision, drafting: Drafting) -> values.Collision:
    return values.Collision(
        item.entry.number,
        drafting.words(item.entry.number)[0],
        (
            *(difference_sentence(other) for other in item.others),
            *(finding_sentence(finding) for finding in item.refused),
        ),
        possible=not item.refused,
    )


def _what(finding: Finding) -> object:
    return finding.code, finding.subject, tuple(sorted(finding.facts.items()))
