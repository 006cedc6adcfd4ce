"""A recap of a long timeline: time of each form, how long the loop was held up, memory.

    python -m benchmarks.recap [--full] [--json FILE]

Full: 50,000 entries. Goals: page, Markdown and JSON in 0.5 s each, the loop never held up for more than 20 ms;
see docs/performance.md.
"""

import asyncio
import sys
from typing import Final

from benchmarks.kit.report import Report, arguments, finish
from benchmarks.recap.long_timeline import ENTRIES, measure

SMALL: Final = 5_000
TINY: Final = 500


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    entries = TINY if options.tiny else ENTRIES if options.full else SMALL
    found = asyncio.run(measure(entries))
    report = Report("recap", dict(found))
    for form in ("page", "Markdown", "JSON"):
        report.goal(f"{form}, s of CPU", found[f"{form}, s of CPU"], 0.5)
    for what in (
        "loop held while reading, ms",
        "loop held while a recap is let go, ms",
        "loop held while the worker draws, ms",
    ):
        report.goal(what, found[what], 20)
    return finish(report, options.json)


if __name__ == "__main__":
    sys.exit(main())
