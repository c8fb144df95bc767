"""Files that are parts of one, as exports by month, page or branch: they have one proposal, with a glob."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from glob import escape
from itertools import takewhile
from pathlib import PurePath, PurePosixPath

from ingest.inputs import FileInput, Input
from ingest.inputs.archive import Member
from ingest.inputs.formats import plain_name
from ingest.inputs.partitions import partition_folders
from ingest.proposing.proposal import FileProposal, subject_of

_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d._-]*$")
_NUMBERED = "[0-9]*"


def told_apart(found: Sequence[FileProposal]) -> list[FileProposal]:
    """The proposals without lists of JSON of which nothing can be told, where others of their file can."""
    told = {it.source.name for it in found if it.rows and it.reading.record_path}
    return [it for it in found if it.rows or not it.reading.record_path or it.source.name not in told]


def parted(found: Iterable[FileProposal]) -> list[FileProposal]:
    """The proposals, where files of one place, format, encoding, columns and first word have that of the
    fullest, and so have their other lists or sheets, if all of them have these."""
    alike: dict[Hashable, list[FileProposal]] = {}
    there: dict[PurePath, dict[Hashable, set[str]]] = {}
    for proposal in found:
        shape = _shape(proposal)
        alike.setdefault(shape, []).append(proposal)
        names = there.setdefault(place_of(proposal.source), {}).setdefault(shape, set())
        names.add(own_name(proposal.source))
    proposed: list[FileProposal] = []
    for shape, group in alike.items():
        encodings = set(filter(None, map(_encoding, group)))
        are_parts = len(group) > 1 >= len(encodings)
        pattern = glob_of([own_name(it.source) for it in group]) if are_parts else ""
        beside = there[place_of(group[0].source)]
        others = (name for names in beside.values() if names != beside[shape] for name in names)
        if pattern and not any(fnmatchcase(name, pattern) for name in others):
            fullest = max(group, key=lambda it: it.read)
            reading = replace(fullest.reading, encoding=next(iter(encodings), fullest.reading.encoding))
            proposed.append(replace(fullest, reading=reading, pattern=pattern, parts=len(group)))
        else:
            proposed += group
    return proposed


def holds(proposal: FileProposal, source: Input) -> bool:
    """Whether a proposal is one for this file, be it with others."""
    if not proposal.pattern:
        return proposal.source.name == source.name
    return place_of(proposal.source) == place_of(source) and fnmatchcase(own_name(source), proposal.pattern)


def own_name(source: Input) -> str:
    """What a file itself is called, without archive and folders."""
    return PurePosixPath(source.member if isinstance(source, Member) else source.name).name


def place_of(source: Input) -> PurePath:
    """The folder, or folder of partitions, or archive that a file lies in."""
    if isinstance(source, Member):
        return PurePosixPath(source.name.removesuffix(f":{source.member}"))
    if not isinstance(source, FileInput):
        return PurePath(source.name)
    folders = partition_folders(source.path)
    return (folders[0] if folders else source.path).parent


def _shape(proposal: FileProposal) -> Hashable:
    """What parts of one have in common."""
    source, reading = proposal.source, proposal.reading
    name = own_name(source)
    word = _LETTERS.search(plain_name(name))
    columns = () if reading.format == "jsonl" else tuple(column.name for column in proposal.columns)
    return (
        *(place_of(source), name.removeprefix(PurePath(plain_name(name)).stem), word and word[0].lower()),
        *(
            subject_of(source, reading),
            proposal.packaged,
            tuple(rows.kind for rows in proposal.rows),
            columns,
        ),
        replace(reading, encoding="", code_page=""),
    )


def _encoding(proposal: FileProposal) -> str:
    """The encoding that a file is in; nothing of one in ASCII, which may be in many."""
    texts = (text for column in proposal.columns for text in (column.name, *column.texts))
    return "" if all(map(str.isascii, texts)) else proposal.reading.encoding


def glob_of(names: Sequence[str]) -> str:
    """A glob that fits names that begin or end with the same words, or are numbered; else nothing."""
    before = _words(names)
    rests = [name[len(before) :][::-1] for name in names]
    behind = _words(rests)[::-1]
    between = [rest[len(behind) :][::-1] for rest in rests]
    numbered = all(text[:1].isdigit() for text in between)
    if not numbered and not _LETTERS.search(before + plain_name(behind)):
        return ""
    return f"{escape(before)}{_NUMBERED if numbered else '*'}{escape(behind)}"


def beginning(texts: Sequence[str]) -> str:
    """What all texts begin with."""
    same = takewhile(lambda marks: len(set(marks)) == 1, zip(*texts, strict=False))
    return "".join(marks[0] for marks in same)


def _words(names: Sequence[str]) -> str:
    """What names begin with, without a number, or a word, that goes on in one of them."""
    common = beginning(names)
    rests = [name[len(common) :] for name in names]
    common = _NUMBER.sub("", common) if any(rest[:1].isdigit() for rest in rests) else common
    goes_on = any(_LETTERS.match(rest) for rest in rests)
    return re.sub(r"[^\W\d_]+$", "", common) if goes_on else common
