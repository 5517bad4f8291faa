"""Why an edit is refused, in the reader's language."""

from engine.cib.edits.codes import SENTENCES, Code
from engine.cib.finding import Finding
from hagui.i18n import tr


def refusal_sentence(finding: Finding) -> str | None:
    """The sentence of a refusal; None where the code is none of the known."""
    try:
        sentence = SENTENCES[Code(finding.code)]
    except ValueError:
        return None
    return tr("refusal", sentence).format_map(finding.facts)
