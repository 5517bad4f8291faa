"""How the program words what it knows: values in, sentences out, all through ``tr``."""

from hagui.phrases.constraints import (
    constraint_chip,
    constraint_glyph,
    constraint_kind,
    constraint_sentence,
    constraint_short,
    order_reverse,
)
from hagui.phrases.events import event_glyph, event_sentence, severity_word
from hagui.phrases.operations import failure_sentence, outcome_words, status_words, task_words
from hagui.phrases.rules import rule_words
from hagui.phrases.states import (
    Tone,
    condition_word,
    instance_look,
    instance_tone,
    instance_word,
    kind_word,
    node_glyph,
    node_tone,
    pending_word,
    role_word,
    role_word_of,
)
from hagui.phrases.units import age, brief_moment, clock, duration, interval, moment, score

__all__ = [
    "Tone",
    "age",
    "brief_moment",
    "clock",
    "condition_word",
    "constraint_chip",
    "constraint_glyph",
    "constraint_kind",
    "constraint_sentence",
    "constraint_short",
    "duration",
    "event_glyph",
    "event_sentence",
    "failure_sentence",
    "instance_look",
    "instance_tone",
    "instance_word",
    "interval",
    "kind_word",
    "moment",
    "node_glyph",
    "node_tone",
    "order_reverse",
    "outcome_words",
    "pending_word",
    "role_word",
    "role_word_of",
    "rule_words",
    "score",
    "severity_word",
    "status_words",
    "task_words",
]
