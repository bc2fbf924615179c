"""Which elements does this list in XML hold, one at a time, without trusting the file?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from lxml import etree

from enduse.errors import Refused
from enduse.lists.names import plain
from enduse.lists.source import Source


def records(stream: BinaryIO, *, file: str, roots: tuple[str, ...], wanted: tuple[str, ...], what: str) -> Iterator[etree._Element]:
    """The elements called one of `wanted`, whole, with names without namespace; each is freed when the next is asked for. Entities, document types and the
    network are off. Refused if the root is none of `roots`, or the file is cut or damaged."""
    root: etree._Element | None = None
    closed = False
    try:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        ):
            if root is None:
                root = element
                if element.getroottree().docinfo.doctype:
                    raise Refused(f"{file}: carries a document type declaration, which {what} has not; download it again")
                if local(element) not in roots:
                    raise Refused(f"{file}: begins with <{local(element)}>, not <{'> or <'.join(roots)}>; give {what}")
            elif event == "end" and local(element) in wanted:
                bare(element)
                yield element
                element.clear()
                while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
                    parent.remove(before)
            elif event == "end" and element is root:
                closed = True
    except etree.XMLSyntaxError as fault:
        raise Refused(f"{file}: ends early or is damaged ({fault.msg}); download it again") from fault
    if not closed:
        raise Refused(f"{file}: holds no list; download it again")


def root_of(source: Source) -> Mapping[str, str]:
    """The attributes of the root element of the one XML file; empty if it cannot be read (reading will say why)."""
    try:
        with source.open(one_file(source)) as stream:
            for _, element in etree.iterparse(
                stream, events=("start",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
            ):
                return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    except (etree.XMLSyntaxError, Refused):
        return {}
    return {}


def first_text(source: Source, *names: str) -> str:
    """The text of the first element of one of these names, near the top of the file."""
    try:
        with source.open(one_file(source)) as stream:
            parser = etree.iterparse(
                stream, events=("end",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
            )
            for count, (_, element) in enumerate(parser):
                if local(element) in names:
                    return plain(element.text)
                if count > 200:
                    break
    except (etree.XMLSyntaxError, Refused):
        return ""
    return ""


def one_file(source: Source) -> str:
    """The one XML file of the source."""
    files = source.having(".xml") or (source.names() if len(source.names()) == 1 else ())
    if len(files) != 1:
        raise Refused(f"{source.label}: holds {len(files)} XML files; give the one list")
    return files[0]


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def bare(element: etree._Element) -> None:
    """Take the namespaces off the names of the element and all in it."""
    for each in element.iter():
        if isinstance(each.tag, str) and "}" in each.tag:
            each.tag = each.tag.rpartition("}")[2]


def text(element: etree._Element | None, path: str = "") -> str:
    """The text at `path` below the element, with its white space collapsed; empty if there is none."""
    if element is None:
        return ""
    return plain(element.findtext(path) if path else element.text)


def flag(element: etree._Element, path: str) -> bool:
    """Is the text at `path` "true"?"""
    return text(element, path).lower() in ("true", "1", "yes")
