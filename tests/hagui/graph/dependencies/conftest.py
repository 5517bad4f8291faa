"""Diagrams without a window, and the view with one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from engine.cib.document import Cib
from engine.cib.views import Clone, Configuration
from hagui.graph.dependencies.asking import request_of
from hagui.graph.dependencies.layout.arrangement import Arrangement, arrange
from hagui.graph.dependencies.layout.frames import Frame, frame_of
from hagui.graph.dependencies.layout.labels import Size
from hagui.graph.dependencies.model import Plan
from hagui.graph.dependencies.plan import plan_of
from hagui.graph.dependencies.view import DependencyView
from hagui.theme import Theme
from tests.hagui.graph.dependencies.landscapes import shown, tangle

LETTER = 7.0
WIDTH = 192.0


def cib(resources: str, constraints: str = "") -> str:
    """A document with these."""
    return (
        '<cib admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config/><nodes/>'
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        "</configuration><status/></cib>"
    )


def dummies(*names: str) -> str:
    """Primitives of those names."""
    return "".join(
        f'<primitive id="{name}" class="ocf" provider="pacemaker" type="Dummy"/>' for name in names
    )


def order(first: str, then: str, **more: str) -> str:
    """An order of two."""
    said = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<rsc_order id="o-{first}-{then}" first="{first}" then="{then}"{said}/>'


def together(one: str, other: str, score: str = "INFINITY") -> str:
    """A colocation of two: the one stays with the other."""
    return f'<rsc_colocation id="c-{one}-{other}" rsc="{one}" with-rsc="{other}" score="{score}"/>'


def planned(resources: str, constraints: str = "") -> Plan:
    """What is shown of these."""
    return plan_of(Configuration.of(Cib.parse(cib(resources, constraints))))


@dataclass
class Laid:
    """A diagram with letters of one width."""

    plan: Plan
    frames: dict[str, Frame]
    made: Arrangement

    def again(self, text: str, collapsed: frozenset[str] = frozenset()) -> "Laid":
        """The same after an edit."""
        return lay(text, self.made, collapsed)

    def moved(self, other: "Laid") -> set[str]:
        """Units that stand elsewhere in the other one."""
        return {
            key
            for key in self.plan.units.keys() & other.plan.units.keys()
            if self.made.places[key][:2] != other.made.places[key][:2]
        }


def lay(
    text: str, before: Arrangement | None = None, collapsed: frozenset[str] = frozenset()
) -> Laid:
    """Lay out a document."""
    plan = plan_of(Configuration.of(Cib.parse(text)))
    frames = {
        key: frame_of(
            unit,
            2 if isinstance(unit.resource, Clone) else 0,
            [(tag.key, 80.0) for tag in plan.tags.get(key, ())],
            collapsed=key in collapsed,
            width=WIDTH,
        )
        for key, unit in plan.units.items()
    }
    request = request_of(
        plan,
        frames,
        dict.fromkeys(plan.hubs, (70.0, 24.0)),
        {key: [Size(44.0, 18.0, 22.0)] for key, link in plan.links.items() if link.said},
        1.6,
    )
    return Laid(plan, frames, arrange(request, before))


@pytest.fixture(scope="session")
def large() -> str:
    """Three hundred resources."""
    return tangle(300)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[DependencyView]:
    """A view of 1000 by 640 pixels on screen, without a cluster."""
    made = DependencyView(Theme.light())
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def show(view: DependencyView, qtbot: QtBot) -> Callable[[str], DependencyView]:
    """Shows a document in which all runs, painted."""

    def act(text: str) -> DependencyView:
        configuration, state = shown(text)
        with qtbot.waitSignal(view.first_painted):
            view.set_cluster(configuration, state)
        return view

    return act


__all__ = ["Laid", "cib", "dummies", "lay", "order", "planned", "together"]
