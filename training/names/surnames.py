"""Makes ``lintnews/names/data/surnames.txt`` from the name lists of the 1990 United States census.

usage: surnames.py FOLDER

FOLDER holds ``dist.all.last``, ``dist.male.first`` and ``dist.female.first`` as the Census Bureau
published them (public domain; the Python package ``names`` carries them).
"""

import math
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "lintnews" / "names" / "data" / "surnames.txt"
KEPT = 40_000


def main() -> None:
    folder = Path(sys.argv[1])
    bands: dict[int, list[str]] = defaultdict(list)
    surnames = _names(folder / "dist.all.last")
    highest = int(math.log2(len(surnames))) + 1
    for rank, name in enumerate(surnames[:KEPT], 1):
        bands[highest - int(math.log2(rank))].append(name)
    given = {*_names(folder / "dist.male.first"), *_names(folder / "dist.female.first")}
    bands[1] = sorted(given - set(surnames[:KEPT]))
    lines = [f"{band} {' '.join(sorted(bands[band]))}\n" for band in sorted(bands, reverse=True)]
    OUT.write_text("".join(lines), encoding="utf-8")


def _names(path: Path) -> list[str]:
    return [line.split()[0].lower() for line in path.read_text(encoding="ascii").splitlines()]


if __name__ == "__main__":
    main()
