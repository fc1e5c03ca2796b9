"""Counts what micr-read made of real lines: wrong characters first, then lines right.

Takes one or more outputs of `micr-read LIST line`. With --folds there are two, each read with weights trained without
one fold, and of each only the lines of that fold count.
"""
import argparse
import collections
import pathlib

from strips import folds_of_lines, read_labels


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
    arguments.add_argument("--folds", action="store_true")
    arguments.add_argument("--wrong", action="store_true", help="name the lines that are not whole right")
    options = arguments.parse_args()
    files = [line.split("\t")[0] for line in options.labels.read_text().splitlines()]
    texts = dict(zip(files, read_labels(options.labels, options.relabel)))
    fold_of = dict(zip(files, folds_of_lines(list(texts.values()))[0]))
    count = collections.Counter()
    for fold, row in ((fold, row) for fold, path in enumerate(options.read) for row in path.read_text().splitlines()):
        path, _, read, *_ = row.split("\t")
        if options.folds and fold_of[pathlib.Path(path).name] != fold:
            continue
        text, read = texts[pathlib.Path(path).name], read.replace(" ", "")
        wrong, missing = errors(read, text)
        if options.wrong and read != text:
            print(f"{pathlib.Path(path).name}\t{wrong} wrong\t{read}\t{text}")
        count.update({"lines": 1, "lines right": read == text, "lines with a wrong character": wrong > 0,
                      "characters": len(text), "certain": sum(symbol != "?" for symbol in read), "wrong": wrong,
                      "in doubt": read.count("?"), "missing": missing})
    for name, number in count.items():
        print(f"{name}: {number}")


if __name__ == "__main__":
    main()
