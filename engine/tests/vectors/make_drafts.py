"""Makes drafts.json: what a list would change at each text that is typed; which list is in force while one is on
trial, and from where it can be confirmed; what would become of past sign-ins. Naive models, written without any of the
engine's code: a list is asked rule by rule, a day ends when the next one begins, and nothing is kept between texts."""

import calendar
import ipaddress as ip
import json
import random
import time

from make_changes import change

random.seed(20261123)
NONSENSE = ["300.1.2.3", "192.0.2.7/33", "office", "192.0.2.1 until 2026-02-30", "1.2.3"]


def parsed(line):
    """The rule of a line and its last day; None for a line without one."""
    words = line.split("#")[0].split()
    if not words or " ".join(words) in NONSENSE:
        return None
    return words[0], words[2] if len(words) == 3 else None


def entries(text):
    """The rules of a text with their last days, each rule once."""
    found = {}
    for entry in filter(None, map(parsed, text.split("\n"))):
        found.setdefault(*entry)
    return list(found.items())


def ends(day):
    """The first second after a day."""
    return calendar.timegm(time.strptime(day, "%Y-%m-%d")) + 86_400 if day else float("inf")


def held(text, now):
    """The rules that hold; those that end last always do."""
    all_ = entries(text)
    last = max((ends(day) for _, day in all_), default=None)
    return [rule for rule, day in all_ if now < ends(day) or ends(day) == last]


def covers(rule, address):
    return rule == "all" or ip.ip_address(address) in ip.ip_network(rule)


def admits(rules, address):
    return not rules or any(covers(rule, address) for rule in rules)


RULES = ["all", "192.0.2.0/24", "192.0.2.7", "192.0.2.128/25", "198.51.100.0/22", "198.51.100.9", "2001:db8::/32",
         "2001:db8:1::/48", "2001:db8:1::7", "203.0.113.0/24"]
ADDRESSES = ["192.0.2.7", "192.0.2.200", "198.51.100.9", "203.0.113.1", "2001:db8:1::7", "2001:db8:2::1", "9.9.9.9"]
DAYS = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]
MIDNIGHT = calendar.timegm((2026, 11, 22, 0, 0, 0))


def line(days=True):
    kind = random.random()
    if kind < 0.1:
        return random.choice(NONSENSE)
    if kind < 0.2:
        return random.choice(["", "# offices", "  "])
    rule = random.choice(RULES[1:] if random.random() < 0.8 else RULES)
    until = f" until {random.choice(DAYS)}" if days and random.random() < 0.4 else ""
    return rule + until + random.choice(["", "", " # note"])


def text(most, days=True):
    return "\n".join(line(days) for _ in range(random.randint(0, most)))


def typed(text_, more):
    """A text while something is typed into it."""
    lines = text_.split("\n")
    at = random.randrange(len(lines) + 1)
    return ["\n".join([*lines[:at], part, *lines[at:]]) for part in more]


def draft():
    saved = text(5, days=False)
    texts = typed(text(5, days=False), ["# a", "# a note"]) + typed(text(5, days=False), random.sample(RULES, 3))
    texts += [text(5, days=False), ""]
    after = []
    for one in texts:
        both = change([rule for rule, _ in entries(saved)], [rule for rule, _ in entries(one)])
        rules = [rule for rule, _ in entries(one)]
        after.append({
            "rules": rules,
            "gained": both["gained_count"],
            "lost": both["lost_count"],
            "admits": [admits(rules, address) for address in ADDRESSES],
        })
    return {"saved": saved, "addresses": ADDRESSES, "texts": texts, "after": after}


def trial():
    saved, tried = text(4), text(4)
    begun = MIDNIGHT + random.randint(-100_000, 100_000)
    until = begun + random.choice([1, 60, 600, 100_000])
    moments = [begun - 1, begun, until - 1, until, until + 1, MIDNIGHT - 1, MIDNIGHT, random.randint(begun - 9, until + 9)]
    address = random.choice(ADDRESSES)
    told = []
    for now in moments:
        runs = begun <= now < until
        confirm = "trial_over" if not runs else "confirmed" if admits(held(tried, now), address) else "trial_not_covered"
        told.append({"rules": held(tried if runs else saved, now), "confirm": confirm})
    return {"saved": saved, "tried": tried, "from": begun, "until": until, "address": address, "moments": moments,
            "told": told}


def met(door, person):
    """What becomes of somebody at the door."""
    for rules, refusal in [(door["portal_rules"], "not_in_portal_rules"), (person["rules"], "not_in_account_rules")]:
        if not admits(rules, person["address"]):
            return "refused: " + refusal
    matching = [n["action"] for n in door["networks"] if any(covers(rule, person["address"]) for rule in n["rules"])]
    network = matching[0] if matching else None
    if network == "deny":
        return "refused: denied_network"
    if person["shown"] == "totp":
        return "in"
    always = person["role"] != "general"
    wanted = door["mode"] == "required" or door["mode"] in ("opt-in", "recommended") and person["mfa"] == "on"
    enrol = "asked_to_enrol" if door["enrol"] == "allowed" else None
    if always or network == "mfa_require" or wanted and network != "mfa_skip":
        if person["registered"]:
            return "asked_for_second_factor"
        return enrol or "refused: no_method_registered"
    if wanted and not person["registered"]:
        return enrol or "in"
    return "in"


def some_door():
    networks = [{"rules": random.sample(RULES[1:], random.randint(1, 2)),
                 "action": random.choice(["mfa_skip", "mfa_require", "deny"])} for _ in range(random.randint(0, 2))]
    portal = random.sample(RULES, random.choice([0, 0, 2, 4]))
    return {"mode": random.choice(["never", "opt-in", "recommended", "required"]),
            "enrol": random.choice(["allowed", "refused"]), "portal_rules": portal, "networks": networks}


def some_person():
    registered = random.random() < 0.5
    return {"role": random.choice(["general"] * 4 + ["support", "admin"]), "mfa": random.choice(["on", "off"]),
            "registered": registered, "rules": random.sample(RULES, random.choice([0, 0, 3])),
            "address": random.choice(ADDRESSES), "shown": random.choice(["password", "totp"])}


def past():
    before, after = some_door(), some_door()
    people = [some_person() for _ in range(12)]
    for person in people:
        person["met"] = met(before, person)
    groups = {}
    for place, person in enumerate(people):
        is_ = met(after, person)
        if is_ != person["met"]:
            groups.setdefault((person["met"], is_), []).append(place)
    largest_first = sorted(groups.items(), key=lambda group: (-len(group[1]), group[1][0]))
    groups = [{"was": was, "is": is_, "places": places} for (was, is_), places in largest_first]
    return {"before": before, "after": after, "people": people, "groups": groups}


kinds = {"drafts": [draft() for _ in range(40)], "trials": [trial() for _ in range(60)], "replays": [past() for _ in range(60)]}
with open(__file__.replace("make_drafts.py", "drafts.json"), "w") as file:
    rows = lambda vectors: ",\n".join("    " + json.dumps(vector) for vector in vectors)
    file.write("{\n" + ",\n".join(f'  "{kind}": [\n{rows(all_)}\n  ]' for kind, all_ in kinds.items()) + "\n}\n")
