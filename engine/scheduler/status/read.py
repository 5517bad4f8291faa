"""From a CIB to the cluster as the scheduler works on it."""

import time

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.survey import Survey
from engine.cib.state.whole import survey_of
from engine.cib.xml import Element
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.status.allowed import Allowing
from engine.scheduler.status.history import add_history
from engine.scheduler.status.limits import report_limits
from engine.scheduler.status.nodes import make_nodes
from engine.scheduler.status.options import read_options
from engine.scheduler.status.resources import Maker, count_priorities, link_connections
from engine.scheduler.status.tags import read_tags, read_templates
from engine.scheduler.status.tickets import read_tickets

_LONGEST_DATE = 11
"""Digits of seconds since 1970: years have four."""


def read_cluster(cib: Cib, now: float | None = None) -> Cluster:
    """Read configuration and status.

    Args:
        cib: read only.
        now: seconds since 1970; the CIB's own ``execution-date`` where None, else the clock.
    """
    moment = _moment(cib, now)
    return make_cluster(survey_of(cib, moment), cib.root, cib.root.find("status"), moment)


def continue_cluster(derivation: Derivation, now: float | None = None) -> Cluster:
    """The same from what a derivation has read of the status already, with its configuration."""
    survey = derivation.survey()
    root = derivation.planned.root
    moment = _moment(derivation.planned, survey.world.now if now is None else now)
    return make_cluster(survey, root, derivation.status, moment)


def _moment(cib: Cib, now: float | None) -> float:
    if now is not None:
        return now
    date = cib.root.get("execution-date", "")
    return float(date) if date.isdecimal() and len(date) <= _LONGEST_DATE else time.time()


def make_cluster(survey: Survey, root: Element, status: Element | None, now: float) -> Cluster:
    """Make the cluster from what was read.

    Args:
        survey: with its trees.
        root: that of the document whose configuration counts.
        status: the status that was read.
        now: seconds since 1970.
    """
    settings = survey.plan.settings
    dc = root.get("dc-uuid")
    cluster = Cluster(
        root=root,
        options=read_options(root, settings),
        survey=survey,
        now=int(now),
        quorate=settings.quorate,
        tags=read_tags(root),
        templates=read_templates(root),
        tickets=read_tickets(status),
        has_fencing_device=survey.world.has_fencing_device,
    )
    nodes = make_nodes(survey, dc)
    cluster.nodes = list(nodes.values())
    for node in cluster.nodes:
        cluster.nodes_by_name.setdefault(node.name, node)
        cluster.nodes_by_id.setdefault(node.id, node)
    cluster.has_remote_nodes = any(node.is_remote for node in cluster.nodes)
    maker = Maker(cluster, survey, nodes)
    configured = maker.make_all(survey)
    report_limits(cluster, survey.all_units())
    cluster.uses_unfencing = cluster.options.unfencing
    link_connections(nodes, maker.made)
    count_priorities(nodes, maker.made)
    allowing = Allowing(survey.plan, nodes)
    for instance, resource in maker.made.items():
        allowing.begin(instance, resource)
    for resource in configured:
        allowing.settle_bundle(resource)
    for instance, resource in maker.made.items():
        if instance.marks:
            allowing.apply_marks(instance, resource)
    orphans = [resource for resource in configured if resource.orphan]
    configured = [resource for resource in configured if not resource.orphan]
    configured.sort(key=lambda resource: -resource.priority)
    cluster.resources = configured + orphans
    maker.name_all(cluster)
    add_history(cluster, survey, nodes, maker.made)
    cluster.recheck = survey.recheck()
    return cluster
