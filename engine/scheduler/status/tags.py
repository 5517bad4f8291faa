"""What stands for several resources at once: tags and templates."""

from engine.cib.xml import Element


def read_tags(root: Element) -> dict[str, tuple[str, ...]]:
    """Ids of what each tag refers to."""
    found: dict[str, tuple[str, ...]] = {}
    for tag in root.iterfind("configuration/tags/tag"):
        id_ = tag.get("id")
        if not id_:
            continue
        refs = [ref.get("id", "") for ref in tag.iterchildren("obj_ref")]
        found[id_] = tuple(dict.fromkeys([*found.get(id_, ()), *filter(None, refs)]))
    return found


def read_templates(root: Element) -> dict[str, tuple[str, ...]]:
    """Ids of the primitives made from each template."""
    found: dict[str, list[str]] = {}
    resources = root.find("configuration/resources")
    if resources is None:
        return {}
    for template in resources.iterchildren("template"):
        found.setdefault(template.get("id", ""), [])
    for primitive in resources.iter("primitive"):
        name, id_ = primitive.get("template"), primitive.get("id")
        if name in found and id_ is not None and id_ != name and not _unreachable(primitive):
            found[name].append(id_)
    return {name: tuple(ids) for name, ids in found.items()}


def _unreachable(primitive: Element) -> bool:
    """Whether it is in a bundle that has no network to reach it by, and so is no resource."""
    bundle = primitive.getparent()
    if bundle is None or bundle.tag != "bundle":
        return False
    network = bundle.find("network")
    return network is None or not (network.get("ip-range-start") or network.get("control-port"))
