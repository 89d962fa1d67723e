"""A river level of a small game: can the hero cross, and in how many jumps?"""

import random


def random_river(length):
    positions = [0]
    while positions[-1] < length:
        positions.append(positions[-1] + random.randint(1, 5))
    return positions


def jumps_needed(rocks, reach):
    jumps = 0
    position = 0
    while position < len(rocks) - 1:
        target = position
        while target + 1 < len(rocks) and rocks[target + 1] - rocks[position] <= reach:
            target += 1
        if target == position:
            return None
        position = target
        jumps += 1
    return jumps


def is_playable(river, reach=4):
    return jumps_needed(river, reach) is not None
