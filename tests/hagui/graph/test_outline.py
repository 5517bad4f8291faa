"""What the canvas takes from a configuration."""

import pytest

from engine.cib.document import Cib
from engine.cib.views import Configuration
from hagui.graph.outline import Outline


def _outline(resources: str, constraints: str = "") -> Outline:
    text = (
        f"<cib><configuration><resources>{resources}</resources>"
        f"<constraints>{constraints}</constraints></configuration><status/></cib>"
    )
    return Outline.of(Configuration.of(Cib.parse(text)))


def test_members_know_their_group_and_number(configuration: Configuration) -> None:
    outline = Outline.of(configuration)
    assert outline.groups == {"web": ("ip", "fs", "httpd")}
    assert [(leaf.group, leaf.number) for leaf in outline.leaves.values()][:3] == [
        ("web", 1),
        ("web", 2),
        ("web", 3),
    ]


def test_copies_know_their_clone(configuration: Configuration) -> None:
    leaf = Outline.of(configuration).leaf("db")
    assert (leaf.clone, leaf.promotable, leaf.group) == ("db-clone", True, None)


@pytest.mark.parametrize(
    ("agent", "parameter", "said"),
    [
        ('class="ocf" provider="heartbeat" type="IPaddr2"', ("ip", "10.0.0.5"), "IPaddr2 10.0.0.5"),
        (
            'class="ocf" provider="heartbeat" type="Filesystem"',
            ("directory", "/srv"),
            "Filesystem /srv",
        ),
        ('class="systemd" type="nginx"', ("other", "x"), "nginx"),
        ('class="stonith" type="fence_apc"', ("pcmk_host_list", "a b"), "fence_apc a b"),
    ],
)
def test_the_subtitle_tells_resources_of_one_agent_apart(
    agent: str, parameter: tuple[str, str], said: str
) -> None:
    name, value = parameter
    outline = _outline(
        f'<primitive id="r" {agent}><instance_attributes id="i">'
        f'<nvpair id="n" name="{name}" value="{value}"/></instance_attributes></primitive>'
    )
    assert outline.leaf("r").subtitle == said


def test_preferences_reach_members_of_groups_and_patterns_reach_all_they_match() -> None:
    outline = _outline(
        '<group id="g"><primitive id="a" class="ocf" provider="p" type="T"/></group>'
        '<primitive id="b1" class="ocf" provider="p" type="T"/>',
        '<rsc_location id="c1" rsc="g" node="n1" score="INFINITY"/>'
        '<rsc_location id="c2" rsc-pattern="^b" node="n2" score="-50"/>'
        '<rsc_location id="c3" rsc-pattern="(" node="n2" score="1"/>',
    )
    assert [(p.node, p.score, p.resource) for p in outline.leaf("a").preferences] == [
        ("n1", 1_000_000, "g")
    ]
    assert [(p.node, p.score) for p in outline.leaf("b1").preferences] == [("n2", -50)]


def test_what_the_configuration_does_not_have_still_gets_a_place() -> None:
    orphan = Outline().leaf("ghost")
    assert (orphan.id, orphan.group, orphan.subtitle) == ("ghost", None, "")
