"""Reading a CIB's whole status once."""

from engine.cib.document import Cib
from engine.cib.state.entries import plain_names, scan
from engine.cib.state.plan import compile_plan
from engine.cib.state.survey import Survey


def survey_of(cib: Cib, now: float | None) -> Survey:
    """All nodes, and what the history says of every instance (``Survey.trees``).

    Args:
        cib: read only.
        now: seconds since 1970; without it nothing expires and no date expression holds.
    """
    plan = compile_plan(cib.root, now)
    plain = plain_names(plan)
    status = cib.root.find("status")
    states = (
        {} if status is None else {s.get("id", ""): s for s in status.iterchildren("node_state")}
    )
    histories = {id_: scan(plan, state, plain) for id_, state in states.items()}
    version = tuple(int(part) for part in cib.feature_set.split(".") if part.isdecimal())
    return Survey(plan, status, histories, None, now=now, feature_set=version, keep=True)
