"""A warm start from the weights that ship (ocr/line_net.h), where no checkpoint is left: the folded convolutions go back in,
and every batch norm is set so that it changes nothing on typical lines, with the statistics it would have learnt."""

import struct

import numpy as np
import torch
from torch import nn

import net as network
import texts


def convolutions_of(path):
    """(weights, biases) of each convolution in a weights file, in their order."""
    content = open(path, "rb").read()
    assert content[:8] == b"LBXLINE1", f"{path} holds no line recogniser"
    at = 12 + struct.unpack_from("<I", content, 8)[0]
    assert content[12:at].decode() == texts.ALPHABET, f"{path} was trained on another alphabet"
    layers, at = struct.unpack_from("<I", content, at)[0], at + 4
    found = []
    for _ in range(layers):
        kind, at = content[at], at + 1
        if kind == 2:
            at += 4
        if kind not in (1, 5):
            continue
        numbers = struct.unpack_from("<10H", content, at)
        inputs, outputs, rows, columns = numbers[:4]
        at += 21
        scale, form, size = np.float32(1), "<f2", 2
        if kind == 5:
            scale, form, size = np.frombuffer(content, "<f4", outputs, at).reshape(-1, 1, 1, 1), "i1", 1
            at += 4 * outputs
        weights = np.frombuffer(content, form, outputs * inputs * rows * columns, at).astype(np.float32)
        at += size * weights.size
        weights = weights.reshape(outputs, inputs, rows, columns) * scale
        found.append((weights, np.frombuffer(content, "<f4", outputs, at).copy()))
        at += 4 * outputs
    return found


def with_norms(module):
    """Each convolution of the network with the batch norm behind it (None after the last), in their order."""
    found = []
    for child in module.modules():
        if isinstance(child, nn.Conv2d):
            found.append([child, None])
        elif isinstance(child, nn.BatchNorm2d):
            found[-1][1] = child
    return found


def begin_from(net, path, typical):
    """`typical`: a batch of lines as the network takes them. The last blocks of context, where the file has fewer,
    stay as they were made: they change nothing yet."""
    saved, pairs = convolutions_of(path), with_norms(net)
    contexts = [part for part in net.modules() if isinstance(part, network.Context)]
    while len(saved) < len(pairs) and contexts:
        new = set(contexts.pop().modules())
        pairs = [pair for pair in pairs if pair[0] not in new]
    assert len(saved) == len(pairs), f"{path} has {len(saved)} convolutions, the network {len(pairs)}"
    hooks = []
    for (weights, biases), (conv, norm) in zip(saved, pairs):
        conv.weight.data = torch.from_numpy(weights).to(conv.weight)
        bias = torch.from_numpy(biases).to(conv.weight)
        if norm is None:
            conv.bias.data = bias
        else:
            hooks.append(norm.register_forward_pre_hook(lambda norm, inputs, bias=bias: undo(norm, inputs[0], bias)))
    net.eval()
    with torch.no_grad():
        net(typical)  # layer by layer: each norm is set by its hook just before it is used
    for hook in hooks:
        hook.remove()
    net.train()


def undo(norm, x, bias):
    """Sets a norm to x + bias on data like x, in training and in use."""
    variance, mean = torch.var_mean(x, (0, 2, 3), unbiased=False)
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight.data = torch.sqrt(variance + norm.eps)
    norm.bias.data = bias + mean
