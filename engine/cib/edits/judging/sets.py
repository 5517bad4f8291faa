"""Resource sets of constraints."""

from collections.abc import Iterator

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.ids import is_id
from engine.cib.edits.judging.clones import PROMOTED, promotable
from engine.cib.edits.judging.ends import end
from engine.cib.edits.judging.groups import resource
from engine.cib.edits.judging.values import value
from engine.cib.edits.schemas import too_old
from engine.cib.edits.shapes import LOCATION, Shape, boolean, spec_of_set
from engine.cib.edits.vocabulary import SetSpec
from engine.cib.finding import Finding
from engine.cib.views import Configuration, Constraint
from engine.cib.views.roles import read_role


def attributes_of(spec: SetSpec) -> dict[str, str | None]:
    """The attributes of a set by the CIB's names, in the order in which they are written."""
    return {
        "sequential": boolean(spec.sequential),
        "require-all": boolean(spec.require_all),
        "ordering": spec.ordering,
        "action": spec.action,
        "role": spec.role,
        "score": spec.score,
        "kind": spec.kind,
    }


def sets(
    configuration: Configuration, shape: Shape, former: Constraint | None
) -> Iterator[Finding]:
    """What is wrong with the sets of a constraint that is new or takes the place of ``former``."""
    if shape.sets and shape.tag == LOCATION:
        yield from too_old(configuration.schema, f"{LOCATION}/resource_set")
    known = {} if former is None else {each.id: each for each in former.sets}
    seen = {shape.id}
    for spec in shape.sets:
        if spec.id is not None:
            if spec.id in seen:
                yield refusal(Code.ID_TAKEN, spec.id, id=spec.id)
            seen.add(spec.id)
            if spec.id in known:
                if same(spec, spec_of_set(known[spec.id])):
                    continue
                if spec.id in configuration.referenced:
                    yield refusal(Code.SHARED_SET, spec.id, set=spec.id)
                    continue
            elif spec.id in configuration.ids:
                yield refusal(Code.ID_TAKEN, spec.id, id=spec.id)
            elif not is_id(spec.id):
                yield refusal(Code.BAD_ID, id=spec.id)
        yield from _one(configuration, spec)


def same(spec: SetSpec, known: SetSpec) -> bool:
    """Whether a set would stay as it is, defaults aside."""
    return spec.resources == known.resources and _told(spec) == _told(known)


def _told(spec: SetSpec) -> dict[str, str | None]:
    values = attributes_of(spec)
    for name in ("sequential", "require-all"):
        if values[name] == "true":
            values[name] = None
    values["role"] = read_role(values["role"])
    return values


def _one(configuration: Configuration, spec: SetSpec) -> Iterator[Finding]:
    if not spec.resources:
        yield refusal(Code.EMPTY_SET)
    for id_ in dict.fromkeys(spec.resources):
        yield from end(configuration, id_)
        if spec.resources.count(id_) > 1:
            yield refusal(Code.NAMED_TWICE, id_, resource=id_)
    for name, text in attributes_of(spec).items():
        if text is not None:
            yield from value(name, text)
            yield from too_old(configuration.schema, f"resource_set/{name}")
    if spec.score is not None and spec.kind is not None:
        yield refusal(
            Code.BAD_VALUE, name="kind", value=spec.kind, allowed="nothing beside a score"
        )
    for word in (read_role(spec.role), spec.action):
        if word in PROMOTED:
            for id_ in spec.resources:
                if resource(configuration, id_) is not None and not promotable(configuration, id_):
                    yield refusal(Code.NOT_PROMOTABLE, id_, resource=id_, role=word)
