"""Findings in the reader's language."""

from engine.cib.finding import Finding, Severity
from hagui.phrases.advice import advice_sentence
from hagui.phrases.refusals import refusal_sentence


def finding_sentence(finding: Finding) -> str:
    """What is wrong; in English where no words of our own are known for its code."""
    refused = finding.severity is Severity.ERROR
    sentence = refusal_sentence if refused else advice_sentence
    return sentence(finding) or advice_sentence(finding) or finding.message
