"""Configurations that the simulated labs run."""

from dataclasses import dataclass

_FENCING = """
<primitive id="fencing" class="stonith" type="fence_lab">
  <instance_attributes id="fencing-params">
    <nvpair id="fencing-check" name="pcmk_host_check" value="CHECK"/>
  </instance_attributes>
  <operations><op id="fencing-monitor" name="monitor" interval="30s" timeout="10s"/></operations>
</primitive>"""


def _primitive(name: str, kind: str = "Dummy", *, monitor: str = "10s", meta: str = "") -> str:
    monitors = f'<op id="{name}-monitor" name="monitor" interval="{monitor}" timeout="5s"/>'
    if kind == "Database":
        monitors = "".join(
            f'<op id="{name}-monitor-{role}" name="monitor" interval="{seconds}s" role="{role}" '
            'timeout="5s"/>'
            for role, seconds in (("Promoted", 9), ("Unpromoted", 10))
        )
    return f"""<primitive id="{name}" class="ocf" provider="hagui" type="{kind}">{meta}
  <operations>
    <op id="{name}-start" name="start" interval="0s" timeout="5s"/>
    <op id="{name}-stop" name="stop" interval="0s" timeout="5s"/>
    {monitors}
  </operations>
</primitive>"""


def _meta(owner: str, **values: str) -> str:
    pairs = "".join(
        f'<nvpair id="{owner}-{name}" name="{name.replace("_", "-")}" value="{value}"/>'
        for name, value in values.items()
    )
    return f'<meta_attributes id="{owner}-meta">{pairs}</meta_attributes>'


_WEB = "<group id='web'>" + "".join(map(_primitive, ("ip", "store", "server"))) + "</group>"
_PROMOTABLE = _meta("db", promotable="true", clone_max="2", notify="true", interleave="true")
_DB = f"<clone id='db'>{_PROMOTABLE}{_primitive('base', 'Database')}</clone>"
_CACHE = f"<clone id='caches'>{_meta('caches', interleave='true')}{_primitive('cache')}</clone>"
_MOBILE = _primitive("mobile", meta=_meta("mobile", allow_migrate="true"))


@dataclass(frozen=True)
class Design:
    """One configuration, and what is known of it without a scheduler."""

    name: str
    cib: str
    single: frozenset[str]
    """Resources of which one instance may be active in the cluster."""
    promotable: frozenset[str] = frozenset()
    """Resources of which one instance may be promoted."""
    everywhere: frozenset[str] = frozenset()

    @property
    def resources(self) -> tuple[str, ...]:
        return tuple(sorted(self.single | self.promotable | self.everywhere))


def _cib(resources: str, constraints: str, policy: str, check: str = "none") -> str:
    return f"""<cib admin_epoch="0" epoch="1" num_updates="0" validate-with="pacemaker-3.7"
 crm_feature_set="3.11.0"><configuration>
<crm_config><cluster_property_set id="options">
  <nvpair id="o-fencing" name="stonith-enabled" value="true"/>
  <nvpair id="o-timeout" name="stonith-timeout" value="10s"/>
  <nvpair id="o-quorum" name="no-quorum-policy" value="{policy}"/>
  <nvpair id="o-recheck" name="cluster-recheck-interval" value="60s"/>
  <nvpair id="o-delay" name="transition-delay" value="0s"/>
</cluster_property_set></crm_config><nodes/>
<resources>{_FENCING.replace("CHECK", check)}{resources}</resources><constraints>{
        constraints
    }</constraints>
<rsc_defaults>{
        _meta("defaults", resource_stickiness="10", migration_threshold="3", failure_timeout="60s")
    }</rsc_defaults>
</configuration><status/></cib>"""


_LINKS = """
<rsc_location id="web-a" rsc="web" node="a" score="200"/>
<rsc_colocation id="web-db" rsc="web" with-rsc="db" with-rsc-role="Promoted" score="INFINITY"/>
<rsc_order id="db-web" first="db" first-action="promote" then="web" then-action="start"/>
<rsc_colocation id="mobile-web" rsc="mobile" with-rsc="web" score="-20"/>"""


def designs(policy: str = "stop") -> tuple[Design, ...]:
    """From the simplest one to one like the lab's example."""
    web = frozenset({"ip", "store", "server"})
    base, cache = frozenset({"base"}), frozenset({"cache"})
    return (
        Design(
            "one",
            _cib(_primitive("solo", monitor="4s"), "", policy, "dynamic-list"),
            frozenset({"solo"}),
        ),
        Design("web", _cib(_WEB + _MOBILE, "", policy), web | {"mobile"}),
        Design(
            "full",
            _cib(_WEB + _DB + _CACHE + _MOBILE, _LINKS, policy),
            web | {"mobile"},
            base,
            cache,
        ),
    )
