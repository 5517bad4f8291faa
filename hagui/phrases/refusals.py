"""Why an edit is refused, in the reader's language.

It is longer than most files because it is a table: one sentence for each code.
"""

from engine.cib.edits.codes import Code
from engine.cib.finding import Finding
from hagui.i18n import tr


def refusal_sentence(finding: Finding) -> str | None:
    """The sentence of a refusal; None where the code is none of the known."""
    facts = finding.facts
    try:
        code = Code(finding.code)
    except ValueError:
        return None
    match code:
        case Code.NO_CONFIGURATION:
            return tr(
                "refusal", "The CIB has no configuration section to edit; open a complete one."
            )
        case Code.NOTHING_NAMED:
            return tr("refusal", "The edit names no resource; select at least one.")
        case Code.NAMED_TWICE:
            return tr(
                "refusal",
                "{resource} is named twice; name it once.",
                resource=facts["resource"],
            )
        case Code.BAD_TEXT:
            return tr(
                "refusal",
                "The value {value} holds a character that XML does not allow; leave it out.",
                value=facts["value"],
            )
        case Code.BAD_NAME:
            return tr(
                "refusal",
                "{name} cannot be the name of a parameter: it must begin with a letter or an"
                " underscore and hold only letters, digits, points, hyphens and underscores.",
                name=facts["name"],
            )
        case Code.BAD_ID:
            return tr(
                "refusal",
                "{id} cannot be an id: it must begin with a letter and hold only "
                "letters, digits, points, hyphens and underscores.",
                id=facts["id"],
            )
        case Code.ID_TAKEN:
            return tr(
                "refusal",
                "The id {id} is already in use; choose another one.",
                id=facts["id"],
            )
        case Code.BAD_VALUE:
            return tr(
                "refusal",
                "{name} cannot be “{value}”; choose one of: {allowed}.",
                name=facts["name"],
                value=facts["value"],
                allowed=facts["allowed"],
            )
        case Code.BAD_SCORE:
            return tr(
                "refusal",
                "“{score}” is not a score; write INFINITY, -INFINITY or an integer.",
                score=facts["score"],
            )
        case Code.NO_SCORE:
            return tr("refusal", "A score is missing; give one.")
        case Code.SCHEMA_TOO_OLD:
            return tr(
                "refusal",
                "{name} needs the schema pacemaker-{needed} and the CIB follows "
                "{schema}; upgrade it with: cibadmin --upgrade.",
                name=facts["name"],
                needed=facts["needed"],
                schema=facts["schema"],
            )
        case Code.OPTION_RENAMED:
            return tr(
                "refusal",
                "The schema {schema} no longer allows the cluster option {name}; set "
                "{instead} instead.",
                schema=facts["schema"],
                name=facts["name"],
                instead=facts["instead"],
            )
        case Code.OPTION_GONE:
            return tr(
                "refusal",
                "The schema {schema} no longer allows the cluster option {name}, and "
                "nothing took its place; leave it out.",
                schema=facts["schema"],
                name=facts["name"],
            )
        case Code.NO_SUCH_RESOURCE:
            return tr(
                "refusal",
                "There is no resource {resource}; it may have been removed meanwhile.",
                resource=facts["resource"],
            )
        case Code.NO_SUCH_CONSTRAINT:
            return tr(
                "refusal",
                "There is no constraint {constraint}; it may have been removed meanwhile.",
                constraint=facts["constraint"],
            )
        case Code.NO_SUCH_NODE:
            return tr(
                "refusal",
                "The configuration lists no node {node}, so nothing can be set for it.",
                node=facts["node"],
            )
        case Code.NOT_A_PRIMITIVE:
            return tr(
                "refusal",
                "{resource} is not a primitive, and a group can hold nothing else.",
                resource=facts["resource"],
            )
        case Code.NOT_A_GROUP:
            return tr(
                "refusal",
                "{resource} is not a group.",
                resource=facts["resource"],
            )
        case Code.NOT_A_CLONE:
            return tr(
                "refusal",
                "{resource} is not a clone.",
                resource=facts["resource"],
            )
        case Code.NOT_CLONABLE:
            return tr(
                "refusal",
                "{resource} cannot be cloned; only a primitive or a group can.",
                resource=facts["resource"],
            )
        case Code.ALREADY_IN_GROUP:
            return tr(
                "refusal",
                "{resource} is in the group {group}; take it out first.",
                resource=facts["resource"],
                group=facts["group"],
            )
        case Code.IN_NO_GROUP:
            return tr(
                "refusal",
                "{resource} is not in a group.",
                resource=facts["resource"],
            )
        case Code.NOT_IN_GROUP:
            return tr(
                "refusal",
                "{resource} is not in the group {group}; it may have left it meanwhile.",
                resource=facts["resource"],
                group=facts["group"],
            )
        case Code.IN_CLONE:
            return tr(
                "refusal",
                "{resource} is cloned by {clone}; remove the clone first.",
                resource=facts["resource"],
                clone=facts["clone"],
            )
        case Code.IN_BUNDLE:
            return tr(
                "refusal",
                "{resource} is inside the bundle {bundle} and cannot leave it.",
                resource=facts["resource"],
                bundle=facts["bundle"],
            )
        case Code.BOUND_TO_GROUP:
            return tr(
                "refusal",
                "The constraint {constraint} is between {resource} and {group}, which would"
                " hold it; remove that first.",
                constraint=facts["constraint"],
                resource=facts["resource"],
                group=facts["group"],
            )
        case Code.CLONE_HOLDS_ONE:
            return tr(
                "refusal",
                "{group} is cloned by {clone}, which can hold only one resource; remove"
                " the clone first.",
                group=facts["group"],
                clone=facts["clone"],
            )
        case Code.EMPTY_CLONE:
            return tr(
                "refusal",
                "The clone {clone} holds no resource that could be kept.",
                clone=facts["clone"],
            )
        case Code.ROLE_IN_USE:
            return tr(
                "refusal",
                "The constraint {constraint} speaks of the role or action {role} of "
                "{resource}; change that first.",
                constraint=facts["constraint"],
                role=facts["role"],
                resource=facts["resource"],
            )
        case Code.NO_PARAMETERS:
            return tr(
                "refusal",
                "{resource} has no parameters of its own.",
                resource=facts["resource"],
            )
        case Code.VALUE_ELSEWHERE:
            return tr(
                "refusal",
                "{name} of {owner} comes from the set {set}, which others share or "
                "which wins over its own; change it there.",
                name=facts["name"],
                owner=facts["owner"],
                set=facts["set"],
            )
        case Code.NO_SUCH_ATTRIBUTE:
            return tr(
                "refusal",
                "A constraint of this kind ({constraint}) has no attribute {name}.",
                constraint=facts["constraint"],
                name=facts["name"],
            )
        case Code.MISSING_END:
            return tr(
                "refusal",
                "The constraint {constraint} needs {name}; name a resource for it.",
                constraint=facts["constraint"],
                name=facts["name"],
            )
        case Code.ENDS_AND_SETS:
            return tr(
                "refusal",
                "{name} stands for a pair of resources, and {constraint} has resource "
                "sets; change the sets, or name both ends.",
                name=facts["name"],
                constraint=facts["constraint"],
            )
        case Code.NO_PLACE:
            return tr(
                "refusal",
                "The location {constraint} names neither a node nor a rule; give one.",
                constraint=facts["constraint"],
            )
        case Code.NODE_AND_RULES:
            return tr(
                "refusal",
                "The location {constraint} can have a node and a score, or rules, but not both.",
                constraint=facts["constraint"],
            )
        case Code.SEVERAL_RULES:
            return tr(
                "refusal",
                "The location {constraint} has {number} rules, each with its own score; "
                "change it in the rule.",
                constraint=facts["constraint"],
                number=facts["count"],
            )
        case Code.SAME_RESOURCE:
            return tr(
                "refusal",
                "Both ends are {resource}; choose another one for one of them.",
                resource=facts["resource"],
            )
        case Code.INSIDE_ITSELF:
            return tr(
                "refusal",
                "{inner} is part of {outer}; there can be no constraint between them.",
                inner=facts["inner"],
                outer=facts["outer"],
            )
        case Code.DUPLICATE_CONSTRAINT:
            return tr(
                "refusal",
                "The constraint {constraint} already says this; change its score instead.",
                constraint=facts["constraint"],
            )
        case Code.NOT_PROMOTABLE:
            return tr(
                "refusal",
                "{resource} is not promotable, so it never has the role or action "
                "{role}; make it promotable first.",
                resource=facts["resource"],
                role=facts["role"],
            )
        case Code.NOTHING_TO_SWAP:
            return tr(
                "refusal",
                "The constraint {constraint} has no direction that could be reversed.",
                constraint=facts["constraint"],
            )
        case Code.NOT_A_LOCATION:
            return tr(
                "refusal",
                "{constraint} is not a location constraint; only those have rules.",
                constraint=facts["constraint"],
            )
        case Code.EMPTY_SET:
            return tr(
                "refusal", "A resource set names no resource; give it one, or leave the set out."
            )
        case Code.SHARED_SET:
            return tr(
                "refusal",
                "The set {set} is shared by several constraints; remove it here and "
                "make a new one.",
                set=facts["set"],
            )
        case Code.EMPTY_RULE:
            return tr("refusal", "A rule has no condition; give it one, or leave the rule out.")
        case Code.SHARED_RULE:
            return tr(
                "refusal",
                "The rule {rule} is shared by several constraints; remove it here and "
                "make a new one.",
                rule=facts["rule"],
            )
        case Code.NO_SUCH_TEST:
            return tr(
                "refusal",
                "There is no condition {id} in the rules of {constraint}.",
                id=facts["id"],
                constraint=facts["constraint"],
            )
        case Code.BAD_TEST:
            return tr(
                "refusal",
                "A condition with the operation {operation} needs {needed}.",
                operation=facts["operation"],
                needed=facts["needed"],
            )
        case Code.UNREADABLE_COMMIT:
            return tr(
                "refusal",
                "What {commit} changed cannot be read ({reason}), so it cannot be reverted.",
                commit=facts["commit"],
                reason=facts["reason"],
            )
        case Code.CHANGED_SINCE:
            return tr(
                "refusal",
                "{what} was changed after {commit}, which therefore cannot be reverted as a whole.",
                what=facts["what"],
                commit=facts["commit"],
            )
        case Code.NOT_REVERSIBLE:
            return tr(
                "refusal",
                "{what} needs {needed}, which is no longer there; {commit} cannot be reverted as "
                "a whole.",
                what=facts["what"],
                needed=facts["needed"],
                commit=facts["commit"],
            )
