"""Random edits of the document that has something of every kind in it: sensible ones and wild."""

from hypothesis import strategies as st

from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    AttributeTest,
    ChangeConstraint,
    DateTest,
    Edit,
    JoinGroup,
    KeptTest,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveClone,
    RemoveConstraint,
    RuleSpec,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetPromotable,
    SetProperty,
    SetRules,
    SetSets,
    SetSpec,
    SwapEnds,
    Ungroup,
)

PRIMITIVES = ["a", "b", "c", "fence", "tp", "g1", "g2", "h1", "p", "m", "bp"]
RESOURCES = [*PRIMITIVES, "g", "h", "hc", "pc", "mm", "bun", "new", "new-2", "nothing"]
ENDS = [*RESOURCES, "t", "tagged", "lonely"]
CONSTRAINTS = [
    *("l1", "l2", "l3", "l4", "l5", "l6", "c1", "c2", "c3"),
    *("o-1", "o-2", "o-3", "o-4", "o-5", "k1", "new", "new-2", "nothing"),
]
NEW_IDS = ["new", "new-2", "new", "new-2", "a", "1 bad", "l2-rule", ""]
ROLES = ["Started", "Promoted", "Unpromoted", "Master", "Stopped", "Boss"]
ACTIONS = ["start", "stop", "promote", "demote", "jump"]
SCORES = ["INFINITY", "-INFINITY", "0", "17", "+3", "much", ""]

_sample = st.sampled_from


def _maybe(values: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | _sample(values)


_names = _sample(["target-role", "is-managed", "fake", "promotable", "odd name", "standby", " "])
_values = _maybe(["true", "Stopped", "", "a<b>&'\"", "tab\tline\n", "集群", "\x01"])
_flags = st.none() | st.booleans()
_members = st.lists(_sample(PRIMITIVES * 3 + ["g", "nothing"]), max_size=3).map(tuple)

_sets = st.lists(
    st.builds(
        SetSpec,
        st.lists(_sample(ENDS), min_size=0, max_size=3).map(tuple),
        _flags,
        _flags,
        _maybe(["group", "listed", "odd"]),
        _maybe(ACTIONS),
        _maybe(ROLES),
        _maybe(SCORES),
        _maybe(["Mandatory", "Optional"]),
        _maybe(
            ["c3-one", "c3-two", "o4", "o3-two", "l5-set", "fresh", "a", "new", "new-set", "c3-set"]
        ),
    ),
    max_size=3,
).map(tuple)

_plain_sets = st.lists(
    st.builds(SetSpec, st.lists(_sample(ENDS), min_size=1, max_size=3, unique=True).map(tuple)),
    min_size=1,
    max_size=3,
).map(tuple)

_attribute_tests = st.builds(
    AttributeTest,
    _sample(["#uname", "site", ""]),
    _sample(["eq", "ne", "defined", "lt", "like"]),
    _maybe(["n1", "3"]),
    _maybe(["string", "integer", "number", "colour"]),
    _maybe(["l2-e1", "l2-d", "a-date"]),
)
_dates = _maybe(["2024-01-01", "2025-01-01"])
_date_tests = st.builds(
    DateTest,
    _sample(["gt", "lt", "in_range", "date_spec", "near"]),
    _dates,
    _dates,
    st.none() | st.dictionaries(_sample(["hours", "weekdays", "minutes", "odd"]), st.just("1-5")),
    st.none() | st.dictionaries(_sample(["hours", "days", "years"]), st.just("5")),
    _maybe(["l2-d", "l2-e1"]),
)
_tests = st.recursive(
    _attribute_tests
    | _date_tests
    | st.builds(KeptTest, _sample(["l2-e1", "l2-inner", "l2-d", "x"])),
    lambda inner: st.builds(
        RuleSpec,
        st.lists(inner, max_size=2).map(tuple),
        _sample(["and", "or", "xor"]),
        _maybe(SCORES),
        st.none(),
        st.none(),
        _maybe(["l2-inner", "l2-rule"]),
    ),
    max_leaves=4,
)
_rules = st.lists(
    st.builds(
        RuleSpec,
        st.lists(_tests, min_size=0, max_size=3).map(tuple),
        _sample(["and", "or"]),
        _maybe(SCORES),
        _maybe(["site"]),
        _maybe(ROLES),
        _maybe(["l2-rule", "fresh-rule", "new-2", "new-2-rule"]),
    ),
    max_size=2,
).map(tuple)

_good_scores = _sample(["INFINITY", "-INFINITY", "0", "17", "+3"])
_good_tests = st.recursive(
    _sample(
        [
            AttributeTest("#uname", "ne", "n1"),
            AttributeTest("site", "defined"),
            AttributeTest("cpus", "gte", "8", "number", "l6-e1"),
            DateTest("date_spec", spec={"hours": "9-17", "weekdays": "1-5"}),
            DateTest("in_range", "2024-01-01", duration={"years": "1"}),
            DateTest("lt", end="2025-01-01", id="l6-e1"),
            KeptTest("l6-e2"),
        ]
    ),
    lambda inner: st.builds(RuleSpec, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    max_leaves=3,
)
_good_rules = st.lists(
    st.builds(
        RuleSpec,
        st.lists(_good_tests, min_size=1, max_size=2).map(tuple),
        _sample(["and", "or"]),
        _good_scores,
        st.none(),
        _maybe(["Started", "Promoted"]),
        _maybe(["l6-rule", "new-2-rule", "l6-rule-expression"]),
    ),
    min_size=1,
    max_size=2,
).map(tuple)
_loose = st.lists(_sample(["a", "b", "c", "fence", "tp"]), min_size=1, max_size=3, unique=True)
_grouped = st.lists(
    _sample(["a", "c", "tp", "g1", "g2", "h1"]), min_size=1, max_size=4, unique=True
)

_changes = st.dictionaries(
    _sample(
        [
            *("rsc", "with-rsc", "first", "then", "node", "score", "score", "kind", "role"),
            *("rsc-role", "with-rsc-role", "first-action", "then-action", "symmetrical"),
            *("require-all", "influence", "ticket", "loss-policy", "resource-discovery"),
            *("node-attribute", "rsc-pattern", "odd"),
        ]
    ),
    _maybe([*ENDS, *SCORES, *ROLES, *ACTIONS, "Optional", "Serialize", "true", "n2", "fence"]),
    min_size=1,
    max_size=3,
)
_fitting: dict[str, list[tuple[str, list[str]]]] = {
    "l": [("score", SCORES), ("rsc", ENDS), ("node", ["n1", "n2"]), ("role", ROLES)],
    "c": [("score", SCORES), ("rsc", ENDS), ("with-rsc", ENDS), ("with-rsc-role", ROLES)],
    "o": [
        ("kind", ["Mandatory", "Optional", "Serialize"]),
        ("first", ENDS),
        ("then", ENDS),
        ("then-action", ACTIONS),
        ("symmetrical", ["true", "false"]),
    ],
    "k": [("ticket", ["T", "U"]), ("rsc", ENDS), ("loss-policy", ["fence", "odd"])],
}
"""What suits a kind of constraint, by the first letter of its id."""


@st.composite
def _suitable(draw: st.DrawFn) -> ChangeConstraint:
    """A change by attributes that the constraint may have."""
    id_ = draw(_sample([each for each in CONSTRAINTS if each[0] in _fitting]))
    names = draw(st.lists(_sample(_fitting[id_[0]]), min_size=1, max_size=2))
    return ChangeConstraint(id_, {name: draw(_maybe(values)) for name, values in names})


_scores_only = st.fixed_dictionaries({"score": _good_scores})

edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(NewGroup, _sample(NEW_IDS), _members),
    st.builds(NewGroup, _sample(["new", "new-2"]), _loose.map(tuple)),
    st.builds(JoinGroup, _sample(["g", "h", "g", "h", "a", "new"]), _members, _maybe(PRIMITIVES)),
    st.builds(JoinGroup, _sample(["g", "h"]), _grouped.map(tuple), _maybe(["g1", "g2"])),
    st.builds(LeaveGroup, _members),
    st.builds(LeaveGroup, st.just(("h1",))),
    st.builds(LeaveGroup, st.permutations(["g1", "g2"]).map(tuple)),
    st.builds(Ungroup, _sample(RESOURCES)),
    st.builds(Ungroup, _sample(["g", "h", "new"])),
    st.builds(MakeClone, _sample(RESOURCES), _sample(NEW_IDS), st.booleans()),
    st.builds(MakeClone, _sample(["a", "b", "c", "g"]), st.just("new"), st.booleans()),
    st.builds(RemoveClone, _sample(RESOURCES)),
    st.builds(RemoveClone, _sample(["hc", "pc", "mm"])),
    st.builds(SetPromotable, _sample(["hc", "pc", "mm", "a", "new"]), st.booleans()),
    st.builds(SetMeta, _sample(RESOURCES), _names, _values),
    st.builds(SetParameter, _sample(RESOURCES), _names, _values),
    st.builds(SetProperty, _names, _values),
    st.builds(SetDefault, _sample(["rsc_defaults", "op_defaults", "odd"]), _names, _values),
    st.builds(SetNodeAttribute, _sample(["n1", "n2", "n3"]), _names, _values),
    st.builds(
        AddLocation,
        _sample(NEW_IDS),
        _sample(ENDS),
        _maybe(["n1", "n2"]),
        _maybe(SCORES),
        _maybe(ROLES),
        _maybe(["always", "never", "odd"]),
        st.just(()) | _rules,
    ),
    st.builds(
        AddColocation,
        _sample(NEW_IDS),
        _maybe(ENDS),
        _maybe(ENDS),
        _maybe(SCORES),
        _maybe(ROLES),
        _maybe(ROLES),
        _maybe(["site"]),
        st.just(()) | _sets | _plain_sets,
    ),
    st.builds(AddLocation, st.just("new"), _sample(ENDS), _sample(["n1", "n2"]), _good_scores),
    st.builds(AddLocation, st.just("new-2"), _sample(ENDS), rules=_good_rules),
    st.builds(AddColocation, st.just("new"), _sample(ENDS), _sample(ENDS), st.just("5")),
    st.builds(
        AddOrder,
        _sample(NEW_IDS),
        _maybe(ENDS),
        _maybe(ENDS),
        _maybe(["Mandatory", "Serialize", "odd"]),
        _maybe(ACTIONS),
        _maybe(ACTIONS),
        _flags,
        st.just(()) | _sets | _plain_sets,
    ),
    st.builds(AddOrder, st.just("new"), sets=_plain_sets),
    st.builds(AddTicket, st.just("new"), st.just("T"), _sample(ENDS)),
    st.builds(
        AddTicket,
        _sample(NEW_IDS),
        _sample(["T", "U", ""]),
        _maybe(ENDS),
        _maybe(ROLES),
        _maybe(["stop", "fence", "odd"]),
        st.just(()) | _plain_sets,
    ),
    st.builds(ChangeConstraint, _sample(CONSTRAINTS), _changes),
    _suitable(),
    st.builds(ChangeConstraint, _sample(["l1", "l6", "c1", "c2"]), _scores_only),
    st.builds(SwapEnds, _sample(CONSTRAINTS)),
    st.builds(SetSets, _sample(CONSTRAINTS), _sets),
    st.builds(SetSets, _sample(CONSTRAINTS), _plain_sets),
    st.builds(SetRules, _sample(CONSTRAINTS), _rules),
    st.builds(SetRules, _sample(["l1", "l2", "l5", "l6", "l6"]), _good_rules),
    st.builds(RemoveConstraint, _sample(CONSTRAINTS)),
)
