"""Run every measurement that is here: `make bench`, or `python -m benchmarks [--full] [--json FILE] [PART …]`.

Small counts by default, to see that everything still works; `--full` for the figures of docs/performance.md. Exit
status 1: a measurement found something wrong (a lost alert, an answer that was no 200), or did not run to its end.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def main() -> int:
    parts = sorted(file.parent.name for file in HERE.glob("*/__main__.py"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[*parts, []], help=f"of {', '.join(parts)}; left out: all")
    parser.add_argument("--full", action="store_true", help="the counts of docs/performance.md; takes minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all reports here")
    options = parser.parse_args()
    reports: dict[str, Any] = {}
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for part in options.part or parts:
            file = Path(folder) / f"{part}.json"
            command = [sys.executable, "-m", f"benchmarks.{part}", "--json", str(file)]
            if subprocess.run([*command, *(["--full"] if options.full else [])]).returncode:
                failed.append(part)
            reports[part] = json.loads(file.read_text("utf-8")) if file.exists() else None
    if options.json is not None:
        options.json.write_text(json.dumps(reports, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
