"""What a file is known by, and which one a number means."""

import hashlib

import pytest

from bot.rules.attachments import (
    MOST,
    FileEmpty,
    FilesFull,
    FileThere,
    FileUnknown,
    NoFile,
    exchanged,
    seal,
    seal_in,
    seen,
    short,
    told_size,
    unseen_seal,
    with_file,
    without,
)

ONE, TWO = seal(b"one"), seal(b"two")


def test_a_seal_is_the_sha256_of_the_content() -> None:
    assert hashlib.sha256(b"one").hexdigest() == ONE
    assert seen(ONE)
    assert told_size(ONE) == 0
    assert short(ONE) == ONE[:8]


def test_an_empty_file_is_none() -> None:
    with pytest.raises(FileEmpty):
        seal(b"")


def test_what_nobody_could_fetch_is_known_by_telegrams_name_and_its_size_and_fits_the_column() -> None:
    big = unseen_seal("AgADxQADAbCd", 31_500_000)
    assert not seen(big)
    assert told_size(big) == 31_500_000
    assert short(big) == "AgADxQAD"
    assert big != unseen_seal("AgADxQADAbCd", 31_500_001)
    assert len(unseen_seal("x" * 200, 10**12)) <= 64


def test_a_file_is_attached_once_and_ten_are_enough() -> None:
    assert with_file([ONE], TWO) == [ONE, TWO]
    with pytest.raises(FileThere) as there:
        with_file([ONE, TWO], TWO)
    assert there.value.values == {"number": 2}
    with pytest.raises(FilesFull):
        with_file([str(number) for number in range(MOST)], ONE)


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_number_nothing_has_takes_nothing_off(number: int) -> None:
    with pytest.raises(FileUnknown):
        without([ONE, TWO], number)


def test_files_come_and_go() -> None:
    assert without([ONE, TWO], 1) == [TWO]
    assert exchanged([ONE], [TWO]) == ((ONE,), (TWO,))
    assert exchanged([ONE], [ONE]) == ((), ())


def test_a_typed_hash_is_found_among_words_and_nothing_else_is_one() -> None:
    assert seal_in(f"声明图 {ONE.upper()} 到 12-01") == ONE
    for text in ("声明图", ONE[:63], f"{ONE}0"):
        with pytest.raises(NoFile):
            seal_in(text)
