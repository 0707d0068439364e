"""Tries rules on the examples in their files."""

from __future__ import annotations

from lintnews.backends.languagetool.client import SilentError
from lintnews.backends.languagetool.wanted import Wanted
from lintnews.document.document import Document
from lintnews.document.plain import plain_document
from lintnews.language.asides import Asides, asides_of
from lintnews.rulebook.examples import Fault, Given, example_faults
from lintnews.rulebook.rule import Rule


def faults_of(rule: Rule, languagetool: Wanted | None = None) -> list[Fault]:
    """What is wrong between a rule and its examples; nothing if all is well.

    The examples are read as plain text, in the house that the rule file gives, and a rule that asks
    LanguageTool asks ``languagetool``.

    Raises:
        SilentError: that does not answer, or not as it should.
    """
    asides = Asides()
    given = {**_given(rule), **_asked(languagetool), asides_of: asides}
    faults = example_faults(rule, _read, given)
    if asides.lacking:
        raise SilentError(asides.lacking, lasting=False)
    return faults


def _read(text: str) -> Document:
    return plain_document(text, "example.txt")


def _asked(languagetool: Wanted | None) -> Given:
    if languagetool is None:
        return {}
    from lintnews.backends.languagetool.paragraphs import consulted, read_languagetool
    from lintnews.backends.languagetool.starting import started

    running = started(languagetool)
    return {} if running is None else {read_languagetool: consulted(running, None)}


def _given(rule: Rule) -> Given:
    house = rule.file.house
    if house is None:
        return {}
    from lintnews.language.english import chosen_variety
    from lintnews.names.archive.archive import read_archive
    from lintnews.names.archive.examples import archive_of, desk_of
    from lintnews.names.archive.styles import read_desk
    from lintnews.names.sources import known_names
    from lintnews.names.wanted import NameSources

    names = known_names(NameSources(styles=house.styles))
    return {
        **names,
        read_archive: archive_of(house.archive),
        read_desk: desk_of(house.desk),
        chosen_variety: house.variety,
    }
