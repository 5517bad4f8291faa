"""Which page a subject has."""

from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.inspector.blocks import Page
from hagui.shell.inspector.cluster_page import cluster_page
from hagui.shell.inspector.constraint_page import constraint_page
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.node_page import node_page
from hagui.shell.inspector.resource_page import instance_page, resource_page


def page_of(subject: Subject, context: Context) -> Page:
    """The page of whatever is selected."""
    match subject.kind:
        case SubjectKind.NODE:
            return node_page(subject.id, context)
        case SubjectKind.RESOURCE:
            return resource_page(subject.id, context)
        case SubjectKind.INSTANCE:
            return instance_page(subject.id, context)
        case SubjectKind.CONSTRAINT:
            return constraint_page(subject.id, context)
        case SubjectKind.CLUSTER:
            return cluster_page(context)
