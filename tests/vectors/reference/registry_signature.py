"""Ed25519, plainly (RFC 8032): signing for cases, and checking as strictly as registry/FORMAT.md 5 asks."""

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1
NEUTRAL = (0, 1, 1, 0)


def add(a, b):
    """Points are (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z."""
    minus, plus = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = plus - minus, z - t, z + t, plus + minus
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def encoded(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decoded(data):
    """The point of 32 bytes, or None."""
    number = int.from_bytes(data, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or not x and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = decoded((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def number_of(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def halves(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return scalar, digest[32:]


def public(seed):
    return encoded(times(halves(seed)[0], BASE))


def sign(seed, message):
    scalar, prefix = halves(seed)
    key, nonce = encoded(times(scalar, BASE)), number_of(prefix, message) % ORDER
    point = encoded(times(nonce, BASE))
    return point + ((nonce + number_of(point, key, message) * scalar) % ORDER).to_bytes(32, "little")


def small(point):
    return same(times(8, point), NEUTRAL)


def valid(key, message, signature):
    """Whether it is a signature; points of small order and unreduced scalars make none."""
    point, nonce = decoded(key), decoded(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if not point or not nonce or len(signature) != 64 or scalar >= ORDER or small(point) or small(nonce):
        return False
    challenge = number_of(signature[:32], key, message) % ORDER
    return same(times(scalar, BASE), add(nonce, times(challenge, point)))
