"""Makes pairing.json. Written from the description in engine/src/pairing.rs, with Python's own hmac and hashlib
and none of the engine's code: GF(32) by long multiplication, HKDF as RFC 5869 section 2 has it."""

import base64
import hashlib
import hmac
import json
import random
import struct

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CONSTANTS = {"application": 10, "user": 21}


def product(a, b):
    result = 0
    for bit in range(5):
        if b >> bit & 1:
            result ^= a << bit
    for bit in range(9, 4, -1):
        if result >> bit & 1:
            result ^= 0b100101 << (bit - 5)
    return result


def power(n):
    result = 1
    for _ in range(n):
        result = product(result, 2)
    return result


def code(kind, values):
    check = CONSTANTS[kind]
    for at, value in enumerate(values):
        check ^= product(value, power(15 - at))
    return "".join(ALPHABET[value] for value in [*values, check])


def groups(text):
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def key(application, user):
    extracted = hmac.new(b"sekisho pairing v1", (application + user).encode(), hashlib.sha256).digest()
    return hmac.new(extracted, b"totp sha1 6 digits 30 seconds" + b"\x01", hashlib.sha256).digest()[:20]


def totp(secret, time):
    digest = hmac.new(secret, struct.pack(">Q", time // 30), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


rng = random.Random(4226)
draw = lambda: [rng.randrange(32) for _ in range(15)]
codes, keys = [], []
for kind, other in (("application", "user"), ("user", "application")):
    for values in ([0] * 15, [31] * 15, list(range(15)), draw(), draw(), draw()):
        text = code(kind, values)
        shown = groups(text)
        codes.append({"kind": kind, "input": shown, "canonical": shown})
        codes.append({"kind": kind, "input": text.lower().replace("0", "o").replace("1", "l"), "canonical": shown})
        codes.append({"kind": other, "input": shown, "error": f"other_kind {kind}"})
    text = code(kind, draw())
    for at in range(16):
        wrong = ALPHABET[(ALPHABET.index(text[at]) + 1 + rng.randrange(31)) % 32]
        if wrong == text[at]:
            continue
        typed = text[:at] + wrong + text[at + 1 :]
        # of the wrong characters one makes a code of the other kind
        sums = 0
        for place, letter in enumerate(typed):
            sums ^= product(ALPHABET.index(letter), power(15 - place))
        error = f"other_kind {other}" if sums == CONSTANTS[other] else "check"
        codes.append({"kind": kind, "input": groups(typed), "error": error})
    for length in (0, 1, 4, 15):
        error = f"short {16 - length}" if length else "empty"
        codes.append({"kind": kind, "input": text[:length], "error": error})
    codes.append({"kind": kind, "input": text + "0", "error": "long"})
    for place, letter in ((0, "U"), (7, "u"), (15, "*"), (3, "é"), (9, "_")):
        typed = text[:place] + letter + text[place + 1 :]
        codes.append({"kind": kind, "input": groups(typed), "error": f"letter {place + 1}"})
for time in (59, 1_111_111_109, 1_234_567_890, 2_000_000_000, 20_000_000_000, 1_800_000_000):
    application, user = code("application", draw()), code("user", draw())
    secret = key(application, user)
    keys.append(
        {
            "application": groups(application),
            "user": groups(user),
            "key": base64.b32encode(secret).decode(),
            "time": time,
            "code": totp(secret, time),
        }
    )
lines = lambda vectors: ",\n".join("    " + json.dumps(vector, ensure_ascii=False) for vector in vectors)
print(f'{{\n  "pairing_codes": [\n{lines(codes)}\n  ],\n  "pairing_keys": [\n{lines(keys)}\n  ]\n}}')
