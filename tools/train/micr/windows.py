"""The windows that micr-windows cut, with what truly stands in each."""
import collections
import pathlib

import numpy as np

from e13b_grid import SYMBOLS

PIXELS = 168
NONE = len(SYMBOLS)  # the class of what is no character
UNKNOWN = -1         # a window that trains nothing
LEAST_LIKENESS = {"drawn": 0.6, "real": 0.55}  # a character that looks less like one was lost, or is not where it seems


class Windows:
    """Pixels (n, 168), truth (n,), image (n,) and kind (n,) of every window."""

    def __init__(self, stem, labels, source):
        self.pixels = np.fromfile(f"{stem}.bin", np.float32).reshape(-1, PIXELS)
        rows = [row.split("\t") for row in pathlib.Path(f"{stem}.tsv").read_text().splitlines()]
        self.image = np.array([int(row[0]) for row in rows])
        self.kind = np.array([row[4] for row in rows])
        self.truth = np.full(len(rows), UNKNOWN, np.int64)
        self.truth[np.isin(self.kind, ["between", "none"])] = NONE
        if labels:
            self._tell_characters(rows, labels, LEAST_LIKENESS[source])

    def _tell_characters(self, rows, labels, least_likeness):
        images = collections.defaultdict(lambda: collections.defaultdict(list))
        for window, (image, mark, *_) in enumerate(rows):
            images[int(image)][int(mark)].append(window)
        for image, marks in images.items():
            seen = "".join(rows[windows[0]][2] for windows in marks.values())
            for windows, true in zip(marks.values(), true_characters(seen, labels[image].replace(" ", ""))):
                for window in windows:
                    if (true and self.truth[window] != NONE and self.kind[window] != "unread"
                            and float(rows[window][3]) >= least_likeness):
                        self.truth[window] = SYMBOLS.index(true)


def true_characters(seen, text):
    """For every mark of `seen` the character of `text` it stands for, or None where that is not certain.

    The two are aligned at the least edit distance. Two marks on each side of a mark or character too many are trusted
    only where the template agrees, since the alignment may have slipped there.
    """
    cost = np.zeros((len(seen) + 1, len(text) + 1), int)
    cost[:, 0], cost[0, :] = np.arange(len(seen) + 1), np.arange(len(text) + 1)
    for i, mark in enumerate(seen, 1):
        for j, character in enumerate(text, 1):
            cost[i, j] = min(cost[i - 1, j - 1] + (mark != character), cost[i - 1, j] + 1, cost[i, j - 1] + 1)
    i, j = len(seen), len(text)
    true, slipped = [None] * len(seen), set()
    while i and j:
        if cost[i, j] == cost[i - 1, j - 1] + (seen[i - 1] != text[j - 1]):
            i, j = i - 1, j - 1
            true[i] = text[j]
        elif cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
            slipped.update(range(i - 2, i + 3))
        else:
            j -= 1
            slipped.update(range(i - 3, i + 3))
    return [character if mark != "?" and (mark == character or place not in slipped) else None
            for place, (mark, character) in enumerate(zip(seen, true))]


def read_labels(path):
    """The texts of a labels.tsv in its order."""
    return [line.split("\t")[1] for line in pathlib.Path(path).read_text().splitlines()]


def folds_of_lines(texts):
    """Puts each real line into fold 0 or 1 so that lines of one account or bank never part.

    Lines that share seven characters in a row belong together. Returns (folds, how many lines belong together with
    each line).
    """
    parent = list(range(len(texts)))

    def root(line):
        while parent[line] != line:
            line = parent[line]
        return line
    seen = {}
    for line, text in enumerate(texts):
        text = text.replace("0000", "")
        for start in range(len(text) - 6):
            other = seen.setdefault(text[start:start + 7], line)
            parent[root(line)] = root(other)
    groups = [root(line) for line in range(len(texts))]
    sizes = collections.Counter(groups)
    fold, lines_in = {}, [0, 0]
    for group, size in sizes.most_common():
        fold[group] = int(lines_in[1] < lines_in[0])
        lines_in[fold[group]] += size
    return np.array([fold[group] for group in groups]), np.array([sizes[group] for group in groups])
