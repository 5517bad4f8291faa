"""Random acts, commits, losses and failures, under every seed the same."""

import os
import random

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby
from engine.stacks.lab.wire import Answer, Ask, Wish
from tests.engine.stacks.lab.controller.cluster import Cluster, example

SEEDS = range(int(os.environ.get("HAGUI_SIMULATIONS", "12")))
RESOURCES = ("web", "webip", "db", "database", "cache-clone", "backup", "fencing", "nothing")


class Story:
    """What is asked of one cluster, and what came of it."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.lab = Cluster(example())
        self.lab.settle()
        self.wishes: dict[int, Wish | None] = {}
        self.commits: dict[int, str] = {}
        """The id of what each one adds."""
        self._base: Cib = self.lab.copy.copy()
        self._number = 0

    @property
    def answers(self) -> list[Answer]:
        return [each for each in self.lab.answers if isinstance(each, Answer)]

    def step(self) -> None:
        """Something is asked, or happens."""
        rng, lab = self.rng, self.lab
        match rng.randrange(9):
            case 0 | 1 | 2 | 3:
                self._number += 1
                self.wishes[self._number] = self._wish()
                self._ask(Ask(self._number, "eve", wish=self.wishes[self._number]))
            case 4 | 5:
                self._commit()
            case 6:
                name = rng.choice(("node2", "node3"))
                if lab.nodes[name].up:
                    lab.lose(name)
            case 7:
                for name in lab.names:
                    if not lab.nodes[name].up:
                        lab.start(name)
            case _:
                agents = ("webserver", "backup", "database", "cache")
                key = rng.choice(agents), rng.choice(("start", "monitor")), rng.choice(lab.names)
                if lab.sick.pop(key, None) is None:
                    lab.sick[key] = 1
        lab.run(rng.choice((0.0, 0.05, 0.3, 2.0, 20.0)))

    def _wish(self) -> Wish | None:
        rng = self.rng
        node, resource = rng.choice((*self.lab.names, "node9")), rng.choice(RESOURCES)
        return rng.choice(
            (
                None,
                Standby(node, on=rng.random() < 0.4, until_reboot=rng.random() < 0.3),
                Maintenance(on=rng.random() < 0.3, node=rng.choice((None, node))),
                Cleanup(rng.choice((None, resource)), rng.choice((None, node))),
                Refresh(rng.choice((None, resource)), rng.choice((None, node))),
                Migrate(resource, node),
            )
        )

    def _commit(self) -> None:
        """From the configuration of now, or from one that was looked at a while ago."""
        if self.rng.random() < 0.7:
            self._base = self.lab.copy.copy()
        self._number += 1
        self.commits[self._number] = id_ = f"like-{self._number}"
        after = self._base.copy()
        constraints = after.section("constraints")
        assert constraints is not None
        like = {"id": id_, "rsc": "backup", "node": self.rng.choice(self.lab.names), "score": "7"}
        etree.SubElement(constraints, "rsc_location", like)
        diff = make(self._base, after).text()
        self._ask(Ask(self._number, "eve", diff, self._base.version))

    def _ask(self, ask: Ask) -> None:
        self.lab.tell(ask, self.rng.choice(self.lab.names))

    def end(self) -> None:
        """All is well again, and the cluster settles."""
        self.lab.sick.clear()
        for name in self.lab.names:
            if not self.lab.nodes[name].up:
                self.lab.start(name)
        self.lab.run(60)
        self.lab.settle()
        self.lab.run(1)


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_asked_is_answered_once_and_nothing_stays_behind(seed: int) -> None:
    story = Story(seed)
    for _ in range(story.rng.randrange(5, 30)):
        story.step()
    story.end()
    numbers = [answer.number for answer in story.answers]
    assert sorted(numbers) == sorted((*story.wishes, *story.commits))
    ids = {each.get("id") for each in story.lab.copy.root.iter("rsc_location")}
    assert not [id_ for id_ in ids if id_ is not None and id_.startswith("cli-")]
    for answer in story.answers:
        if answer.number in story.commits:
            assert answer.code in ("", "conflict")
            assert (story.commits[answer.number] in ids) == (not answer.code)
