"""RFC 6962 trees against the published vectors and against a naive reading of the RFC's own definitions."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import tree
from ledger.tree import Frontier, ProofError, TiledTree

# Leaves, roots and proofs published with Certificate Transparency's reference implementation.
CT_DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_LEAVES = [tree.leaf_hash(bytes.fromhex(data)) for data in CT_DATA]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CT_PATH_5_OF_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
CT_PROOF_6_OF_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]

LEAVES = [tree.leaf_hash(str(number).encode()) for number in range(1100)]
SIZES = range(1, 131)


def naive_root(leaves):
    """MTH, RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = naive_split(len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_split(size):
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def naive_path(m, leaves):
    """PATH, RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = naive_split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m, leaves, complete):
    """SUBPROOF, RFC 6962 section 2.1.2."""
    if m == len(leaves):
        return [] if complete else [naive_root(leaves)]
    k = naive_split(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], complete), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], False), naive_root(leaves[:k])]


NAIVE_ROOTS = [naive_root(LEAVES[:size]) for size in range(131)]


def hexes(hashes):
    return [item.hex() for item in hashes]


def test_published_roots():
    assert hexes(tree.root(CT_LEAVES[:size]) for size in range(9)) == CT_ROOTS


def test_published_proofs():
    root6, root8 = bytes.fromhex(CT_ROOTS[6]), bytes.fromhex(CT_ROOTS[8])
    path = tree.inclusion_proof(5, 8, CT_LEAVES)
    proof = tree.consistency_proof(6, 8, CT_LEAVES)
    assert hexes(path) == CT_PATH_5_OF_8
    assert hexes(proof) == CT_PROOF_6_OF_8
    tree.verify_inclusion(CT_LEAVES[5], 5, 8, path, root8)
    tree.verify_consistency(6, 8, proof, root6, root8)


@pytest.mark.parametrize("size", SIZES)
def test_roots_and_inclusion_of_every_leaf(size):
    leaves, root = LEAVES[:size], NAIVE_ROOTS[size]
    assert tree.root(leaves) == Frontier(leaves).root() == root
    for index in range(size):
        proof = tree.inclusion_proof(index, size, LEAVES)
        assert proof == naive_path(index, leaves)
        tree.verify_inclusion(leaves[index], index, size, proof, root)


@pytest.mark.parametrize("size2", SIZES)
def test_consistency_of_every_pair(size2):
    for size1 in range(1, size2 + 1):
        proof = tree.consistency_proof(size1, size2, LEAVES)
        assert proof == naive_subproof(size1, LEAVES[:size2], True)
        tree.verify_consistency(size1, size2, proof, NAIVE_ROOTS[size1], NAIVE_ROOTS[size2])


def test_frontier_has_each_root_on_the_way():
    frontier = Frontier()
    for size in SIZES:
        assert frontier.root() == NAIVE_ROOTS[size - 1]
        frontier.append(LEAVES[size - 1])
        assert frontier.size == size


@pytest.fixture(params=["all tiles", "last tile not yet made", "no tiles"])
def tiled(request):
    """A tiled tree, and the ranges of leaves that it asked for."""
    tiles = [naive_root(LEAVES[low : low + 256]) for low in range(0, 1024, 256)]
    tiles = {"all tiles": tiles, "last tile not yet made": tiles[:-1], "no tiles": []}[request.param]
    asked = []

    def fetch(low, high):
        asked.append((low, high))
        return LEAVES[low:high]

    return TiledTree(tiles, fetch), asked, len(tiles)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 512, 513, 700, 1023, 1024, 1025])
def test_tiles_give_the_same_roots_and_proofs(tiled, size):
    tree_, asked, tiles = tiled
    assert tree_.root(size) == naive_root(LEAVES[:size])
    for index in {0, size // 3, size // 2, size - 1}:
        assert tree_.inclusion_proof(index, size) == naive_path(index, LEAVES[:size])
    for size1 in {1, size // 3 or 1, size // 2 or 1, min(256, size), size - 1 or 1, size}:
        assert tree_.consistency_proof(size1, size) == naive_subproof(size1, LEAVES[:size], True)
    assert all(high - low <= 256 for low, high in asked)
    if tiles == 4:
        asked.clear()
        # Another one, for a tree remembers the roots of its tiles.
        TiledTree(tree_._tiles, tree_._fetch).root(size)
        assert sum(high - low for low, high in asked) == size % 256


def test_a_hole_in_the_rows_is_no_proof():
    short = TiledTree([], lambda low, high: LEAVES[low : high - 1])
    with pytest.raises(ProofError) as caught:
        short.root(300)
    assert caught.value.code == "leaves-missing"


def test_sizes_that_prove_nothing_are_refused():
    for size1, size2 in [(0, 0), (0, 5), (6, 5), (-1, 5)]:
        with pytest.raises(ProofError, match="consistency"):
            tree.verify_consistency(size1, size2, [], tree.EMPTY_ROOT, NAIVE_ROOTS[5])
        with pytest.raises(ProofError, match="consistency"):
            tree.consistency_proof(size1, size2, LEAVES)
    for index in (-1, 5, 6):
        with pytest.raises(ProofError, match="outside"):
            tree.inclusion_proof(index, 5, LEAVES)
        with pytest.raises(ProofError, match="outside"):
            tree.verify_inclusion(LEAVES[0], index, 5, [], NAIVE_ROOTS[5])
    with pytest.raises(ProofError, match="can't be made"):
        tree.inclusion_proof(0, len(LEAVES) + 1, LEAVES)


def test_one_size_has_one_root():
    tree.verify_consistency(7, 7, [], NAIVE_ROOTS[7], NAIVE_ROOTS[7])
    with pytest.raises(ProofError, match="two roots"):
        tree.verify_consistency(7, 7, [], NAIVE_ROOTS[7], NAIVE_ROOTS[8])
    with pytest.raises(ProofError, match="needs no hashes"):
        tree.verify_consistency(7, 7, [LEAVES[0]], NAIVE_ROOTS[7], NAIVE_ROOTS[7])


def test_a_proof_has_one_length():
    size1, size2 = 6, 13
    path, proof = tree.inclusion_proof(size1, size2, LEAVES), tree.consistency_proof(size1, size2, LEAVES)
    for cut, code in [(slice(0, -1), "proof-too-short"), (slice(0, None), "proof-too-long")]:
        longer = [LEAVES[0]] if cut.stop is None else []
        with pytest.raises(ProofError) as caught:
            tree.verify_inclusion(LEAVES[size1], size1, size2, [*path[cut], *longer], NAIVE_ROOTS[size2])
        assert caught.value.code == code
        with pytest.raises(ProofError) as caught:
            tree.verify_consistency(size1, size2, [*proof[cut], *longer], NAIVE_ROOTS[size1], NAIVE_ROOTS[size2])
        assert caught.value.code == code


def damaged(proof):
    """Ways to spoil a list of hashes: a bit, a hash dropped, added, repeated or swapped."""
    flips = st.tuples(st.integers(0, max(len(proof) - 1, 0)), st.integers(0, 255))
    places = st.integers(0, len(proof))

    def flip(choice):
        at, bit = choice
        value = bytearray(proof[at])
        value[bit // 8] ^= 1 << bit % 8
        return [*proof[:at], bytes(value), *proof[at + 1 :]]

    ways = [
        places.map(lambda at: [*proof[:at], LEAVES[1099], *proof[at:]]),
        places.map(lambda at: [*proof[:at], b"\0" * 32, *proof[at:]]),
    ]
    if proof:
        ways += [flips.map(flip), flips.map(lambda choice: [*proof[: choice[0]], *proof[choice[0] + 1 :]])]
        ways.append(flips.map(lambda choice: [*proof, proof[choice[0]]]))
    if len(proof) > 1:
        ways.append(st.just(proof[::-1]))
    return st.one_of(ways)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), size=st.integers(1, 130))
def test_a_spoilt_inclusion_proof_is_refused(data, size):
    index = data.draw(st.integers(0, size - 1))
    spoilt = data.draw(damaged(tree.inclusion_proof(index, size, LEAVES)))
    with pytest.raises(ProofError):
        tree.verify_inclusion(LEAVES[index], index, size, spoilt, NAIVE_ROOTS[size])


@settings(max_examples=300, deadline=None)
@given(data=st.data(), size2=st.integers(2, 130))
def test_a_spoilt_consistency_proof_is_refused(data, size2):
    size1 = data.draw(st.integers(1, size2))
    spoilt = data.draw(damaged(tree.consistency_proof(size1, size2, LEAVES)))
    with pytest.raises(ProofError):
        tree.verify_consistency(size1, size2, spoilt, NAIVE_ROOTS[size1], NAIVE_ROOTS[size2])


@settings(max_examples=300, deadline=None)
@given(data=st.data(), size=st.integers(2, 130))
def test_a_true_proof_proves_nothing_else(data, size):
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda at: at != index))
    proof = tree.inclusion_proof(index, size, LEAVES)
    for leaf, at in [(LEAVES[other], index), (LEAVES[index], other), (LEAVES[other], other)]:
        with pytest.raises(ProofError):
            tree.verify_inclusion(leaf, at, size, proof, NAIVE_ROOTS[size])
    size1 = data.draw(st.integers(1, size - 1))
    proof = tree.consistency_proof(size1, size, LEAVES)
    forked = naive_root([*LEAVES[: size1 - 1], LEAVES[1099]])
    for root1, root2 in [(forked, NAIVE_ROOTS[size]), (NAIVE_ROOTS[size1], forked)]:
        with pytest.raises(ProofError):
            tree.verify_consistency(size1, size, proof, root1, root2)
