"""The line recogniser: convolutions only, 32 rows high, any width, one column of scores for every 4 px of line.

Less than a million parameters: a megabyte in 8 bits. Classes: 0 is CTC's blank, then texts.ALPHABET."""

import torch
from torch import nn

import texts

CLASSES = 1 + len(texts.ALPHABET)


def block(inputs, outputs, kernel=3, stride=1, dilation=1):
    kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
    padding = (kernel[0] // 2, kernel[1] // 2 * dilation)
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, (1, dilation), bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """What comes in, and what two steps make of it besides."""

    def __init__(self, channels):
        super().__init__()
        self.first = block(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return torch.relu(x + self.second(self.first(x)))


class Context(Residual):
    """A look to the left and right, cheap because it is narrow: a joined letter is told by its neighbours. Changes nothing
    until it is trained."""

    def __init__(self, channels, dilation, within=64):
        nn.Module.__init__(self)
        self.first = nn.Sequential(block(channels, within, 1), block(within, within, (1, 5), dilation=dilation))
        self.second = nn.Sequential(nn.Conv2d(within, channels, 1, bias=False), nn.BatchNorm2d(channels))
        nn.init.zeros_(self.second[1].weight)


class LineNet(nn.Module):
    def __init__(self, dropout=0.0):
        super().__init__()
        self.body = nn.Sequential(
            block(1, 24, 5, 2),                       # 16 x w/2
            block(24, 48),
            nn.MaxPool2d(2),                          # 8 x w/4
            block(48, 72), Residual(72),
            nn.MaxPool2d((2, 1)),                     # 4 x w/4
            block(72, 96), Residual(96),
            nn.Conv2d(96, 144, (4, 3), 1, (0, 1), bias=False), nn.BatchNorm2d(144), nn.ReLU(inplace=True),  # 1 x w/4
            block(144, 144, (1, 5)),
            *(Context(144, dilation) for dilation in (1, 2, 4, 8, 1, 2, 4, 1)),
            nn.Dropout(dropout),
            nn.Conv2d(144, CLASSES, 1))

    def forward(self, x):
        """x: batch x 1 x 32 x width, 0 paper to 1 ink; width a multiple of 4. Gives batch x CLASSES x 1 x width / 4."""
        return self.body(x)


def parameters(net):
    return sum(p.numel() for p in net.parameters())
