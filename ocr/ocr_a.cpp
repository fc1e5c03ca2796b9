#include "ocr/ocr_a.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <span>

namespace lockbox {
namespace {

/// A point of a centre line: x in sixths of the digit's width, y in eighths of its height.
struct Node {
    double x, y;
};

constexpr double kColumns = 6, kRows = 8;
/// Lifts the pen between two strokes.
constexpr Node kLift = {-1, -1};

constexpr Node k0[] = {{0, 0}, {6, 0}, {6, 8}, {0, 8}, {0, 0}};
constexpr Node k1[] = {{0, 0}, {3, 0}, {3, 8}, kLift, {0, 8}, {6, 8}, {6, 5}};
constexpr Node k2[] = {{0, 0}, {6, 0}, {6, 4}, {0, 4}, {0, 8}, {6, 8}};
constexpr Node k3[] = {{0, 0}, {6, 0}, {6, 8}, {0, 8}, kLift, {1.5, 4}, {6, 4}};
constexpr Node k4[] = {{0.4, 0}, {0.4, 5}, {5.6, 5}, kLift, {4.8, 1}, {4.8, 8}};
constexpr Node k5[] = {{6, 0}, {1.5, 0}, {1.5, 4}, {6, 4}, {6, 8}, {1.7, 8}, {0, 7.4}};
constexpr Node k6[] = {{0.8, 0}, {0, 0}, {0, 8}, {6, 8}, {6, 5}, {0, 5}};
constexpr Node k7[] = {{0, 0.6}, {0, 0}, {6, 0}, {6, 3}, {3, 5}, {3, 8}};
constexpr Node k8[] = {{1.5, 4}, {1.5, 0}, {4.5, 0}, {4.5, 4}, {6, 4}, {6, 8}, {0, 8}, {0, 4}, {6, 4}};
constexpr Node k9[] = {{6, 3}, {0, 3}, {0, 0}, {6, 0}, {6, 8}, {5.2, 8}};
constexpr std::array<std::span<const Node>, 10> kDigits = {k0, k1, k2, k3, k4, k5, k6, k7, k8, k9};

double distance_to_segment(Node p, Node a, Node b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double along = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

bool is_lift(Node node) {
    return node.x < 0;
}

}  // namespace

std::vector<float> draw_ocr_a(int digit, const OcrARaster& raster) {
    assert(digit >= 0 && digit <= 9);
    const double height = raster.height_of_centre_lines_px, width = height * kOcrAWidth;
    const auto on_raster = [&](Node node) {
        return Node{raster.centre_x_px + (node.x / kColumns - 0.5) * width, raster.top_px + node.y / kRows * height};
    };
    const std::span<const Node> nodes = kDigits[static_cast<std::size_t>(digit)];
    std::vector<float> ink;
    ink.reserve(static_cast<std::size_t>(raster.width_px) * static_cast<std::size_t>(raster.height_px));
    for (int y = 0; y < raster.height_px; ++y) {
        for (int x = 0; x < raster.width_px; ++x) {
            double nearest = height;
            for (std::size_t i = 1; i < nodes.size(); ++i) {
                if (is_lift(nodes[i - 1]) || is_lift(nodes[i])) continue;
                const Node middle = {x + 0.5, y + 0.5};
                nearest = std::min(nearest, distance_to_segment(middle, on_raster(nodes[i - 1]), on_raster(nodes[i])));
            }
            ink.push_back(static_cast<float>(std::clamp(raster.stroke_px / 2 - nearest + 0.5, 0.0, 1.0)));
        }
    }
    return ink;
}

}  // namespace lockbox
