"""A small CIB of Dummy resources, for labs of tests."""

from collections.abc import Sequence


def primitive(id_: str, **parameters: str) -> str:
    """A Dummy with a monitor."""
    given = "".join(
        f'<nvpair id="{id_}-{name}" name="{name}" value="{value}"/>'
        for name, value in parameters.items()
    )
    return (
        f'<primitive id="{id_}" class="ocf" provider="hagui" type="Dummy">'
        f'<instance_attributes id="{id_}-p">{given}</instance_attributes><operations>'
        f'<op id="{id_}-monitor" name="monitor" interval="10s"/></operations></primitive>'
    )


def cib(nodes: Sequence[str], *resources: str) -> str:
    """A configuration without fencing."""
    known = "".join(f'<node id="{number}" uname="{name}"/>' for number, name in enumerate(nodes, 1))
    return (
        '<cib admin_epoch="0" epoch="1" num_updates="0" validate-with="pacemaker-3.9">'
        '<configuration><crm_config><cluster_property_set id="o">'
        '<nvpair id="o-stonith" name="stonith-enabled" value="false"/>'
        f"</cluster_property_set></crm_config><nodes>{known}</nodes>"
        f"<resources>{''.join(resources)}</resources><constraints/></configuration><status/></cib>"
    )
