"""The longest run of equal values, as one finds it in any textbook."""


def longest_run(values):
    longest = 0
    current = 0
    previous = object()
    for value in values:
        current = current + 1 if value == previous else 1
        longest = max(longest, current)
        previous = value
    return longest


def test_longest_run():
    assert longest_run([]) == 0
    assert longest_run([1, 1, 2, 2, 2, 3]) == 3
