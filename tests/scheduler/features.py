"""Which features of a cluster a CIB makes use of, so that agreement can be told by feature."""

from collections.abc import Callable
from typing import Final

from lxml import etree

from engine.cib.xml import Element

_Test = Callable[[Element], bool]


def _has(path: str) -> _Test:
    finder = etree.XPath(f"boolean({path})")
    return lambda root: bool(finder(root))


def _pair(*names: str, section: str = "configuration") -> str:
    wanted = " or ".join(f"@name='{name}'" for name in names)
    return f"/cib/{section}//nvpair[{wanted}]"


_TESTS: Final[dict[str, _Test]] = {
    "primitives only": _has("not(//group | //clone | //master | //bundle)"),
    "groups": _has("//group"),
    "clones": _has("//clone | //master"),
    "promotable clones": _has(f"//master | {_pair('promotable')}[@value='true']"),
    "unique clones": _has(_pair("globally-unique", "globally_unique") + "[@value='true']"),
    "cloned groups": _has("//clone/group | //master/group"),
    "interleave": _has(_pair("interleave") + "[@value='true']"),
    "notifications": _has(_pair("notify") + "[@value='true']"),
    "bundles": _has("//bundle"),
    "remote nodes": _has("//resources//primitive[@type='remote']"),
    "guest nodes": _has(_pair("remote-node")),
    "locations": _has("//rsc_location"),
    "rules": _has("//rsc_location//rule"),
    "dates": _has("//date_expression"),
    "colocations": _has("//rsc_colocation"),
    "orders": _has("//rsc_order"),
    "sets": _has("//constraints//resource_set"),
    "tickets": _has("//rsc_ticket"),
    "templates": _has("//template"),
    "tags": _has("//tag"),
    "utilization": _has("//utilization/nvpair"),
    "stickiness": _has(_pair("resource-stickiness", "default-resource-stickiness")),
    "thresholds": _has(_pair("migration-threshold")),
    "fail counts": _has("//status//nvpair[starts-with(@name, 'fail-count')]"),
    "failed operations": _has("//lrm_rsc_op[@rc-code!=0 and @rc-code!=7 and @rc-code!=8]"),
    "pending operations": _has("//lrm_rsc_op[@op-status='-1' or @rc-code='193']"),
    "history": _has("//lrm_rsc_op"),
    "live migration": _has(
        _pair("allow-migrate", "allow_migrate") + " | //lrm_rsc_op[@operation='migrate_to']"
    ),
    "fencing": _has("//primitive[@class='stonith']"),
    "unclean nodes": _has(
        "//node_state[@expected='member' and @crmd='offline']"
        " | //node_state[@in_ccm='false' and @crmd='online']"
    ),
    "no quorum": _has("/cib[@have-quorum='0' or @have-quorum='false']"),
    "standby": _has(_pair("standby") + " | //status//nvpair[@name='standby']"),
    "unmanaged": _has(_pair("is-managed", "is_managed", "maintenance-mode", "maintenance")),
    "target-role": _has(_pair("target-role", "target_role")),
    "shutdown": _has("//status//nvpair[@name='shutdown'] | //node_state[@shutdown]"),
    "shutdown locks": _has(_pair("shutdown-lock")),
    "health": _has(_pair("node-health-strategy")),
}


def features_of(content: bytes) -> tuple[str, ...]:
    """Names of the features, in a fixed order; ``all`` is always the first."""
    root = etree.fromstring(content)
    return ("all", *[name for name, test in _TESTS.items() if test(root)])


NAMES: Final = ("all", *_TESTS)
