"""In curl's place on a machine that has none: as much of it as the README uses."""

import sys
import urllib.error
import urllib.request
from pathlib import Path
from uuid import uuid4

NAME = Path(__file__)


def main(words: list[str]) -> None:
    address, method, headers, data, parts = "", "", {}, [], []
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, said = words.pop(0).partition(": ")
            headers[name] = said
        elif word == "-d":
            data.append(words.pop(0))
        elif word == "-F":
            parts.append(words.pop(0).partition("=")[::2])
        elif word == "-X":
            method = words.pop(0)
        elif word != "-s":
            address = word
    body = "&".join(data).encode() if data else None
    if parts:
        boundary = uuid4().hex
        headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        body = b"".join(_part(boundary, *part) for part in parts) + f"--{boundary}--\r\n".encode()
    request = urllib.request.Request(address, body, headers, method=method or None)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as refused:
        answer = refused
    sys.stdout.buffer.write(answer.read())


def _part(boundary: str, name: str, value: str) -> bytes:
    file = Path(value[1:]) if value.startswith("@") else None
    named = f'; filename="{file.name}"' if file else ""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + (file.read_bytes() if file else value.encode()) + b"\r\n"


if __name__ == "__main__":
    main(sys.argv[1:])
