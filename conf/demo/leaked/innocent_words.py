"""Counts words: the loop over lines that every beginner writes."""

import sys


def count_words(lines):
    counts = {}
    for line in lines:
        for word in line.lower().split():
            counts[word] = counts.get(word, 0) + 1
    return counts


def main():
    counts = count_words(sys.stdin)
    for word, count in sorted(counts.items(), key=lambda item: item[1], reverse=True)[:10]:
        print(word, count)


if __name__ == "__main__":
    main()
