"""Secret notes between the lines: two messages in one."""


def lace(first, second):
    """The letters of two words of one length, in turn."""
    return "".join(a + b for a, b in zip(first, second))


def unlace(text):
    # The even letters are the first word's.
    return text[::2], text[1::2]


assert unlace(lace("cat", "dog")) == ("cat", "dog")
