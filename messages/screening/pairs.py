"""Pairs of neighbouring characters as numbers: a text is asked in one step which of many pairs it holds."""

import sys
from array import array

BASIC = "\uffff"
_LEAST = 0 if sys.byteorder == "little" else 3  # which of four bytes counts least in a number of this machine


def numbers_of(bare: str) -> "array[int]":
    """Every pair of neighbouring characters of the first 65,536 code points as one number of 32 bits.

    Copying bytes side by side and reading them as numbers costs a quarter of a regular expression over two sets
    of characters. The lower bytes of both stand in the lower half, which alone decides the place in a hash table:
    with one whole character there, all pairs that share it would be looked through one by one. What lies beyond
    65,536 is two halves and makes numbers that belong to no pair of a wording.
    """
    data = bare.encode("utf-16-le", "surrogatepass")
    low, high = data[::2], data[1::2]
    pairs = bytearray(2 * max(0, len(data) - 2))
    pairs[_LEAST::4], pairs[abs(_LEAST - 1) :: 4] = low[:-1], low[1:]
    pairs[abs(_LEAST - 2) :: 4], pairs[abs(_LEAST - 3) :: 4] = high[:-1], high[1:]
    return array("I", pairs)


def number_of(pair: str) -> int:
    return numbers_of(pair)[0]
