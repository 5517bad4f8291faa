"""Small clusters to give advice on."""

from collections.abc import Callable, Mapping

import pytest

from engine.cib.advice import advise
from engine.cib.document import Cib
from engine.cib.finding import Finding
from engine.cib.views import Configuration

Ask = Callable[..., list[Finding]]


def primitive(id_: str, kind: str = "Dummy", **meta: str) -> str:
    agent = 'class="ocf" provider="pacemaker"' if kind != "fence_x" else 'class="stonith"'
    return f'<primitive id="{id_}" {agent} type="{kind}">{pairs("meta", id_, meta)}</primitive>'


def group(id_: str, *members: str, **meta: str) -> str:
    return f'<group id="{id_}">{pairs("meta", id_, meta)}{"".join(map(primitive, members))}</group>'


def clone(id_: str, inner: str, **meta: str) -> str:
    return f'<clone id="{id_}">{pairs("meta", id_, meta)}{primitive(inner)}</clone>'


def fence(id_: str, **parameters: str) -> str:
    inside = pairs("instance", id_, parameters)
    return f'<primitive id="{id_}" class="stonith" type="fence_x">{inside}</primitive>'


def pairs(kind: str, of: str, values: Mapping[str, str]) -> str:
    inside = nvpairs(of, values)
    return f'<{kind}_attributes id="{of}-{kind}">{inside}</{kind}_attributes>' if values else ""


def nvpairs(of: str, values: Mapping[str, str]) -> str:
    """Two underscores in a name stand for a hyphen."""
    return "".join(
        f'<nvpair id="{of}-{name}" name="{name.replace("__", "-")}" value="{value}"/>'
        for name, value in values.items()
    )


@pytest.fixture
def ask() -> Ask:
    """What is advised on a cluster that is otherwise sound, of the codes asked for or all."""

    def of(
        constraints: str = "",
        resources: str = "",
        *,
        nodes: int = 3,
        fencing: str = '<primitive id="fence" class="stonith" type="fence_x"/>',
        defaults: Mapping[str, str] | None = None,
        **options: str,
    ) -> list[Finding]:
        listed = "".join(f'<node id="{n}" uname="n{n}"/>' for n in range(1, nodes + 1))
        plain = "".join(primitive(id_) for id_ in "abc" if f'id="{id_}"' not in resources)
        given = {"resource-stickiness": "1"} if defaults is None else defaults
        cib = Cib.parse(
            f"""<cib><configuration>
            <crm_config><cluster_property_set id="cib-bootstrap-options">
            {nvpairs("o", options)}</cluster_property_set></crm_config>
            <nodes>{listed}</nodes><resources>{plain}{resources}{fencing}</resources>
            <constraints>{constraints}</constraints>
            <rsc_defaults>{pairs("meta", "d", given)}</rsc_defaults>
            </configuration><status/></cib>""".replace('<x_attributes id="o-x">', "")
        )
        return list(advise(Configuration.of(cib)))

    return of
