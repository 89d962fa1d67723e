"""Keeps the accounts of a shared flat in a text file."""

from pathlib import Path


def totals_by_topic(rows):
    """Sum up rows like "+3 milk" by their topic; topics that come to nothing are left out."""
    totals = {}
    for row in rows:
        sum_text, topic = row.split(" ", 1)
        totals[topic] = totals.get(topic, 0) + int(sum_text)
    return {topic: value for topic, value in totals.items() if value != 0}


def report(path):
    rows = [line for line in Path(path).read_text().splitlines() if line.strip()]
    for topic, value in sorted(totals_by_topic(rows).items()):
        print(f"{topic:20} {value:+6d}")
