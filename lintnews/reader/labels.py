"""What the readers say of a word, in the order in which the networks give it."""

from __future__ import annotations

LABELS = (
    "ok",
    "cut",
    "orphan",
    "splice",
    "repeat",
    "gap-subject",
    "gap-verb",
    "gap-object",
    "gap-word",
    "order",
    "wrong",
)
"""Nothing wrong; the sentence breaks off here; its beginning is missing; two texts meet; said
twice; a subject, verb, object or small word is missing; displaced; a wrong word or form."""

OK = LABELS.index("ok")
