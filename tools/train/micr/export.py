"""Writes a trained net as ocr/micr_weights.cpp: whole numbers of eight bits times one scale a layer."""
import numpy as np

SOURCE = """#include "ocr/micr_weights.h"

// Written by the training recipe; not meant to be read.
// clang-format off
namespace lockbox {{

const MicrWeights kMicrWeights = {{
    .hidden_scale = {hidden_scale:.8f}F,
    .output_scale = {output_scale:.8f}F,
    .temperature = {temperature:.4f}F,
    .hidden = {{
{hidden}}},
    .hidden_bias = {{
{hidden_bias}}},
    .output = {{
{output}}},
    .output_bias = {{
{output_bias}}},
}};

}}  // namespace lockbox
"""


def weights_source(net, contrast, temperature):
    """`net` takes windows times `contrast`; the reader gives them plain, so the hidden layer takes the factor in."""
    hidden, hidden_bias, output, output_bias = (values.detach().numpy() for values in net.parameters())
    hidden_scale, hidden = _whole(hidden * contrast)
    output_scale, output = _whole(output)
    return SOURCE.format(hidden_scale=hidden_scale, output_scale=output_scale, temperature=temperature,
                         hidden=_wrapped(hidden), hidden_bias=_wrapped(f"{bias:.5f}F" for bias in hidden_bias),
                         output=_wrapped(output), output_bias=_wrapped(f"{bias:.5f}F" for bias in output_bias))


def _whole(values):
    scale = np.abs(values).max() / 127
    return scale, np.round(values / scale).astype(int).ravel()


def _wrapped(values):
    lines = ["       "]
    for value in values:
        if len(lines[-1]) + len(f" {value},") > 119:
            lines.append("       ")
        lines[-1] += f" {value},"
    return "\n".join(lines)
