"""Counts what micr-read made of real lines: wrong characters first, then lines right.

Takes one or more outputs of `micr-read LIST line`, those of the two folds for a two-fold measure.
"""
import argparse
import collections
import pathlib

from windows import read_labels


def errors(read, text):
    """(certain characters that are wrong, characters missing) at the least cost; a doubt '?' is no error."""
    cost = [[(10 * j, 0, j) for j in range(len(text) + 1)]]
    for i, symbol in enumerate(read, 1):
        doubt = symbol == "?"
        extra, wrong = (6, 0) if doubt else (10, 1)
        row = [(cost[i - 1][0][0] + extra, cost[i - 1][0][1] + wrong, 0)]
        for j, true in enumerate(text, 1):
            same = symbol == true
            row.append(min(_plus(cost[i - 1][j - 1], 0 if same else extra, 0 if same else wrong, 0),
                           _plus(cost[i - 1][j], extra, wrong, 0), _plus(row[j - 1], 10, 0, 1)))
        cost.append(row)
    return cost[-1][-1][1:]


def _plus(before, cost, wrong, missing):
    return before[0] + cost, before[1] + wrong, before[2] + missing


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("labels", type=pathlib.Path)
    arguments.add_argument("read", type=pathlib.Path, nargs="+")
    arguments.add_argument("--relabel", action="append", default=[], metavar="WRONG=RIGHT")
    options = arguments.parse_args()
    files = [line.split("\t")[0] for line in options.labels.read_text().splitlines()]
    texts = dict(zip(files, read_labels(options.labels)))
    count = collections.Counter()
    for row in "\n".join(path.read_text().rstrip("\n") for path in options.read).splitlines():
        path, _, read, *_ = row.split("\t")
        text, read = texts[pathlib.Path(path).name].replace(" ", ""), read.replace(" ", "")
        for slip in options.relabel:
            text = text.replace(*slip.split("="))
        wrong, missing = errors(read, text)
        count.update({"lines": 1, "lines right": read == text, "lines with a wrong character": wrong > 0,
                      "characters": len(text), "certain": sum(symbol != "?" for symbol in read), "wrong": wrong,
                      "in doubt": read.count("?"), "missing": missing})
    for name, number in count.items():
        print(f"{name}: {number}")


if __name__ == "__main__":
    main()
