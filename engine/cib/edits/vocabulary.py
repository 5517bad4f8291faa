"""Every edit of a configuration that a person can make, as data.

An edit names what is meant (join this group, start after that one), never a place in the XML; so
it can be kept on disk, said in a sentence, turned into commands, and made again on a CIB that has
moved on. Scores stand as the CIB spells them (``INFINITY``, ``-INFINITY``, ``100``), roles as
``Promoted``, ``Unpromoted``, ``Started``. ``None`` as a value means: remove it.
"""

from collections.abc import Mapping
from typing import Annotated, Final

import msgspec

Score = Annotated[str, msgspec.Meta(description="INFINITY, -INFINITY or an integer")]


class NewGroup(msgspec.Struct, frozen=True, tag="new-group"):
    """Make a group of primitives, in that order, at the place of the first of them."""

    id: str
    members: tuple[str, ...]


class JoinGroup(msgspec.Struct, frozen=True, tag="join-group"):
    """Put primitives into a group, together and in that order; also moves within a group."""

    group: str
    members: tuple[str, ...]
    before: str | None = None
    """The member before which they come; None puts them last."""


class LeaveGroup(msgspec.Struct, frozen=True, tag="leave-group"):
    """Take primitives out of their group; a group that is then empty goes with its constraints."""

    members: tuple[str, ...]


class Ungroup(msgspec.Struct, frozen=True, tag="ungroup"):
    """Dissolve a group; its members stay, on their own."""

    group: str


class MakeClone(msgspec.Struct, frozen=True, tag="make-clone"):
    """Clone a primitive or a group; constraints that named it name the clone then."""

    resource: str
    id: str
    promotable: bool = False


class RemoveClone(msgspec.Struct, frozen=True, tag="remove-clone"):
    """Leave one instance of what was cloned; constraints that named the clone name that then."""

    clone: str


class SetPromotable(msgspec.Struct, frozen=True, tag="set-promotable"):
    """Make a clone promotable, or plain again."""

    clone: str
    on: bool


class SetMeta(msgspec.Struct, frozen=True, tag="set-meta"):
    """Set or remove a meta attribute of a resource (``target-role``, ``is-managed``, …)."""

    resource: str
    name: str
    value: str | None = None


class SetParameter(msgspec.Struct, frozen=True, tag="set-parameter"):
    """Set or remove an instance attribute of a resource."""

    resource: str
    name: str
    value: str | None = None


class SetProperty(msgspec.Struct, frozen=True, tag="set-property"):
    """Set or remove a cluster option."""

    name: str
    value: str | None = None


class SetDefault(msgspec.Struct, frozen=True, tag="set-default"):
    """Set or remove a default: ``of`` is ``rsc_defaults`` or ``op_defaults``."""

    of: str
    name: str
    value: str | None = None


class SetNodeAttribute(msgspec.Struct, frozen=True, tag="set-node-attribute"):
    """Set or remove a lasting attribute of a node (``standby``, ``maintenance``, any other)."""

    node: str
    """The node's name."""
    name: str
    value: str | None = None


class AttributeTest(msgspec.Struct, frozen=True, tag="attribute", tag_field="test"):
    """A comparison of a node attribute, as ``views.rules.AttributeExpression``."""

    attribute: str
    operation: str
    value: str | None = None
    type: str | None = None
    id: str | None = None
    """Of the expression that it replaces; None for a new one."""


class DateTest(msgspec.Struct, frozen=True, tag="date", tag_field="test"):
    """A comparison of the time, as ``views.rules.DateExpression``."""

    operation: str
    start: str | None = None
    end: str | None = None
    spec: Mapping[str, str] | None = None
    duration: Mapping[str, str] | None = None
    id: str | None = None


class KeptTest(msgspec.Struct, frozen=True, tag="kept", tag_field="test"):
    """An expression that stays exactly as it is, known or not."""

    id: str


class RuleSpec(msgspec.Struct, frozen=True, tag="rule", tag_field="test"):
    """A rule, as ``views.rules.Rule``; ``id`` None for a new one."""

    tests: "tuple[AttributeTest | DateTest | KeptTest | RuleSpec, ...]"
    boolean_op: str = "and"
    score: Score | None = None
    score_attribute: str | None = None
    role: str | None = None
    id: str | None = None


class SetSpec(msgspec.Struct, frozen=True):
    """A resource set, as ``views.constraints.ResourceSet``; None leaves an attribute out."""

    resources: tuple[str, ...]
    sequential: bool | None = None
    require_all: bool | None = None
    ordering: str | None = None
    action: str | None = None
    role: str | None = None
    score: Score | None = None
    kind: str | None = None
    id: str | None = None
    """Of the set that it replaces; None for a new one."""


class AddLocation(msgspec.Struct, frozen=True, tag="add-location"):
    """A resource likes or shuns a node, or the nodes that rules choose."""

    id: str
    resource: str
    node: str | None = None
    score: Score | None = None
    role: str | None = None
    discovery: str | None = None
    rules: tuple[RuleSpec, ...] = ()


class AddColocation(msgspec.Struct, frozen=True, tag="add-colocation"):
    """``resource`` stays with ``with_resource`` (or apart from it), or sets of them do."""

    id: str
    resource: str | None = None
    with_resource: str | None = None
    score: Score | None = None
    resource_role: str | None = None
    with_role: str | None = None
    node_attribute: str | None = None
    sets: tuple[SetSpec, ...] = ()


class AddOrder(msgspec.Struct, frozen=True, tag="add-order"):
    """``then`` comes after ``first``, or sets of resources after each other."""

    id: str
    first: str | None = None
    then: str | None = None
    kind: str | None = None
    """Mandatory, Optional or Serialize."""
    first_action: str | None = None
    then_action: str | None = None
    symmetrical: bool | None = None
    sets: tuple[SetSpec, ...] = ()


class AddTicket(msgspec.Struct, frozen=True, tag="add-ticket"):
    """A resource needs a ticket."""

    id: str
    ticket: str
    resource: str | None = None
    role: str | None = None
    loss_policy: str | None = None
    sets: tuple[SetSpec, ...] = ()


class ChangeConstraint(msgspec.Struct, frozen=True, tag="change-constraint"):
    """Set or remove attributes of a constraint, by the CIB's names (``score``, ``with-rsc``, …).

    A role or score spelled in the old way is replaced by the new spelling. An end (``rsc``,
    ``with-rsc``, ``first``, ``then``, ``node``, ``ticket``) is changed the same way.
    """

    id: str
    attributes: Mapping[str, str | None]


class SwapEnds(msgspec.Struct, frozen=True, tag="swap-ends"):
    """Reverse a colocation or an order, roles and actions included; of sets, their sequence."""

    id: str


class SetSets(msgspec.Struct, frozen=True, tag="set-sets"):
    """Give a constraint these resource sets, in place of its pair of ends or its former sets."""

    id: str
    sets: tuple[SetSpec, ...]


class SetRules(msgspec.Struct, frozen=True, tag="set-rules"):
    """Give a location these rules, in place of its node and score or its former rules."""

    id: str
    rules: tuple[RuleSpec, ...]


class RemoveConstraint(msgspec.Struct, frozen=True, tag="remove-constraint"):
    """Remove a constraint."""

    id: str


class Revert(msgspec.Struct, frozen=True, tag="revert"):
    """Take back a commit: the opposite of its changes, and nothing that was changed since."""

    before: str
    """The ``<configuration>`` before the commit, as XML text."""
    after: str
    """The ``<configuration>`` after it."""
    commit: str
    """What it was called, for the sentence."""


Edit = (
    NewGroup
    | JoinGroup
    | LeaveGroup
    | Ungroup
    | MakeClone
    | RemoveClone
    | SetPromotable
    | SetMeta
    | SetParameter
    | SetProperty
    | SetDefault
    | SetNodeAttribute
    | AddLocation
    | AddColocation
    | AddOrder
    | AddTicket
    | ChangeConstraint
    | SwapEnds
    | SetSets
    | SetRules
    | RemoveConstraint
    | Revert
)

Edits = tuple[Edit, ...]
"""What is done at once, and undone at once."""

RSC_DEFAULTS: Final = "rsc_defaults"
OP_DEFAULTS: Final = "op_defaults"
