"""Names in proposals: how they are written in full, and the entries that become of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from lintnews.document.document import Document as Text
from lintnews.document.plain import PlainOrigin
from lintnews.document.segments import SegmentMap
from lintnews.names.entries import Entry, EntryKind, Rejected, rejected_forms, right_names
from lintnews.queue.models import Finding, Proposal, ProposalKind

_LONGEST_PROSE = 200_000


def written_out(finding: Finding, forms: Sequence[str], *, alike: bool) -> dict[str, str]:
    """The full name that each form is part of, as the article has it; the form itself if it is not.

    Args:
        finding: the finding.
        forms: the forms of names in it.
        alike: whether all are ways to write one name, so that a form that stands alone belongs to
            the full name of another.
    """
    full = _full_names(finding, forms)
    if not alike:
        return {form: full.get(form, form) for form in forms}
    names = {}
    for form in forms:
        other = next((one for one in forms if one in full), None)
        if form in full or other is None:
            names[form] = full.get(form, form)
        else:
            names[form] = f" {full[other]} ".replace(f" {other} ", f" {form} ", 1).strip()
    return names


def _full_names(finding: Finding, forms: Sequence[str]) -> dict[str, str]:
    """The longest name of the article that has each form among its words."""
    # They load the tagger, which most of what the server does can do without.
    from lintnews.language.text import Text as Read
    from lintnews.names.linking import as_written
    from lintnews.names.mentions import read_mentions
    from lintnews.queue.work.prose import from_json

    seen = finding.last_seen()
    article = from_json(seen.revision.article if seen is not None else "")
    if not article.prose or len(article.prose) > _LONGEST_PROSE:
        return {}
    text = Text(
        path=finding.document.path,
        source=article.prose,
        prose=article.prose,
        segments=SegmentMap.identity(len(article.prose)),
        blocks=article.blocks,
        origin=PlainOrigin(finding.document.path, "utf-8"),
    )
    full: dict[str, str] = {}
    for mention in read_mentions(Read(text)).names:
        name = as_written(mention, article.prose)
        if mention.thing or " " not in name:
            continue
        for form in forms:
            is_part = f" {form} " in f" {name} " and form != name
            if is_part and len(name) > len(full.get(form, "")):
                full[form] = name
    return full


def contradicted(said: Proposal, others: Iterable[Proposal]) -> Proposal | None:
    """The first of some proposals that says the contrary of another one."""
    right, wrong = _claims(said)
    for other in others:
        theirs, rejected = _claims(other)
        if _meet(wrong, theirs) or _meet(right, rejected):
            return other
        if _meet(wrong, rejected) and not _meet(right, theirs):
            return other
    return None


def _claims(proposal: Proposal) -> tuple[list[str], list[str]]:
    """The names that a proposal calls right, and those that it calls wrong."""
    preferred, others = proposal.said["preferred"], list(proposal.said["others"])
    if proposal.kind == ProposalKind.PEOPLE:
        return [preferred, *others], []
    return [preferred], others


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    return any(_is_same(one, other) for one in some for other in others)


def _is_same(one: str, other: str) -> bool:
    """Whether two names may be one: the surname, and the given name if both have one."""
    here, there = one.split(), other.split()
    if here[-1] != there[-1]:
        return False
    return here[0] == there[0] or 1 in (len(here), len(there))


def entries_of(approved: Iterable[Proposal]) -> list[Entry]:
    """The entries of an authority file for approved proposals, one a name.

    What the shipped authority says of a name is taken over, for an entry replaces one of its id.
    """
    entries = _Entries()
    for proposal in approved:
        kind = EntryKind(proposal.said["kind"])
        preferred, others = proposal.said["preferred"], tuple(proposal.said["others"])
        source = (
            f"review queue, {proposal.by} and {proposal.decided_by}, {proposal.decided_at:%Y-%m-%d}"
        )
        surname = proposal.said.get("surname") or None
        if proposal.kind == ProposalKind.FORM:
            entries.add(kind, preferred, source, surname=surname, wrong=others)
            continue
        everybody = (preferred, *others)
        for name in everybody:
            apart = tuple(one for one in everybody if one != name)
            own = surname if name == preferred else None
            entries.add(kind, name, source, surname=own, apart=apart)
    return entries.made


class _Entries:
    def __init__(self) -> None:
        # What loads the shipped authority is of no use to other pages.
        from lintnews.names.authority import shipped_authority

        self._shipped = shipped_authority().entries
        self._taken = {entry.id for entry in self._shipped}
        self._made: dict[tuple[EntryKind, str], Entry] = {}

    @property
    def made(self) -> list[Entry]:
        return list(self._made.values())

    def add(
        self,
        kind: EntryKind,
        name: str,
        source: str,
        *,
        surname: str | None = None,
        wrong: tuple[str, ...] = (),
        apart: tuple[str, ...] = (),
    ) -> None:
        entry = self._made.get((kind, name)) or self._begun(kind, name, wrong)
        no_more = {name, *wrong, *apart}
        rejects = [item for item in entry.reject if _form(item) != name]
        known = {_form(item) for item in rejects}
        self._made[kind, name] = replace(
            entry,
            preferred=name,
            surname=surname or (entry.surname if (entry.surname or name) in name else None),
            accept=tuple(one for one in right_names(entry) if one not in no_more),
            reject=(*rejects, *(one for one in wrong if one not in known)),
            distinct=tuple(dict.fromkeys((*entry.distinct, *apart))),
            variants_by_style={
                style: form
                for style, form in entry.variants_by_style.items()
                if form not in {*wrong, *apart}
            },
            source=source,
        )

    def _begun(self, kind: EntryKind, name: str, wrong: tuple[str, ...]) -> Entry:
        """The shipped entry of a name, or an empty one."""
        from lintnews.names.exchange import identifier_of

        made = {entry.id for entry in self._made.values()}
        for form in (name, *wrong):
            bearers = [
                entry
                for entry in self._shipped
                if entry.kind is kind and entry.id not in made and form in right_names(entry)
            ]
            if len(bearers) == 1:
                return bearers[0]
        return Entry(id=identifier_of(name, self._taken | made), kind=kind, preferred=name)


def _form(item: str | Rejected) -> str:
    return item if isinstance(item, str) else item.form


def faults_of(entries: Sequence[Entry]) -> list[str]:
    """What is wrong with entries as an authority file, for people."""
    from lintnews.names.contradictions import contradictions
    from lintnews.names.placed import Placed

    path = Path("names.yml")
    faults = [
        fault.reason
        for fault in contradictions([Placed(one, path, lambda _: 1) for one in entries])
    ]
    right = {form: entry for entry in entries for form in right_names(entry)}
    faults += [
        f"{entry.id}: {form} is rejected, but is a right form of {right[form].id}"
        for entry in entries
        for form in rejected_forms(entry)
        if form in right and right[form] is not entry
    ]
    return faults
