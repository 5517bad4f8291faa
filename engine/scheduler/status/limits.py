"""What is made of fewer instances than it is to have: nobody shall wait for a million."""

from collections.abc import Iterable, Iterator

from engine.cib.finding import Finding, Severity
from engine.cib.state.specs import MOST_INSTANCES, Spec, Variant
from engine.cib.state.units import Unit
from engine.cib.state.values import parse_integer
from engine.scheduler.model.cluster import Cluster


def report_limits(cluster: Cluster, units: Iterable[Unit]) -> None:
    """Tell which clones and bundles have fewer instances than is configured."""
    for unit in units:
        for spec, name, wanted, made in _limited(unit.spec):
            if made < wanted:
                cluster.report(
                    Finding(
                        "instances-limited",
                        Severity.ERROR,
                        f"{name} is {wanted}; it is reckoned with {made} instances.",
                        line=spec.element.sourceline,
                        subject=spec.id,
                        facts={"name": name, "wanted": str(wanted), "made": str(made)},
                    )
                )


def _limited(spec: Spec) -> Iterator[tuple[Spec, str, int, int]]:
    if spec.variant is Variant.CLONE:
        limit = spec.meta.get("clone-max")
        if limit is not None and parse_integer(limit) > MOST_INSTANCES:
            yield spec, "clone-max", parse_integer(limit), spec.instances
    elif spec.shape is not None:
        yield spec, "replicas", spec.shape.wanted, spec.shape.replicas
