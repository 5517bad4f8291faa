"""Every refusal and every piece of advice has words of its own."""

import re

import pytest

from engine.cib.advice import advise
from engine.cib.document import Cib
from engine.cib.edits.codes import SENTENCES, Code, refusal
from engine.cib.finding import Finding, Severity
from engine.cib.views import Configuration
from hagui.phrases.findings import finding_sentence
from hagui.shell.translator import load

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("code", list(Code))
def test_a_refusal_names_its_facts_in_both_languages(code: Code) -> None:
    names = set(re.findall(r"{(\w+)", SENTENCES[code]))
    finding = refusal(code, **{name: f"<{name}>" for name in names})
    english = finding_sentence(finding)
    assert all(f"<{name}>" in english for name in names)
    load("zh_CN")
    try:
        chinese = finding_sentence(finding)
    finally:
        load("en")
    assert chinese != english
    assert all(f"<{name}>" in chinese for name in names)


def test_advice_is_said_in_words_of_the_program() -> None:
    cib = Cib.parse(
        '<cib><configuration><resources><primitive id="a"/><primitive id="b"/></resources>'
        '<constraints><rsc_order id="o" first="a" then="b"/><rsc_order id="p" first="b" then="a"/>'
        '<rsc_location id="cli-prefer-a" rsc="a" role="Started" node="n9" score="INFINITY"/>'
        "</constraints></configuration></cib>"
    )
    said = [finding_sentence(finding) for finding in advise(Configuration.of(cib))]
    assert "a, b wait for each other: none of them can begin" in said
    assert "cli-prefer-a is left over from a move: it still draws a to n9" in said
    assert not {finding.message for finding in advise(Configuration.of(cib))} & set(said)


def test_a_finding_of_an_unknown_code_still_says_something() -> None:
    assert finding_sentence(Finding("new", Severity.ERROR, "Something new.")) == "Something new."


def test_a_long_list_of_names_is_cut_short() -> None:
    names = ", ".join(f"r{number}" for number in range(500))
    finding = Finding("no-stickiness", Severity.WARNING, "", facts={"resources": names})
    assert "(r0, r1, r2, r3, r4 and 495 more)" in finding_sentence(finding)
