"""GF(2^8) with the polynomial 0x11D and the generator 2; rows of bytes as vectors over it."""

EXP = [1]
while len(EXP) < 255:
    doubled = EXP[-1] << 1
    EXP.append(doubled ^ 0x11D if doubled & 0x100 else doubled)
LOG = {value: exponent for exponent, value in enumerate(EXP)}


def mul(one, two):
    return EXP[(LOG[one] + LOG[two]) % 255] if one and two else 0


def div(one, two):
    return EXP[(LOG[one] - LOG[two]) % 255] if one else 0


def add_rows(one, two):
    """Sum of two rows; the shorter one is followed by zeros."""
    size = max(len(one), len(two))
    total = int.from_bytes(one, "little") ^ int.from_bytes(two, "little")
    return total.to_bytes(size, "little")


TIMES = [bytes(mul(factor, value) for value in range(256)) for factor in range(256)]


def scale_row(factor, row):
    return row.translate(TIMES[factor])


def lagrange(points, at):
    """For each of the points its weight: the value at `at` of the polynomial that is 1 there and 0
    at all other points. Points and `at` are different field elements."""
    weights = {}
    for point in points:
        above, below = 1, 1
        for other in points:
            if other != point:
                above, below = mul(above, at ^ other), mul(below, point ^ other)
        weights[point] = div(above, below)
    return weights
