"""Reading a configuration from the few lines that matter."""

from collections.abc import Callable

import pytest

from engine.cib.document import Cib
from engine.cib.views import Configuration

Read = Callable[..., Configuration]


@pytest.fixture
def read() -> Read:
    """Makes a configuration of sections: ``read(resources="<group …/>", nodes=…)``."""

    def configuration(**sections: str) -> Configuration:
        names = {name: name.replace("_topology", "-topology") for name in sections}
        inside = "".join(f"<{names[name]}>{xml}</{names[name]}>" for name, xml in sections.items())
        return Configuration.of(Cib.parse(f"<cib><configuration>{inside}</configuration></cib>"))

    return configuration
