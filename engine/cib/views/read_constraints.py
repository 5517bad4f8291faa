"""From the constraints section to constraints."""

from engine.cib.boolean import parse_boolean
from engine.cib.score import parse_score
from engine.cib.views.constraints import (
    Colocation,
    Constraint,
    Location,
    Order,
    ResourceSet,
    Ticket,
)
from engine.cib.views.known import Known
from engine.cib.views.reader import Reader
from engine.cib.views.roles import read_role
from engine.cib.views.rules import Rule, read_rules
from engine.cib.xml import Element, child, elements


def read_constraints(
    section: Element | None, reader: Reader, known: Known | None = None
) -> tuple[Constraint, ...]:
    """All constraints of known kinds, in document order."""
    if section is None:
        return ()
    if known is None:
        found = [_read(item, reader) for item in elements(section)]
    else:
        found = known.constraints.each(elements(section), lambda item: _read(item, reader))
    return tuple([item for item in found if item is not None])


def _read(item: Element, reader: Reader) -> Constraint | None:
    match item.tag:
        case "rsc_location":
            return _location(item, reader)
        case "rsc_colocation":
            return _colocation(item, reader)
        case "rsc_order":
            return _order(item, reader)
        case "rsc_ticket":
            return _ticket(item, reader)
        case _:
            return None


def _location(item: Element, reader: Reader) -> Location:
    score = item.get("score")
    return Location(
        id=item.get("id") or "",
        resource=item.get("rsc"),
        pattern=item.get("rsc-pattern"),
        node=item.get("node"),
        score=parse_score(score),
        score_text=score,
        role=read_role(item.get("role")),
        discovery=item.get("resource-discovery") or "always",
        rules=read_rules(item, reader),
        lifetime=_lifetime(item, reader),
        sets=_sets(item, reader),
    )


def _colocation(item: Element, reader: Reader) -> Colocation:
    score = item.get("score")
    return Colocation(
        id=item.get("id") or "",
        resource=item.get("rsc"),
        with_resource=item.get("with-rsc"),
        score=parse_score(score),
        score_text=score,
        resource_role=read_role(item.get("rsc-role")),
        with_role=read_role(item.get("with-rsc-role")),
        node_attribute=item.get("node-attribute"),
        influence=parse_boolean(item.get("influence")),
        lifetime=_lifetime(item, reader),
        sets=_sets(item, reader),
    )


def _order(item: Element, reader: Reader) -> Order:
    kind, score = item.get("kind"), item.get("score")
    if kind is None:
        # The old spelling: a score of 0 is advice, any other an obligation.
        kind = "Optional" if score is not None and parse_score(score) == 0 else "Mandatory"
    first_action = item.get("first-action") or "start"
    symmetrical = parse_boolean(item.get("symmetrical"))
    return Order(
        id=item.get("id") or "",
        first=item.get("first"),
        then=item.get("then"),
        first_action=first_action,
        then_action=item.get("then-action") or first_action,
        kind=kind,
        # What is only serialised has no order that could be turned round.
        symmetrical=kind != "Serialize" if symmetrical is None else symmetrical,
        require_all=parse_boolean(item.get("require-all")) is not False,
        score_text=score,
        lifetime=_lifetime(item, reader),
        sets=_sets(item, reader),
    )


def _ticket(item: Element, reader: Reader) -> Ticket:
    return Ticket(
        id=item.get("id") or "",
        ticket=item.get("ticket") or "",
        resource=item.get("rsc"),
        role=read_role(item.get("rsc-role")),
        loss_policy=item.get("loss-policy") or "stop",
        sets=_sets(item, reader),
    )


def _lifetime(item: Element, reader: Reader) -> tuple[Rule, ...]:
    found = child(item, "lifetime")
    return () if found is None else read_rules(found, reader)


def _sets(item: Element, reader: Reader) -> tuple[ResourceSet, ...]:
    return tuple([_set(each, reader) for each in item.iterchildren("resource_set")])


def _set(item: Element, reader: Reader) -> ResourceSet:
    element = reader.resolve(item)
    score = element.get("score")
    return ResourceSet(
        id=element.get("id") or item.get("id-ref") or "",
        resources=tuple([ref.get("id") or "" for ref in element.iterchildren("resource_ref")]),
        sequential=parse_boolean(element.get("sequential")) is not False,
        require_all=parse_boolean(element.get("require-all")) is not False,
        ordering=element.get("ordering"),
        action=element.get("action"),
        role=read_role(element.get("role")),
        score=None if score is None else parse_score(score),
        score_text=score,
        kind=element.get("kind"),
    )
