"""Reads the harbour's gauge and prints when a ship of deep draught may enter."""

import csv
import sys
from typing import List


def tide_heights(levels: List[float], rise: float) -> List[int]:
    """Return the indexes of all water levels that stand above both neighbours by at least rise.
    The first and the last level have one neighbour only and never count.
    >>> tide_heights([1.0, 3.0, 1.5, 1.6, 1.0], 0.5)
    [1]
    """
    crests = []
    for i in range(1, len(levels) - 1):
        left = levels[i] - levels[i - 1]
        right = levels[i] - levels[i + 1]
        if left >= rise and right >= rise:
            crests.append(i)
    return crests


def read_gauge(path):
    """The gauge's readings, one a line: time and level in metres."""
    with open(path, newline="") as lines:
        return [(row[0], float(row[1])) for row in csv.reader(lines) if row]


def main():
    readings = read_gauge(sys.argv[1])
    for index in tide_heights([level for _, level in readings], 0.3):
        print(readings[index][0], "high water")


if __name__ == "__main__":
    main()
