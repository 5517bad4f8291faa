"""What a constraint may name."""

from collections.abc import Iterator

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.judging.groups import resource
from engine.cib.finding import Finding
from engine.cib.views import Configuration


def end(configuration: Configuration, id_: str) -> Iterator[Finding]:
    """What is wrong with a resource (or template, or tag) that a constraint is to name."""
    if resource(configuration, id_) is not None or id_ in configuration.templates:
        return
    if not any(tag.id == id_ for tag in configuration.tags):
        yield refusal(Code.NO_SUCH_RESOURCE, resource=id_)
