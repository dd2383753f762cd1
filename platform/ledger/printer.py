"""Prints a bundle as PDF, in a process of its own: JSON comes in, PDF goes out, and there is nothing else to reach.

What is printed was written by people who may wish us harm. It reaches typst as data and is never read as markup; this
process has no files, no network, no settings, a short life and little memory (`ledger.printing` starts it).
"""

import resource
import sys
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from typst import PDFStandard

CPU_SECONDS = 60
MEMORY_OCTETS = 2 * 1024**3


def main() -> int:
    """stdin: octets of the template's length in ASCII and a newline, the template, then the data as JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_OCTETS, MEMORY_OCTETS))
    length = int(sys.stdin.buffer.readline())
    template = sys.stdin.buffer.read(length)
    data = sys.stdin.buffer.read().decode()
    try:
        printed = _print(template, data, ["a-2a"])
    except typst.TypstError:
        # PDF/A forbids what no font of ours can draw; a bundle with such a letter is printed all the same.
        printed = _print(template, data, [])
    sys.stdout.buffer.write(printed)
    return 0


def _print(template: bytes, data: str, standards: "list[PDFStandard]") -> bytes:
    compiler = typst.Compiler(template, root=".", ignore_system_fonts=True, sys_inputs={"data": data})
    printed = compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
    assert isinstance(printed, bytes)
    return printed


if __name__ == "__main__":
    sys.exit(main())
