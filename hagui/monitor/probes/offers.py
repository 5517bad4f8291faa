"""What can be probed, offered from the configuration, and what is unless somebody chose. Pure."""

from typing import Final

from engine.cib.services import Service, find_services
from engine.cib.views import Configuration
from hagui.monitor.probes.model import How, Target

QUICK: Final = 0.025
"""Seconds between questions to a service of a lab: an outage is exact to twice that."""
QUICK_TIMEOUT: Final = 0.25
CALM: Final = 1.0


def offers(configuration: Configuration, *, lab: bool = False) -> tuple[Target, ...]:
    """Targets for all services that the configuration tells of; web services first.

    Args:
        configuration: of the cluster.
        lab: all of it is on this computer, so that it may be asked fast.
    """
    found = [_target(service, lab=lab) for service in find_services(configuration)]
    order = [How.HTTP, How.TCP, How.ICMP]
    return tuple(sorted(found, key=lambda target: order.index(target.how)))


def first_targets(configuration: Configuration, *, lab: bool) -> tuple[Target, ...]:
    """What is asked as long as nobody has chosen: in a lab its web services; else nothing."""
    if not lab:
        return ()
    return tuple(item for item in offers(configuration, lab=True) if item.how is How.HTTP)


def _target(service: Service, *, lab: bool) -> Target:
    interval, timeout = (QUICK, QUICK_TIMEOUT) if lab else (CALM, CALM)
    how = How.ICMP if not service.port else How.HTTP if service.http else How.TCP
    return Target(
        how,
        service.host,
        service.port,
        service.path if how is How.HTTP else "/",
        interval=interval,
        timeout=timeout,
        resource=service.resource,
    )
