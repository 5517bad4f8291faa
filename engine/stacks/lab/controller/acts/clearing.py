"""Cleanup and refresh: what is forgotten of resources, so that the cluster looks again.

As ``crm_resource`` does it: what is asked of a member is done to its whole group or clone. A
cleanup forgets all fail counts, but of the histories only those with a failed operation; a refresh
forgets everything.
"""

from collections.abc import Collection, Iterator

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.views import Configuration
from engine.cib.views.resources import Bundle, Clone, Group, Primitive
from engine.cib.xml import child
from engine.protocol.verbs import Cleanup, Refresh
from engine.stacks.lab.controller.acts.steps import Cluster, Stage, Steps
from engine.stacks.lab.controller.failures import counted
from engine.stacks.refusals import unknown_node, unknown_resource


def clear(cluster: Cluster, act: Cleanup | Refresh) -> Steps:
    """Forget failures, or everything."""
    cib = cluster.cib
    state = Derivation(cib).state
    if act.node is not None and act.node not in state.nodes:
        raise unknown_node(act.node, state.nodes)
    meant = None if act.resource is None else _meant(cib, act.resource)
    known = [(node, name) for node, name in _histories(cib) if _fits(node, name, act.node, meant)]
    yield Stage("accepted")
    for node, name in list(_failed_on(cib, act.node, meant)):
        yield cluster.set_attribute(node, name, None)
    if isinstance(act, Cleanup):
        failed = {(found.operation.node, found.operation.resource) for found in state.failures}
        known = [each for each in known if each in failed]
    for node, name in known:
        yield cluster.forget(node, name)


def _meant(cib: Cib, resource: str) -> frozenset[str]:
    """The primitives that a resource stands for."""
    configuration = Configuration.of(cib)
    found = configuration.find(resource)
    if isinstance(found, Primitive | Group | Clone | Bundle):
        around = configuration.parents(found.id)
        whole = around[-1] if around else found
        return frozenset(primitive.id for primitive in whole.primitives())
    if any(_plain(name) == _plain(resource) for _, name in _histories(cib)):
        return frozenset({_plain(resource)})  # one that is no longer configured
    raise unknown_resource(resource)


def _fits(node: str, name: str, wanted: str | None, meant: Collection[str] | None) -> bool:
    return wanted in (None, node) and (meant is None or _plain(name) in meant)


def _plain(name: str) -> str:
    """The primitive's id: instances of unique clones have a number in histories."""
    return name.partition(":")[0]


def _histories(cib: Cib) -> Iterator[tuple[str, str]]:
    """Node and name of every resource in a history."""
    status = cib.section("status")
    for state in () if status is None else status.iterchildren("node_state"):
        lrm = child(state, "lrm")
        resources = None if lrm is None else child(lrm, "lrm_resources")
        for entry in () if resources is None else resources.iterchildren("lrm_resource"):
            yield state.get("uname") or state.get("id") or "", entry.get("id") or ""


def _failed_on(
    cib: Cib, wanted: str | None, meant: Collection[str] | None
) -> Iterator[tuple[str, str]]:
    """Node and name of every attribute that counts failures of what is meant."""
    status = cib.section("status")
    for state in () if status is None else status.iterchildren("node_state"):
        node = state.get("uname") or state.get("id") or ""
        if wanted not in (None, node):
            continue
        for pair in state.iterfind("transient_attributes/instance_attributes/nvpair"):
            name = pair.get("name") or ""
            found = counted(name)
            if found is not None and (meant is None or _plain(found) in meant):
                yield node, name
