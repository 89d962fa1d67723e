"""Pairs of numbers with a given sum: the two-pointer idiom, and nothing of a benchmark."""


def pairs_with_sum(numbers, total):
    ordered = sorted(numbers)
    low, high = 0, len(ordered) - 1
    found = []
    while low < high:
        current = ordered[low] + ordered[high]
        if current == total:
            found.append((ordered[low], ordered[high]))
            low += 1
            high -= 1
        elif current < total:
            low += 1
        else:
            high -= 1
    return found


if __name__ == "__main__":
    print(pairs_with_sum([4, 1, 3, 2], 5))
