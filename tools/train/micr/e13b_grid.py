"""The E-13B characters, taken from the one place that holds them: ocr/e13b.cpp."""
import re

import numpy as np

SYMBOLS = "0123456789ABCD"
PITCH_CELLS = 0.125 / 0.013
RIGHT_MARGIN_CELLS = 1.3


def read_grid(source):
    """Returns {symbol: (top_cells, cells)} with cells a 0/1 array, from the text of ocr/e13b.cpp."""
    arrays = {name: np.array([[cell == "#" for cell in row] for row in re.findall(r'"([.#]+)"', rows)], np.uint8)
              for name, rows in re.findall(r"constexpr std::array<Rows, \d> (k\w+) = \{([^;]*)\};", source)}
    grid = {symbol: (float(top), arrays[name])
            for symbol, top, name in re.findall(r"\{'(.)', ([\d.]+), (k\w+)\}", source)}
    if "".join(sorted(grid)) != SYMBOLS:
        raise ValueError("the grid does not hold the fourteen E-13B characters")
    return grid
