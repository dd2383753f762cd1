"""A return's files as rows, streamed: memory does not grow with the file (domain.md 4.1, 4.2)."""

from typing import BinaryIO

from casework.ssda903.sources.csv_source import CsvSource
from casework.ssda903.sources.examining import is_xml
from casework.ssda903.sources.source import Form, Row, Source, ensure_one_form
from casework.ssda903.sources.unreadable import Unreadable, display_name
from casework.ssda903.sources.xml_source import XmlSource

__all__ = ["Form", "Row", "Source", "Unreadable", "display_name", "ensure_one_form", "open_source"]


def open_source(name: str, stream: BinaryIO) -> Source:
    """Open a file of the return, known by what it holds and never by its name. `stream` must be able to seek, and
    stays open.

    Raises Unreadable, here or while rows are read.
    """
    return XmlSource(name, stream) if is_xml(stream) else CsvSource(name, stream)
