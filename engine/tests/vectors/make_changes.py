"""Makes changes.json: what two lists let through differently, and which of a list's rules add nothing or could be
one. Written with Python's own ipaddress and none of the engine's code; duplicates and oddities of single rules are
left to the engine's own tests."""

import ipaddress as ip
import json
import random

random.seed(20261122)
EVERYTHING = [ip.ip_network("0.0.0.0/0"), ip.ip_network("::/0")]


def passing(rules):
    """What a list lets through, as networks: everything where it has no rules."""
    if not rules:
        return EVERYTHING
    return [net for rule in rules for net in (EVERYTHING if rule == "all" else [ip.ip_network(rule)])]


def fewest(nets):
    return [net for version in (4, 6) for net in ip.collapse_addresses(n for n in nets if n.version == version)]


def minus(nets, less):
    left = fewest(nets)
    for cut in fewest(less):
        rest = []
        for net in left:
            if net.version != cut.version or not net.overlaps(cut):
                rest.append(net)
            elif net != cut and cut.subnet_of(net):
                rest.extend(net.address_exclude(cut))
        left = rest
    return fewest(left)


def count(nets):
    return str(sum(net.num_addresses for net in nets))


def change(before, after):
    gained = minus(passing(after), passing(before))
    lost = minus(passing(before), passing(after))
    texts = lambda nets: [str(net) for net in nets]
    return {"before": before, "after": after, "gained": texts(gained), "lost": texts(lost),
            "gained_count": count(gained), "lost_count": count(lost)}


def repaired(rules):
    """The fewest rules for a list that isn't empty, in ascending order."""
    nets = fewest(passing(rules))
    if nets == EVERYTHING:
        return ["all"]
    return [str(net.network_address) if net.num_addresses == 1 else str(net) for net in nets]


def rule():
    kind = random.random()
    if kind < 0.05:
        return "all"
    if kind < 0.7:
        base, bits = int(ip.ip_address("198.51.96.0")), 32
    else:
        base, bits = int(ip.ip_address("2001:db8::")), 128
    free = random.choice([0, 0, 1, 2, 3, 4, 6, 8, 11])
    at = base + (random.getrandbits(11) >> free << free)
    address = ip.ip_address(at) if bits == 32 else ip.IPv6Address(at)
    net = ip.ip_network((address, bits - free))
    return str(address) if free == 0 else str(net)


def rules(most):
    return [rule() for _ in range(random.randint(0, most))]


if __name__ == "__main__":
    changes = [change(*pair) for pair in [
        ([], ["192.0.2.7"]),
        (["192.0.2.7"], []),
        ([], ["all"]),
        (["0.0.0.0/0"], ["::/0"]),
        (["::/0"], ["::1"]),
        (["192.0.2.0/25", "192.0.2.128/25"], ["192.0.2.0/24"]),
        (["0.0.0.0", "255.255.255.255"], ["0.0.0.0/1"]),
    ]]
    changes += [change(rules(12), rules(12)) for _ in range(120)]
    lists = [["192.0.2.0/25", "192.0.2.128/25"], ["0.0.0.0/0", "::/0"], ["all", "192.0.2.1"], ["192.0.2.1", "192.0.2.1"]]
    lists += [some for some in (rules(16) for _ in range(120)) if some]
    repairs = [{"rules": some, "repaired": repaired(some)} for some in lists]

    with open(__file__.replace("make_changes.py", "changes.json"), "w") as file:
        rows = lambda vectors: ",\n".join("    " + json.dumps(vector) for vector in vectors)
        file.write('{\n  "rule_changes": [\n' + rows(changes) + '\n  ],\n  "rule_repairs": [\n' + rows(repairs) + "\n  ]\n}\n")
