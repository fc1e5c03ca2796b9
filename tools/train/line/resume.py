#!/usr/bin/python3
"""Makes of weights that ship (ocr/models/line.net) a checkpoint that train.py goes on from. Their batch norms were folded
away; here each gets back what it sees on drawn lines, so that training begins with the same network."""

import argparse
import struct

import numpy as np
import torch
from torch import nn

import net as network
import texts
import train
import vary

BATCHES, COLUMNS_PX = 40, 20000


def convolutions(content):
    """Weights and biases of a weights file (ocr/line_net.h), in its order."""
    at = 8
    length, = struct.unpack_from("<I", content, at)
    if content[:8] != b"LBXLINE1" or content[at + 4:at + 4 + length].decode() != texts.ALPHABET:
        raise SystemExit("this is no weights file of this alphabet")
    at += 4 + length
    layers, = struct.unpack_from("<I", content, at)
    at += 4
    found = []
    for _ in range(layers):
        kind, at = content[at], at + 1
        if kind == 2:
            at += 4
        if kind not in (1, 5):
            continue
        inputs, outputs, rows, columns = struct.unpack_from("<4H", content, at)
        at, count = at + 21, inputs * outputs * rows * columns
        if kind == 1:
            weights = np.frombuffer(content, np.float16, count, at).astype(np.float32)
            at += 2 * count
        else:
            scales = np.frombuffer(content, np.float32, outputs, at)
            weights = np.frombuffer(content, np.int8, count, at + 4 * outputs).reshape(outputs, -1) * scales[:, None]
            at += 4 * outputs + count
        found.append((weights.reshape(outputs, inputs, rows, columns), np.frombuffer(content, np.float32, outputs, at)))
        at += 4 * outputs
    return found


def pairs_of(module):
    """Every convolution with its norm, or None, in the order of a weights file."""
    if isinstance(module, network.Residual):
        return pairs_of(module.first) + pairs_of(module.second)
    if isinstance(module, nn.Conv2d):
        return [[module, None]]
    pairs = []
    for child in module.children():
        if isinstance(child, nn.BatchNorm2d):
            pairs[-1][1] = child
        else:
            pairs += pairs_of(child)
    return pairs


def take(pairs, weights):
    """The weights, each norm passing on what comes in and adding the bias."""
    for (convolution, norm), (weight, bias) in zip(pairs, weights, strict=True):
        convolution.weight.data.copy_(torch.from_numpy(weight.copy()))
        bias = torch.from_numpy(bias.copy())
        if norm is None:
            convolution.bias.data.copy_(bias)
            continue
        norm.weight.data.fill_(1)
        norm.bias.data.copy_(bias)
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)


def without_norm(convolution, norm):
    """Weights and bias that do what both do."""
    if norm is None:
        return convolution.weight.numpy(), convolution.bias.numpy()
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    weights = convolution.weight * scale[:, None, None, None]
    return weights.numpy(), (norm.bias - norm.running_mean * scale).numpy()


def set_norms(net, pairs, lines):
    """Each norm subtracts and divides by what it sees, and gives it back: nothing changes until it is trained."""
    pool, rng, seen = train.Pool(lines, "cpu", 4096), np.random.default_rng(1), {}
    pool.take_in()

    def look(norm):
        def hook(_, inputs, __):
            x = inputs[0].double()
            count, total, squares = seen.get(norm, (0, 0, 0))
            seen[norm] = count + x.numel() / x.shape[1], total + x.sum((0, 2, 3)), squares + (x ** 2).sum((0, 2, 3))
        return norm.register_forward_hook(hook)

    hooks = [look(norm) for _, norm in pairs if norm is not None]
    with torch.no_grad():
        for _ in range(BATCHES):
            chosen, canvas_px = pool.batch(rng, COLUMNS_PX)
            ink, widths = pool.lines(chosen)
            new = np.minimum(vary.widths_px(rng, pool.widths[chosen], pool.needed_px[chosen]), canvas_px)
            net(vary.varied(ink, widths, torch.from_numpy(new), canvas_px))
    for hook in hooks:
        hook.remove()
    for norm, (count, total, squares) in seen.items():
        mean = total / count
        variance = (squares / count - mean ** 2).clamp(min=1e-6)
        norm.bias.data.add_(mean)
        norm.weight.data.copy_((variance + norm.eps).sqrt())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", help="ocr/models/line.net")
    parser.add_argument("checkpoint")
    parser.add_argument("--lines", required=True, help="folder of training shards; some thousand lines do")
    args = parser.parse_args()
    net = network.LineNet().eval()
    pairs = pairs_of(net.body)
    with torch.no_grad():
        take(pairs, convolutions(open(args.weights, "rb").read()))
        set_norms(net, pairs, args.lines)
    optimiser = torch.optim.AdamW(net.parameters())
    torch.save({"net": net.state_dict(), "average": net.state_dict(), "optimiser": optimiser.state_dict(), "step": 0,
                "spent_min": 0.0}, args.checkpoint)


if __name__ == "__main__":
    main()
