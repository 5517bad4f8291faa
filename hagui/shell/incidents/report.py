"""An incident as plain text, for a ticket."""

import time

from hagui.i18n import tr
from hagui.monitor.incidents.model import Incident
from hagui.phrases.units import clock
from hagui.shell.incidents.words import (
    advice,
    length,
    look,
    move_down,
    move_from,
    move_name,
    move_to,
    outage_words,
    sentence,
    step_words,
    title,
)


def report(incident: Incident, cluster: str, now: float) -> str:
    """All that is known of it.

    Args:
        incident: which.
        cluster: what the cluster is called on screen.
        now: seconds since 1970, for what goes on.
    """
    date = time.strftime("%Y-%m-%d", time.localtime(incident.begin))
    zone = time.strftime("%z", time.localtime(incident.begin))
    begin = clock(incident.begin, milliseconds=True)
    lines = [
        tr(
            "incident",
            "Incident {n} of {cluster}: {what}",
            n=incident.number,
            cluster=cluster,
            what=title(incident),
        ),
        tr(
            "incident",
            "Began {date} {begin} ({zone}), {length}: {state}",
            date=date,
            begin=begin,
            zone=zone,
            length=length(incident, now),
            state=look(incident).word,
        ),
        "",
        tr("incident", "Causes"),
        *(
            f"  {clock(reason.at, milliseconds=True)}  {sentence(reason)}"
            for reason in incident.reasons
        ),
        "",
        tr("incident", "Steps"),
    ]
    for step in incident.steps:
        word, took = step_words(step, now)
        end = "…" if step.end is None else clock(step.end, milliseconds=True)
        lines.append(f"  {clock(step.begin, milliseconds=True)} – {end}  {word}  {took}")
    if incident.moves:
        lines += ["", tr("incident", "Moves")]
        for move in incident.moves:
            down = move_down(move, incident, now)
            what = f"  {move_name(move)}: {move_from(move)} → {move_to(move, incident)}"
            lines.append(f"{what}  {down}".rstrip())
    if incident.outages:
        lines += ["", tr("incident", "Seen by probes")]
        lines += [f"  {outage_words(outage, now)}" for outage in incident.outages]
    todo = advice(incident)
    if todo:
        lines += ["", tr("incident", "To do"), *(f"  {line}" for line in todo)]
    return "\n".join(lines) + "\n"
