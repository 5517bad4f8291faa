"""Access control: who may read and write which part of the CIB."""

from dataclasses import dataclass

from engine.cib.xml import Element, elements


@dataclass(frozen=True, slots=True)
class Permission:
    """One rule of a role; it names its part by XPath, by id, or by the kind of element."""

    id: str
    kind: str
    """read, write or deny."""
    xpath: str | None = None
    reference: str | None = None
    object_type: str | None = None
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class AclRole:
    """Permissions under one name."""

    id: str
    permissions: tuple[Permission, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True)
class AclTarget:
    """A user or a group of users, and the roles it has."""

    name: str
    group: bool = False
    roles: tuple[str, ...] = ()
    permissions: tuple[Permission, ...] = ()
    """Given directly, as the old form of ACLs allows."""


@dataclass(frozen=True, slots=True)
class Acls:
    """The acls section."""

    roles: tuple[AclRole, ...] = ()
    targets: tuple[AclTarget, ...] = ()


def read_acls(section: Element | None) -> Acls:
    """Roles, users and groups, in document order; the form before schema 2.0 is read too."""
    if section is None:
        return Acls()
    roles: list[AclRole] = []
    targets: list[AclTarget] = []
    for item in elements(section):
        match item.tag:
            case "acl_role":
                roles.append(
                    AclRole(item.get("id") or "", _permissions(item), item.get("description"))
                )
            case "acl_target" | "acl_group" | "acl_user":
                targets.append(_target(item))
            case _:
                pass
    return Acls(tuple(roles), tuple(targets))


def _target(item: Element) -> AclTarget:
    return AclTarget(
        name=item.get("name") or item.get("id") or "",
        group=item.tag == "acl_group",
        roles=tuple([role.get("id") or "" for role in item.iterchildren("role", "role_ref")]),
        permissions=_permissions(item),
    )


def _permissions(item: Element) -> tuple[Permission, ...]:
    found: list[Permission] = []
    for each in item.iterchildren("acl_permission", "read", "write", "deny"):
        old = each.tag != "acl_permission"
        found.append(
            Permission(
                id=each.get("id") or "",
                kind=each.tag if old else each.get("kind") or "",
                xpath=each.get("xpath"),
                reference=each.get("ref" if old else "reference"),
                object_type=each.get("tag" if old else "object-type"),
                attribute=each.get("attribute"),
            )
        )
    return tuple(found)
