"""The tree over all trails: RFC 6962's own roots and paths, and no proof but the true one holds."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layak.core.merkle import Proof, Tip, TwoTips, climbed, holds, inclusion, pair_hash, prove, root, root_of

# The leaves, roots and path of the Certificate Transparency project's own reference tests of RFC 6962.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
PATH_0_OF_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
SIZES = st.integers(1, 40).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1)))
TIPS = [Tip(f"62.{n:02}", n + 1, hashlib.sha256(bytes([n])).hexdigest()) for n in range(7)]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_rfc_6962(size):
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_a_path_is_that_of_rfc_6962():
    assert [step.hex() for step in inclusion(LEAVES, 0)] == PATH_0_OF_8


@settings(deadline=None)
@given(SIZES)
def test_every_leaf_can_be_proven(case):
    size, index = case
    leaves = [bytes([n]) for n in range(size)]
    assert climbed(leaves[index], index, size, inclusion(leaves, index)) == root(leaves)


@settings(deadline=None)
@given(SIZES, st.data())
def test_nothing_else_can_be_proven(case, data):
    size, index = case
    tips = [Tip(f"{n:03}", n, "0" * 64) for n in range(size)]
    top, proof = root_of(tips), prove(tips, f"{index:03}")
    other = data.draw(st.integers(-1, size + 1).filter(lambda n: n != index))
    flipped = tuple(step[::-1] for step in proof.path)

    assert holds(tips[index], proof, top)
    assert not holds(tips[index]._replace(seq=index + 1), proof, top)
    assert not holds(tips[index], proof._replace(position=other), top)
    assert not holds(tips[index], proof._replace(path=(*proof.path, "0" * 64)), top)
    assert not proof.path or not holds(tips[index], proof._replace(path=proof.path[:-1]), top)
    assert not proof.path or not holds(tips[index], proof._replace(path=flipped), top)


def test_the_order_in_which_chains_are_given_does_not_matter():
    assert root_of(TIPS) == root_of(reversed(TIPS))


def test_a_trail_cut_short_gives_another_root():
    cut = [*TIPS[:-1], TIPS[-1]._replace(seq=TIPS[-1].seq - 1)]
    assert root_of(cut) != root_of(TIPS)


def test_a_pair_of_hashes_cannot_pass_for_a_leaf():
    left, right = (hashlib.sha256(b"\x00" + leaf).digest() for leaf in (b"a", b"b"))
    assert root([b"a", b"b"]) == pair_hash(left, right) != root([left + right])


@pytest.mark.parametrize(
    ("proof", "top"),
    [
        (Proof(0, 1, ("bukan heksa",)), "00"),
        (Proof(0, 0, ()), "00"),
        (Proof(0, 1, ()), "xx"),
        (Proof(0, 1, ()), ""),
    ],
)
def test_a_malformed_proof_does_not_hold(proof, top):
    assert not holds(TIPS[0], proof, top)


def test_two_tips_of_one_chain_are_refused_by_name():
    with pytest.raises(TwoTips, match=r"62\.03"):
        root_of([*TIPS, TIPS[3]._replace(seq=99)])


def test_a_chain_that_is_not_there_cannot_be_proven():
    with pytest.raises(KeyError, match="x"):
        prove(TIPS, "x")
