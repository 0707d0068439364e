"""What each key of a configuration file means, its value where it is not set, and an example."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from lintnews.document.formats import AUTO
from lintnews.document.reading import DEFAULT_FIELD, DEFAULT_MAX_SIZE
from lintnews.model import Severity
from lintnews.verdict import Level

NEVER = "never"
OF_VERDICT = "verdict:"
THRESHOLDS = (Level.GARBLED.value, Level.NEEDS_SUB_EDITOR.value)
FAIL_ON = (
    *(severity.value for severity in reversed(Severity)),
    *(f"{OF_VERDICT}{level}" for level in THRESHOLDS),
    NEVER,
)
DEFAULT_FAIL_ON = Severity.ERROR.value
DEFAULT_MIN_CONFIDENCE = 0.5


class Key(NamedTuple):
    """A key: what it means, an example as a file writes it, and the value if it is not set."""

    meaning: str
    example: str
    default: object = None


KEYS = MappingProxyType(
    {
        "preset": Key(
            "The preset on which everything else is laid.",
            '"newsroom-us"',
        ),
        "extends": Key(
            "Another configuration file, relative to this one; what stands here counts before it.",
            '"../lintnews.toml"',
        ),
        "rules": Key(
            "Folders with rules of the house, relative to this file; those of extends count too.",
            '["our-rules"]',
            (),
        ),
        "select": Key(
            "Run these rules and families only; what was selected and ignored before is forgotten.",
            '["sentences", "word-doubled"]',
        ),
        "extend-select": Key(
            "Run these rules and families too.",
            '["readability"]',
        ),
        "ignore": Key(
            "Do not run these rules and families; what was ignored before is forgotten.",
            '["consistency", "quote-styles-mixed"]',
        ),
        "extend-ignore": Key(
            "Do not run these rules and families either.",
            '["percent-sign-and-word"]',
        ),
        "severity": Key(
            "The severity of the findings of a rule or a family: note, warning or error.",
            '{ names = "note", name-rejected-by-authority = "error" }',
        ),
        "min-confidence": Key(
            "Leave out findings that are less sure, from 0 to 1.",
            "0.7",
            DEFAULT_MIN_CONFIDENCE,
        ),
        "min-confidence-of": Key(
            "The same for single rules and families.",
            "{ reader = 0.8 }",
        ),
        "names": Key(
            "Lists of names (YAML or CSV), relative to this file; the last has the last word.",
            '["house-names.yml"]',
            (),
        ),
        "shipped-names": Key(
            "Whether the list of names that comes with lintnews counts.",
            "false",
            True,
        ),
        "styles": Key(
            "Styles of names; the first that knows a name counts.",
            '["ap", "current"]',
            (),
        ),
        "archive": Key(
            "What was published before, to compare names with, relative to this file.",
            '"names.db"',
        ),
        "variety": Key(
            "The English that the articles are to be in, such as en-GB; auto reads it from each.",
            '"en-GB"',
            AUTO,
        ),
        "model": Key(
            "Whether the rules run that need the reader.",
            "false",
            True,
        ),
        "languagetool": Key(
            "Which LanguageTool is asked: its server, a folder of jars (relative to this file) or "
            "download = true; also its timeout in seconds for a paragraph.",
            '{ jars = "/opt/languagetool", timeout = 60 }',
        ),
        "input-format": Key(
            "What the files are; auto goes by the name.",
            '"jsonl"',
            AUTO,
        ),
        "fields": Key(
            "The fields of records that hold text.",
            '["title", "article.body"]',
            (DEFAULT_FIELD,),
        ),
        "max-size": Key(
            "Refuse larger files and records: bytes, or a size such as 500K, 64M or 2G.",
            '"64M"',
            f"{DEFAULT_MAX_SIZE >> 20}M",
        ),
        "exclude": Key(
            "Globs of files below this folder that are left out where a folder is linted.",
            '["drafts/", "*.bak.txt"]',
            (),
        ),
        "fail-on": Key(
            "What makes the exit status 1: a finding of this severity or a graver one (error, "
            "warning, note), an article of this verdict or a worse one (verdict:garbled, "
            "verdict:needs-sub-editor), or never.",
            '"warning"',
            DEFAULT_FAIL_ON,
        ),
        "verdict": Key(
            "From which score on, from 0 to 1, an article is garbled, and needs a sub-editor.",
            "{ garbled = 0.5, needs-sub-editor = 0.05 }",
        ),
        "baseline": Key(
            "The list of findings that were there before and do not count, relative to this file.",
            '"lintnews.baseline"',
        ),
        "overrides": Key(
            "Settings for the files that a glob in paths matches; later ones count before earlier "
            "ones.",
            '[{ paths = ["wire/"], min-confidence = 0.9 }]',
        ),
        "paths": Key(
            "The globs of the files for which the override is, relative to this file.",
            '["wire/", "*.jsonl"]',
        ),
    }
)
"""The keys in the order in which they are shown."""
