"""Signed notes, checkpoints and cosignatures against the vectors of Go's sumdb/note and of C2SP."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import notes
from ledger.notes import COSIGNATURE, ED25519, Checkpoint, Note, NoteError, Signature, Signer

# golang.org/x/mod/sumdb/note, note_test.go
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
# c2sp.org/tlog-cosignature; its keys aren't published, its framing is.
SPEC_BODY = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
SPEC_NOTE = (
    SPEC_BODY + "\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+"
    "ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dl"
    "rDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
LOG = Signer("iro/council/210/1", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = Signer("witness.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64))))
CHECKPOINT = Checkpoint(LOG.name, 7, bytes(range(100, 132)))


def vkey(name, material):
    """A vkey text with a right id, whatever the key is worth."""
    key_id = hashlib.sha256(name.encode() + b"\n" + material).hexdigest()[:8]
    return f"{name}+{key_id}+{base64.b64encode(material).decode()}"


def test_the_go_note_is_reproduced():
    peter = notes.parse_vkey(PETER)
    signer = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PETER_SEED))
    assert signer.verifier() == peter
    assert str(peter) == PETER
    note = notes.parse_note(TEXT + "\n" + PETER_LINE)
    assert note.text == TEXT
    assert str(note) == TEXT + "\n" + PETER_LINE
    assert note.signatures[0].value == signer.private.sign(TEXT.encode())
    assert notes.verify_signature(note, [peter]) == [peter]


def test_the_go_note_of_two():
    peter, enoch = notes.parse_vkey(PETER), notes.parse_vkey(ENOCH)
    note = notes.parse_note(TEXT + "\n" + PETER_LINE + ENOCH_LINE)
    assert notes.verify_signature(note, [peter, enoch]) == [peter, enoch]
    assert notes.verify_signature(note, [enoch]) == [enoch]
    with pytest.raises(NoteError) as caught:
        notes.verify_signature(notes.parse_note(TEXT + "\n" + PETER_LINE), [enoch])
    assert caught.value.code == "signature-missing"


def test_one_wrong_signature_of_a_known_key_spoils_the_note():
    peter = notes.parse_vkey(PETER)
    wrong = str(Signature(peter.name, peter.key_id, bytes(64)))
    note = notes.parse_note(TEXT + "\n" + PETER_LINE + wrong)
    with pytest.raises(NoteError) as caught:
        notes.verify_signature(note, [peter])
    assert caught.value.code == "signature-wrong"


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETER_LINE[:-1],
        "\x01" + TEXT + "\n" + PETER_LINE,
        "\r" + TEXT + "\n" + PETER_LINE,
        "\ud800" + TEXT + "\n" + PETER_LINE,
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Bad Name"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Bad\u2003Name"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Bad+Name"),
        TEXT + "\n" + PETER_LINE + "Unexpected line.\n",
        TEXT + "\n" + PETER_LINE.replace("—", "-"),
        TEXT + "\n" + PETER_LINE + "\n",
        TEXT + "\n" + PETER_LINE.replace("AM=", "AN="),
        TEXT + "\n" + PETER_LINE.replace("AM=", "AM=="),
        TEXT + "\n" + PETER_LINE.replace("AM=", "AM"),
        TEXT + "\n— PeterNeumann x08gow==\n",
        TEXT + "\n" + PETER_LINE * 65,
        "a" * 70_000 + "\n\n" + PETER_LINE,
        "\n" + PETER_LINE,
    ],
)
def test_malformed_notes_are_refused(text):
    with pytest.raises(NoteError):
        notes.parse_note(text)


def test_the_text_of_a_note_may_have_empty_lines():
    note = notes.parse_note("a\n\nb\n\n\n" + PETER_LINE)
    assert note.text == "a\n\nb\n\n"
    assert len(notes.parse_note(TEXT + "\n" + PETER_LINE * 16).signatures) == 16


def test_every_mangled_vkey_is_refused():
    for low in range(len(PETER) + 1):
        for high in range(low + 1, len(PETER) + 1):
            if (low, high) != (0, len(PETER)):
                with pytest.raises(NoteError):
                    notes.parse_vkey(PETER[low:high])
    for place, character in enumerate(PETER):
        with pytest.raises(NoteError):
            notes.parse_vkey(PETER[:place] + chr(ord(character) + 1) + PETER[place + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", "vkey-malformed"),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "vkey-algorithm"),
        (PETER.replace("c74f20a3", "c74f20a4"), "vkey-id-wrong"),
        (PETER.replace("c74f20a3", "C74F20A3"), "vkey-malformed"),
        (PETER + "\n", "vkey-malformed"),
        (vkey("a b", b"\x01" + LOG.verifier().public), "key-name-wrong"),
        (vkey("a", b"\x01" + bytes(31)), "vkey-weak"),
        (vkey("a", b""), "vkey-malformed"),
    ],
)
def test_wrong_vkeys_have_their_reason(text, code):
    with pytest.raises(NoteError) as caught:
        notes.parse_vkey(text)
    assert caught.value.code == code


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def x_of(y):
    """A root of x^2 = (y^2 - 1) / (d y^2 + 1), or None where the curve has no such point (RFC 8032, 5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return None if (x * x - square) % P else x


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P
    return x, y


def low_order_points():
    """All eight, found by clearing the large subgroup: L times any point of the curve has order 1, 2, 4 or 8."""
    order = 2**252 + 27742317777372353535851937790883648493
    found = set()
    y = 2
    while len(found) < 8:
        y += 1
        x = x_of(y)
        if x is None:
            continue
        point, total, times = (x, y), (0, 1), order
        while times:
            total = add(total, point) if times & 1 else total
            point, times = add(point, point), times >> 1
        multiple = total
        for _ in range(8):
            found.add(multiple)
            multiple = add(multiple, total)
    return found


def test_keys_of_low_order_are_refused():
    for x, y in low_order_points():
        canonical = y | (x & 1) << 255
        for number in {canonical, canonical ^ 1 << 255, y + P if y + P < 2**255 else canonical}:
            with pytest.raises(NoteError) as caught:
                notes.parse_vkey(vkey("weak", b"\x01" + number.to_bytes(32, "little")))
            assert caught.value.code == "vkey-weak"


def test_keys_that_are_no_point_are_refused():
    tried = 0
    for y in range(2, 60):
        material = vkey("k", b"\x04" + y.to_bytes(32, "little"))
        if x_of(y) is None:
            tried += 1
            with pytest.raises(NoteError):
                notes.parse_vkey(material)
        else:
            assert notes.parse_vkey(material).public == y.to_bytes(32, "little")
    assert tried > 10


def test_a_checkpoint_signed_and_read_again():
    text = notes.sign_checkpoint(CHECKPOINT, LOG)
    note = notes.parse_note(text)
    assert notes.parse_checkpoint(note.text) == CHECKPOINT
    assert notes.verify_signature(note, [LOG.verifier()]) == [LOG.verifier()]
    for altered in (note.text.replace("210/1", "210/2"), note.text.replace("\n7\n", "\n8\n")):
        assert altered != note.text
        with pytest.raises(NoteError):
            notes.verify_signature(Note(altered, note.signatures), [LOG.verifier()])


def test_only_the_log_of_that_name_signs():
    with pytest.raises(NoteError) as caught:
        notes.sign_checkpoint(CHECKPOINT, WITNESS)
    assert caught.value.code == "signer-name-wrong"
    assert notes.sign_checkpoint(CHECKPOINT, WITNESS.named(LOG.name)).startswith(LOG.name)


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "o\n1\n",
        f"o\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"o\n01\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\n+1\n{ROOT}\n",
        f"o\n١\n{ROOT}\n",
        f"o\n9223372036854775808\n{ROOT}\n",
        f"o\n1 \n{ROOT}\n",
        f"o\n1\n{ROOT[:-4]}\n",
        f"o\n1\n{ROOT}\n\n",
        f"o\n1\n{bytes(32).hex()}\n",
        f"o\r\n1\n{ROOT}\n",
    ],
)
def test_malformed_checkpoints_are_refused(body):
    with pytest.raises(NoteError):
        notes.parse_checkpoint(body)


def test_size_nought_and_extension_lines_are_read():
    assert notes.parse_checkpoint(f"o\n0\n{ROOT}\n").size == 0
    extended = notes.parse_checkpoint(f"o\n1\n{ROOT}\nmore\n")
    assert extended.extensions == ("more",)
    assert str(extended) == f"o\n1\n{ROOT}\nmore\n"


def test_the_frame_of_the_specifications_cosignature():
    line = notes.parse_note(SPEC_NOTE).signatures[1]
    assert line.key_id.hex() == "8d66cf3f"
    assert len(line.value) == 8 + 64
    assert int.from_bytes(line.value[:8], "big") == 1679315147
    assert notes.parse_checkpoint(SPEC_BODY).size == 20852163


def test_a_cosignature_signs_the_specifications_message():
    line = notes.cosign_checkpoint(notes.parse_note(SPEC_NOTE), WITNESS, 1679315147)
    public = WITNESS.verifier(COSIGNATURE)
    WITNESS.private.public_key().verify(line.value[8:], f"cosignature/v1\ntime 1679315147\n{SPEC_BODY}".encode())
    expected = hashlib.sha256(b"witness.example/w1\n\x04" + public.public).digest()[:4]
    assert line.key_id == public.key_id == expected
    assert line.key_id != WITNESS.verifier(ED25519).key_id


def test_cosignatures_are_added_and_verified():
    text = notes.sign_checkpoint(CHECKPOINT, LOG)
    key = WITNESS.verifier(COSIGNATURE)
    with pytest.raises(NoteError) as caught:
        notes.verify_cosignature(notes.parse_note(text), key)
    assert caught.value.code == "cosignature-missing"
    lines = [str(notes.cosign_checkpoint(notes.parse_note(text), WITNESS, time)) for time in (5, 9)]
    cosigned = notes.add_signatures(text, "".join(lines))
    assert notes.add_signatures(cosigned, lines[0]) == cosigned
    assert cosigned.startswith(text)
    note = notes.parse_note(cosigned)
    assert notes.verify_cosignature(note, key) == 9
    assert notes.verify_signature(note, [LOG.verifier()])
    with pytest.raises(NoteError):
        notes.add_signatures(text, "not a signature line\n")


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 71), bit=st.integers(0, 7))
def test_a_cosignature_with_any_bit_turned_is_refused(place, bit):
    note = notes.parse_note(notes.sign_checkpoint(CHECKPOINT, LOG))
    line = notes.cosign_checkpoint(note, WITNESS, 1679315147)
    value = bytearray(line.value)
    value[place] ^= 1 << bit
    spoilt = Note(note.text, (Signature(line.name, line.key_id, bytes(value)),))
    with pytest.raises(NoteError) as caught:
        notes.verify_cosignature(spoilt, WITNESS.verifier(COSIGNATURE))
    assert caught.value.code == "signature-wrong"


def test_an_impossible_time_is_refused():
    note = notes.parse_note(notes.sign_checkpoint(CHECKPOINT, LOG))
    for time, possible in [(2**63 - 1, True), (2**63, False)]:
        cosigned = Note(note.text, (notes.cosign_checkpoint(note, WITNESS, time),))
        if possible:
            assert notes.verify_cosignature(cosigned, WITNESS.verifier(COSIGNATURE)) == time
        else:
            with pytest.raises(NoteError, match="impossible time"):
                notes.verify_cosignature(cosigned, WITNESS.verifier(COSIGNATURE))


def test_a_plain_signature_is_no_cosignature():
    note = notes.parse_note(notes.sign_checkpoint(CHECKPOINT, LOG))
    key = LOG.verifier(COSIGNATURE)
    passed_off = Note(note.text, (Signature(key.name, key.key_id, note.signatures[0].value),))
    with pytest.raises(NoteError) as caught:
        notes.verify_cosignature(passed_off, key)
    assert caught.value.code == "signature-wrong"
