#!/usr/bin/python3
"""Fits how sure the line recogniser may be of one field of a check, from batches whose truth is known and that the program
has processed with the calibration that is in force. Prints the sharpness and rival for ocr/field_calibration.h, and what
the new calibration would have claimed.

    ./calibrate.py figures --now 0.95,6.5,0 --fit a.db a/truth.json b.db b/truth.json --check c.db c/truth.json"""

import argparse
import json
import math
import sqlite3

import numpy as np

FIELDS = {"figures": ("courtesy_amount_cents", "cents"), "words": ("legal_amount_cents", "cents"), "date": ("date", "date")}


def lines_of(pairs, field, now):
    """For each field that was read: the alternatives' and the rival's log-weights against the best, and whether the best
    was right."""
    key, truth_key = FIELDS[field]
    sharpness, rival, per_character = now
    lines = []
    for database, truth_file in zip(pairs[::2], pairs[1::2]):
        truth = {check["sequence"]: check for item in json.load(open(truth_file)) for check in item["checks"]}
        for sequence, reading in sqlite3.connect(database).execute("SELECT sequence, reading FROM page"):
            check = json.loads(reading).get("check")
            alternatives = (check or {}).get(key, {}).get("alternatives", [])
            if sequence not in truth or not alternatives:
                continue
            p = [a["probability"] for a in alternatives]
            weights = [math.log(q / p[0]) / sharpness for q in p]
            longer = per_character * len(check.get("legal_text", "")) if field == "words" else 0
            gap = (math.log(max(1e-9, 1 - sum(p)) / p[0]) + rival + longer) / sharpness
            lines.append((np.array(weights), gap, longer, alternatives[0]["value"] == truth[sequence].get(truth_key)))
    return lines


def claimed(line, sharpness, rival):
    weights, gap, longer, _ = line
    return min(1 / (np.exp(sharpness * weights).sum() + math.exp(min(50, sharpness * gap - rival - longer))), 1 - 1e-6)


def log_loss(lines, sharpness, rival):
    return -sum(math.log(p if right else 1 - p)
                for p, right in ((claimed(line, sharpness, rival), line[3]) for line in lines)) / len(lines)


def report(lines, sharpness, rival):
    claims = sorted(((claimed(line, sharpness, rival), line[3]) for line in lines), reverse=True)
    print(f"{len(lines)} fields, best right {sum(right for _, right in claims)}, log loss {log_loss(lines, sharpness, rival):.4f}")
    for threshold in (0.5, 0.8, 0.9, 0.95, 0.99, 0.999):
        above = [right for p, right in claims if p >= threshold]
        print(f"  from {threshold}: {len(above)} fields, {len(above) - sum(above)} wrong")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("field", choices=FIELDS)
    parser.add_argument("--now", required=True, help="SHARPNESS,RIVAL,RIVAL_PER_CHARACTER in force when processed; the last one is kept")
    parser.add_argument("--fit", nargs="+", required=True, help="DATABASE TRUTH pairs to fit on")
    parser.add_argument("--check", nargs="+", default=[], help="DATABASE TRUTH pairs to check on")
    args = parser.parse_args()
    now = tuple(map(float, args.now.split(",")))
    fit = lines_of(args.fit, args.field, now)
    _, sharpness, rival = min((log_loss(fit, s, r), s, r) for s in np.arange(0.1, 1.3, 0.05) for r in np.arange(-1, 7.1, 0.25))
    print(f"sharpness {sharpness:.2f}, rival {rival:.2f}")
    for name, pairs in (("fitted on", args.fit), ("checked on", args.check)):
        if pairs:
            print(name, end=": ")
            report(lines_of(pairs, args.field, now), sharpness, rival)


if __name__ == "__main__":
    main()
