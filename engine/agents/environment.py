"""What an action of an agent is told: its environment, arguments and standard input."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.agents.fencing import fence_input
from engine.agents.names import HEARTBEAT, OCF, STONITH, AgentName
from engine.agents.places import Places

_PARAMETER: Final = "OCF_RESKEY_"
_META: Final = "OCF_RESKEY_CRM_meta_"
_OF_INIT_SCRIPTS: Final = {"monitor": "status"}


@dataclass(frozen=True, slots=True)
class Command:
    """One run of a program."""

    arguments: tuple[str, ...]
    """The program first."""
    environment: Mapping[str, str]
    """All of it; nothing is inherited."""
    input: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every action on a node is told, besides what it is about."""

    node: str
    state: Path
    """Where agents keep what does not outlive the node (``HA_RSCTMP``)."""
    places: Places
    own: Mapping[str, str]
    """Further variables, such as how the node's supervisor is reached."""
    path: str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def action_environment(
    agent: AgentName,
    resource: str,
    parameters: Mapping[str, str],
    meta: Mapping[str, str],
) -> dict[str, str]:
    """The variables that belong to one action, by the OCF resource agent API.

    Args:
        agent: whose action it is.
        resource: the instance's name.
        parameters: of the resource.
        meta: ``CRM_meta_*`` of the action.
    """
    told = {
        "OCF_RA_VERSION_MAJOR": "1",
        "OCF_RA_VERSION_MINOR": "1",
        "OCF_RESOURCE_INSTANCE": resource,
        "OCF_RESOURCE_TYPE": agent.type,
    }
    if agent.provider:
        told["OCF_RESOURCE_PROVIDER"] = agent.provider
    # A NUL ends a variable, and an empty name or one with = in it makes none
    for name, value in (*parameters.items(), *meta.items()):
        if name and "=" not in name and "\0" not in name + value:
            told[_PARAMETER + name] = value
    return told


def parameters_in(environment: Mapping[str, str]) -> dict[str, str]:
    """The resource's parameters in an action's variables."""
    return {
        name.removeprefix(_PARAMETER): value
        for name, value in environment.items()
        if name.startswith(_PARAMETER) and not name.startswith(_META)
    }


def meta_in(environment: Mapping[str, str]) -> dict[str, str]:
    """The ``CRM_meta_*`` in an action's variables."""
    return {
        name.removeprefix(_PARAMETER): value
        for name, value in environment.items()
        if name.startswith(_META)
    }


def command(
    program: Path,
    agent: AgentName,
    task: str,
    environment: Mapping[str, str],
    around: Surroundings,
) -> Command:
    """How an action is run.

    Args:
        program: the agent.
        agent: its name.
        task: the action by its OCF name; of a fencing device ``start``, ``monitor``, or what is
            to be done to a node (``off``, ``reboot``, ``on``).
        environment: from ``action_environment``.
        around: what the node adds.
    """
    base = {
        "PATH": f"{around.places.tools}:{around.path}",
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "HOME": str(around.state),
        "TMPDIR": str(around.state),
        "HA_RSCTMP": str(around.state),
        "HA_VARLIB": str(around.state),
        "HA_VARRUN": str(around.state),
        # OCF's shell functions call crm_master and crm_attribute by this
        "HA_SBIN_DIR": str(around.places.tools),
        "OCF_ROOT": str(around.places.ocf_root),
        "HAGUI_NODE": around.node,
        "HAGUI_AGENTS": str(around.places.own),
        **around.own,
    }
    told = {**base, **environment}
    if agent.standard == STONITH:
        fed = fence_input(task, parameters_in(environment), meta_in(environment))
        return Command((str(program),), base, fed)
    if agent.standard == OCF:
        return Command((str(program), task), told)
    script_task = _OF_INIT_SCRIPTS.get(task, task)
    if agent.standard == HEARTBEAT:
        given = parameters_in(environment)
        numbered = sorted((int(name), value) for name, value in given.items() if name.isdecimal())
        return Command((str(program), *(value for _, value in numbered), script_task), told)
    return Command((str(program), script_task), told)
