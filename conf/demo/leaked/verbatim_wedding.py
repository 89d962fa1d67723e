"""Plans a wedding: who sits where, and how the presents cross the lake."""

GUESTS = ["Ada", "Bob", "Cyd", "Dan", "Eve"]


def seat_rows(guests, rows):
    """Seat guests in the given number of rows, front to back, so that no row has two guests more
    than another. Guests keep their order, and earlier rows are the fuller ones.
    >>> seat_rows(["Ada", "Bob", "Cyd"], 2)
    [['Ada', 'Bob'], ['Cyd']]
    """
    size, fuller = divmod(len(guests), rows)
    seated = []
    start = 0
    for row in range(rows):
        end = start + size + (1 if row < fuller else 0)
        seated.append(guests[start:end])
        start = end
    return seated


def ferry_trips(weights, capacity):
    """A ferry takes at most two crates at once, together no heavier than its capacity. With the
    fewest crossings, how many does it take? No single crate is too heavy.
    >>> ferry_trips([70, 50, 80, 50], 100)
    3
    """
    waiting = sorted(weights)
    light, heavy = 0, len(waiting) - 1
    trips = 0
    while light <= heavy:
        if waiting[light] + waiting[heavy] <= capacity:
            light += 1
        heavy -= 1
        trips += 1
    return trips


def plan(presents):
    for number, row in enumerate(seat_rows(GUESTS, 2), start=1):
        print("row", number, ", ".join(row))
    print("crossings:", ferry_trips(presents, capacity=120))
