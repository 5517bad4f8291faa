"""At which addresses and ports a cluster's services answer, as far as its configuration says."""

from engine.cib.services.find import Service, find_services, named_places

__all__ = ["Service", "find_services", "named_places"]
