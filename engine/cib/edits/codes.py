"""Every reason for which an edit is refused: its code, and its sentence in English.

The names in braces are the facts of the finding. A front end puts them into a translation of the
sentence.
"""

from enum import StrEnum
from typing import Final

from engine.cib.finding import Finding, Severity


class Code(StrEnum):
    """What is in the way of an edit."""

    NO_CONFIGURATION = "no-configuration"
    NOTHING_NAMED = "nothing-named"
    NAMED_TWICE = "named-twice"
    BAD_TEXT = "bad-text"
    BAD_ID = "bad-id"
    BAD_NAME = "bad-name"
    ID_TAKEN = "id-taken"
    BAD_VALUE = "bad-value"
    BAD_SCORE = "bad-score"
    NO_SCORE = "no-score"
    SCHEMA_TOO_OLD = "schema-too-old"
    OPTION_RENAMED = "option-renamed"
    OPTION_GONE = "option-gone"

    NO_SUCH_RESOURCE = "no-such-resource"
    NO_SUCH_CONSTRAINT = "no-such-constraint"
    NO_SUCH_NODE = "no-such-node"
    NOT_A_PRIMITIVE = "not-a-primitive"
    NOT_A_GROUP = "not-a-group"
    NOT_A_CLONE = "not-a-clone"
    NOT_CLONABLE = "not-clonable"
    ALREADY_IN_GROUP = "already-in-group"
    IN_NO_GROUP = "in-no-group"
    NOT_IN_GROUP = "not-in-group"
    IN_CLONE = "in-clone"
    IN_BUNDLE = "in-bundle"
    BOUND_TO_GROUP = "bound-to-group"
    CLONE_HOLDS_ONE = "clone-holds-one"
    EMPTY_CLONE = "empty-clone"
    ROLE_IN_USE = "role-in-use"
    NO_PARAMETERS = "no-parameters"
    VALUE_ELSEWHERE = "value-elsewhere"

    NO_SUCH_ATTRIBUTE = "no-such-attribute"
    MISSING_END = "missing-end"
    ENDS_AND_SETS = "ends-and-sets"
    NO_PLACE = "no-place"
    NODE_AND_RULES = "node-and-rules"
    SEVERAL_RULES = "several-rules"
    SAME_RESOURCE = "same-resource"
    INSIDE_ITSELF = "inside-itself"
    DUPLICATE_CONSTRAINT = "duplicate-constraint"
    NOT_PROMOTABLE = "not-promotable"
    NOTHING_TO_SWAP = "nothing-to-swap"
    NOT_A_LOCATION = "not-a-location"
    EMPTY_SET = "empty-set"
    SHARED_SET = "shared-set"
    EMPTY_RULE = "empty-rule"
    SHARED_RULE = "shared-rule"
    NO_SUCH_TEST = "no-such-test"
    BAD_TEST = "bad-test"

    UNREADABLE_COMMIT = "unreadable-commit"
    CHANGED_SINCE = "changed-since"
    NOT_REVERSIBLE = "not-reversible"


SENTENCES: Final = {
    Code.NO_CONFIGURATION: "The CIB has no configuration section to edit; open a complete one.",
    Code.NOTHING_NAMED: "The edit names no resource; select at least one.",
    Code.NAMED_TWICE: "{resource} is named twice; name it once.",
    Code.BAD_TEXT: "The value {value} holds a character that XML does not allow; leave it out.",
    Code.BAD_NAME: "{name} cannot be the name of a parameter: it must begin with a letter or an "
    "underscore and hold only letters, digits, points, hyphens and underscores.",
    Code.BAD_ID: "{id} cannot be an id: it must begin with a letter and hold only letters, "
    "digits, points, hyphens and underscores.",
    Code.ID_TAKEN: "The id {id} is already in use; choose another one.",
    Code.BAD_VALUE: "{name} cannot be “{value}”; choose one of: {allowed}.",
    Code.BAD_SCORE: "“{score}” is not a score; write INFINITY, -INFINITY or an integer.",
    Code.NO_SCORE: "A score is missing; give one.",
    Code.SCHEMA_TOO_OLD: "{name} needs the schema pacemaker-{needed} and the CIB follows {schema}; "
    "upgrade it with: cibadmin --upgrade.",
    Code.OPTION_RENAMED: "The schema {schema} no longer allows the cluster option {name}; set "
    "{instead} instead.",
    Code.OPTION_GONE: "The schema {schema} no longer allows the cluster option {name}, and nothing "
    "took its place; leave it out.",
    Code.NO_SUCH_RESOURCE: "There is no resource {resource}; it may have been removed meanwhile.",
    Code.NO_SUCH_CONSTRAINT: "There is no constraint {constraint}; it may have been removed "
    "meanwhile.",
    Code.NO_SUCH_NODE: "The configuration lists no node {node}, so nothing can be set for it.",
    Code.NOT_A_PRIMITIVE: "{resource} is not a primitive, and a group can hold nothing else.",
    Code.NOT_A_GROUP: "{resource} is not a group.",
    Code.NOT_A_CLONE: "{resource} is not a clone.",
    Code.NOT_CLONABLE: "{resource} cannot be cloned; only a primitive or a group can.",
    Code.ALREADY_IN_GROUP: "{resource} is in the group {group}; take it out first.",
    Code.IN_NO_GROUP: "{resource} is not in a group.",
    Code.NOT_IN_GROUP: "{resource} is not in the group {group}; it may have left it meanwhile.",
    Code.IN_CLONE: "{resource} is cloned by {clone}; remove the clone first.",
    Code.IN_BUNDLE: "{resource} is inside the bundle {bundle} and cannot leave it.",
    Code.BOUND_TO_GROUP: "The constraint {constraint} is between {resource} and {group}, which "
    "would hold it; remove that first.",
    Code.CLONE_HOLDS_ONE: "{group} is cloned by {clone}, which can hold only one resource; remove "
    "the clone first.",
    Code.EMPTY_CLONE: "The clone {clone} holds no resource that could be kept.",
    Code.ROLE_IN_USE: "The constraint {constraint} speaks of the role or action {role} of "
    "{resource}; change that first.",
    Code.NO_PARAMETERS: "{resource} has no parameters of its own.",
    Code.VALUE_ELSEWHERE: "{name} of {owner} comes from the set {set}, which others share or which "
    "wins over its own; change it there.",
    Code.NO_SUCH_ATTRIBUTE: "A constraint of this kind ({constraint}) has no attribute {name}.",
    Code.MISSING_END: "The constraint {constraint} needs {name}; name a resource for it.",
    Code.ENDS_AND_SETS: "{name} stands for a pair of resources, and {constraint} has resource "
    "sets; change the sets, or name both ends.",
    Code.NO_PLACE: "The location {constraint} names neither a node nor a rule; give one.",
    Code.NODE_AND_RULES: "The location {constraint} can have a node and a score, or rules, but "
    "not both.",
    Code.SEVERAL_RULES: "The location {constraint} has {number} rules, each with its own score; "
    "change it in the rule.",
    Code.SAME_RESOURCE: "Both ends are {resource}; choose another one for one of them.",
    Code.INSIDE_ITSELF: "{inner} is part of {outer}; there can be no constraint between them.",
    Code.DUPLICATE_CONSTRAINT: "The constraint {constraint} already says this; change its score "
    "instead.",
    Code.NOT_PROMOTABLE: "{resource} is not promotable, so it never has the role or action {role}; "
    "make it promotable first.",
    Code.NOTHING_TO_SWAP: "The constraint {constraint} has no direction that could be reversed.",
    Code.NOT_A_LOCATION: "{constraint} is not a location constraint; only those have rules.",
    Code.EMPTY_SET: "A resource set names no resource; give it one, or leave the set out.",
    Code.SHARED_SET: "The set {set} is shared by several constraints; remove it here and "
    "make a new one.",
    Code.EMPTY_RULE: "A rule has no condition; give it one, or leave the rule out.",
    Code.SHARED_RULE: "The rule {rule} is shared by several constraints; remove it here and "
    "make a new one.",
    Code.NO_SUCH_TEST: "There is no condition {id} in the rules of {constraint}.",
    Code.BAD_TEST: "A condition with the operation {operation} needs {needed}.",
    Code.UNREADABLE_COMMIT: "What {commit} changed cannot be read ({reason}), so it cannot be "
    "reverted.",
    Code.CHANGED_SINCE: "{what} was changed after {commit}, which therefore cannot be reverted as "
    "a whole.",
    Code.NOT_REVERSIBLE: "{what} needs {needed}, which is no longer there; {commit} cannot be "
    "reverted as a whole.",
}


def refusal(code: Code, subject: str | None = None, **facts: str) -> Finding:
    """The finding with that code; ``facts`` are those that its sentence names."""
    return Finding(
        code.value,
        Severity.ERROR,
        SENTENCES[code].format(**facts),
        subject=subject,
        facts=facts,
    )
