"""Key files: private to their owner, never replaced, one name for life."""

import multiprocessing
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ledger import keys, notes
from ledger.keys import KeyFileError
from ledger.notes import COSIGNATURE


def test_a_key_is_made_once(tmp_path):
    path = tmp_path / "deep" / "log.key"
    made = keys.load_or_create(path, "iro/council/210/1")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.load_or_create(path, "iro/council/210/1").verifier() == made.verifier()
    assert keys.load(path, "iro/council/210/1").verifier() == made.verifier()
    published = keys.vkey_path(path).read_text(encoding="utf-8").strip()
    assert notes.parse_vkey(published) == made.verifier()
    assert sorted(item.name for item in path.parent.iterdir()) == ["log.key", "log.key.vkey"]


def test_a_witness_key_is_published_as_such(tmp_path):
    signer = keys.load_or_create(tmp_path / "w.key", "witness.example/w1", COSIGNATURE)
    published = (tmp_path / "w.key.vkey").read_text(encoding="utf-8").strip()
    assert published == str(signer.verifier(COSIGNATURE))


@pytest.mark.parametrize(("name", "algorithm"), [("other", notes.ED25519), ("log", COSIGNATURE)])
def test_a_key_keeps_its_name_and_kind(tmp_path, name, algorithm):
    keys.load_or_create(tmp_path / "k", "log")
    with pytest.raises(KeyFileError) as caught:
        keys.load_or_create(tmp_path / "k", name, algorithm)
    assert caught.value.code == "key-name-changed"


def test_a_key_that_others_may_read_is_refused(tmp_path):
    path = tmp_path / "k"
    keys.load_or_create(path, "log")
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        with pytest.raises(KeyFileError) as caught:
            keys.load(path, "log")
        assert caught.value.code == "key-file-open"


def test_what_is_no_ed25519_key_is_refused(tmp_path):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    contents = [b"", b"nonsense", other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())]
    for content in contents:
        path = tmp_path / "k"
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(KeyFileError) as caught:
            keys.load_or_create(path, "log")
        assert caught.value.code == "key-file-wrong"
        assert path.read_bytes() == content


def test_the_private_key_is_not_shown(tmp_path):
    assert "private" not in repr(keys.load_or_create(tmp_path / "k", "log"))


def _vkey(path):
    return str(keys.load_or_create(path, "log").verifier())


def test_processes_that_start_at_once_share_one_key(tmp_path):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        made = pool.map(_vkey, [tmp_path / "k"] * 16, chunksize=1)
    assert len(set(made)) == 1
