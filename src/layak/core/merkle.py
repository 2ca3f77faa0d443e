"""Many trails under one root: what a day is signed with, and the proof that a trail's tip was in it.

The tree is that of RFC 6962, section 2.1: SHA-256, 0x00 before a leaf, 0x01 before a pair.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from layak.core.canonical import canonical


class Tip(NamedTuple):
    """The end of one chain of the trail: its name, its number of lines, the hash of the last one."""

    chain: str
    seq: int
    hash: str

    @property
    def leaf(self) -> bytes:
        """What the tree holds of it: canonical JSON, so that no two tips share one leaf."""
        return canonical([self.chain, self.seq, self.hash]).encode()


class Proof(NamedTuple):
    """Where a tip stood among how many, and the hashes (hexadecimal) on the way up to the root."""

    position: int
    size: int
    path: tuple[str, ...]


class TwoTips(ValueError):  # noqa: N818 - reads as what is wrong
    """One chain was given two tips; the message names it."""


def root_of(tips: Iterable[Tip]) -> str:
    """The root over all chains, in the order of their names. Raises TwoTips."""
    return root([tip.leaf for tip in ordered(tips)]).hex()


def prove(tips: Iterable[Tip], chain: str) -> Proof:
    """The proof that this chain's tip is under the root of these. Raises TwoTips; KeyError: no such chain."""
    known = ordered(tips)
    index = {tip.chain: at for at, tip in enumerate(known)}[chain]
    path = inclusion([tip.leaf for tip in known], index)
    return Proof(index, len(known), tuple(step.hex() for step in path))


def holds(tip: Tip, proof: Proof, root_hash: str) -> bool:
    """Whether the proof leads from the tip to the root (hexadecimal). Whatever is malformed does not hold."""
    try:
        path = [bytes.fromhex(step) for step in proof.path]
        return climbed(tip.leaf, proof.position, proof.size, path) == bytes.fromhex(root_hash)
    except (ValueError, TypeError):
        return False


def ordered(tips: Iterable[Tip]) -> list[Tip]:
    """The tips by the name of their chain. Raises TwoTips."""
    known = sorted(tips)
    for tip, following in pairwise(known):
        if tip.chain == following.chain:
            raise TwoTips(tip.chain)
    return known


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaves; of none, the hash of nothing (RFC 6962, 2.1)."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    half = _split(len(leaves))
    return pair_hash(root(leaves[:half]), root(leaves[half:]))


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The siblings from leaf `index` (from 0) up to the root, nearest first (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    half = _split(len(leaves))
    if index < half:
        return [*inclusion(leaves[:half], index), root(leaves[half:])]
    return [*inclusion(leaves[half:], index - half), root(leaves[:half])]


def climbed(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a path leads to (RFC 9162, 2.1.3.2). Raises ValueError when it cannot be a path."""
    if not 0 <= index < size:
        raise ValueError("the leaf is outside the tree")
    node, place, last = leaf_hash(leaf), index, size - 1
    for sibling in path:
        if not last:
            raise ValueError("the path is too long")
        if place & 1 or place == last:
            node = pair_hash(sibling, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = pair_hash(node, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return node


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf, which can never be that of a pair."""
    return sha256(b"\x00" + leaf).digest()


def pair_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two nodes."""
    return sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
