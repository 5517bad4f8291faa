"""Services are found with the address that moves along with them."""

from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.services import Service, find_services, named_places
from engine.cib.views import Configuration

EXAMPLE = Path(__file__).parents[4] / "resources" / "examples" / "lab.xml"
HEAD = (
    '<cib validate-with="pacemaker-3.7" epoch="1" num_updates="0" admin_epoch="0"><configuration>'
    "<crm_config/><nodes/><resources>{resources}</resources><constraints>{constraints}"
    "</constraints></configuration><status/></cib>"
)


def primitive(id_: str, agent: str, **parameters: str) -> str:
    standard, *rest = agent.split(":")
    provider = f' provider="{rest[0]}"' if len(rest) > 1 else ""
    pairs = "".join(
        f'<nvpair id="{id_}-{name}" name="{name}" value="{value}"/>'
        for name, value in parameters.items()
    )
    return (
        f'<primitive id="{id_}" class="{standard}"{provider} type="{rest[-1]}">'
        f'<instance_attributes id="{id_}-params">{pairs}</instance_attributes></primitive>'
    )


def found(resources: str, constraints: str = "") -> list[Service]:
    text = HEAD.format(resources=resources, constraints=constraints)
    return list(find_services(Configuration.of(Cib.parse(text))))


IP = primitive("ip", "ocf:heartbeat:IPaddr2", ip="192.0.2.10", cidr_netmask="24")


def test_the_lab_has_its_web_service_and_its_address() -> None:
    services = find_services(Configuration.of(Cib.parse(EXAMPLE.read_text())))
    assert services == (
        Service("webserver", "127.0.0.100", 5580, http=True),
        Service("webip", "127.0.0.100"),
    )


@pytest.mark.parametrize(
    ("server", "service"),
    [
        (primitive("s", "ocf:heartbeat:apache"), Service("s", "192.0.2.10", 80, http=True)),
        (
            primitive("s", "ocf:heartbeat:apache", port="8080"),
            Service("s", "192.0.2.10", 8080, http=True),
        ),
        (
            primitive(
                "s", "ocf:heartbeat:apache", statusurl="http://127.0.0.1:81/server-status?auto"
            ),
            Service("s", "192.0.2.10", 81, http=True, path="/server-status?auto"),
        ),
        (primitive("s", "ocf:heartbeat:nginx"), Service("s", "192.0.2.10", 80, http=True)),
        (primitive("s", "systemd:nginx"), Service("s", "192.0.2.10", 80, http=True)),
        (primitive("s", "systemd:nginx.service"), Service("s", "192.0.2.10", 80, http=True)),
        (primitive("s", "ocf:heartbeat:pgsql", pgport="5433"), Service("s", "192.0.2.10", 5433)),
        (primitive("s", "ocf:heartbeat:mysql", port="nonsense"), Service("s", "192.0.2.10", 3306)),
    ],
)
def test_a_server_answers_at_the_address_of_its_group(server: str, service: Service) -> None:
    group = f'<group id="g">{IP}{server}</group>'
    assert found(group) == [service, Service("ip", "192.0.2.10")]


def test_a_server_answers_at_the_address_that_it_is_colocated_with() -> None:
    server = primitive("s", "ocf:heartbeat:apache")
    other = primitive("other", "ocf:heartbeat:IPaddr2", ip="192.0.2.99")
    together = '<rsc_colocation id="c" rsc="s" with-rsc="ip" score="INFINITY"/>'
    loosely = '<rsc_colocation id="d" rsc="s" with-rsc="other" score="100"/>'
    services = found(IP + server + other, together + loosely)
    assert [item for item in services if item.resource == "s"] == [
        Service("s", "192.0.2.10", 80, http=True)
    ]
    sets = (
        '<rsc_colocation id="c" score="INFINITY"><resource_set id="c-1">'
        '<resource_ref id="s"/><resource_ref id="ip"/></resource_set></rsc_colocation>'
    )
    assert Service("s", "192.0.2.10", 80, http=True) in found(IP + server, sets)


def test_a_server_without_an_address_is_nowhere() -> None:
    assert found(primitive("s", "ocf:heartbeat:apache")) == []
    assert found(primitive("d", "ocf:hagui:Database")) == []


def test_a_bundle_of_one_answers_at_its_own_address() -> None:
    bundle = (
        '<bundle id="b"><podman image="x" replicas="1"/><network ip-range-start="192.0.2.20">'
        '<port-mapping id="p" port="443"/></network></bundle>'
    )
    assert found(bundle) == [Service("b", "192.0.2.20", 443), Service("b", "192.0.2.20")]


def test_nonsense_is_no_address() -> None:
    assert found(primitive("ip", "ocf:heartbeat:IPaddr2", ip="; rm -rf /")) == []
    assert found(primitive("ip", "ocf:heartbeat:IPaddr2", ip="192.0.2.1/24")) == [
        Service("ip", "192.0.2.1")
    ]


def test_places_that_a_cib_names() -> None:
    places = named_places(EXAMPLE.read_text())
    assert places == {("127.0.0.100", 5580), ("127.0.0.100", 0)}
    assert named_places("no CIB at all") == frozenset()
