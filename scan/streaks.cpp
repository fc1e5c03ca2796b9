#include "scan/streaks.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lockbox {
namespace {

constexpr double kThicknessMax_in = 0.02;
constexpr double kBeside_in = 0.03;  // so far off it the page is as it is everywhere
constexpr int kDarkBelow = 128;
constexpr int kDeeper = 10;              // gray levels by which a streak is at least darker than the paper beside it
constexpr double kShareOfStreak = 0.75;  // of where there is paper on both sides; a threshold breaks faint ones up
constexpr double kShareOfEnd = 0.5;      // ... of its first and last sixteenth: no rule of a form goes up to the edge
constexpr double kShareOfRim = 0.4;      // lines beside it that are darkened so often belong to it
constexpr double kPaperMin = 0.5;        // of its length
constexpr int kStep = 4;                 // pixels between two that are looked at

/// The image by rows, or by columns as if they were rows.
class Lines {
  public:
    Lines(PageImage& image, bool columns)
        : image_(image),
          count_(columns ? image.width_px : image.height_px),
          length_(columns ? image.height_px : image.width_px),
          columns_(columns) {}

    [[nodiscard]] int count() const { return count_; }
    [[nodiscard]] int length() const { return length_; }
    std::uint8_t& at(int line, int along) const {
        const int x = columns_ ? line : along, y = columns_ ? along : line;
        return image_.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width_px) +
                             static_cast<std::size_t>(x)];
    }
    [[nodiscard]] bool by_columns() const { return columns_; }

    /// The darker of the two pixels `off` a line.
    [[nodiscard]] int darker_beside(int line, int along, int off) const {
        return std::min(at(line - off, along), at(line + off, along));
    }
    /// Paper on both sides of the line, `beside` off it; and whether the line is darker than that.
    enum class Place { no_paper, paper, darker };
    [[nodiscard]] Place place(int line, int along, int beside) const {
        const int paper = darker_beside(line, along, beside);
        if (paper < kDarkBelow) return Place::no_paper;
        return at(line, along) + kDeeper <= paper ? Place::darker : Place::paper;
    }

  private:
    PageImage& image_;
    int count_, length_;
    bool columns_;
};

void erase(const Lines& lines, int first, int last) {
    for (int along = 0; along < lines.length(); ++along) {
        const std::uint8_t before = lines.at(first - 1, along), after = lines.at(last + 1, along);
        if (before < kDarkBelow && after < kDarkBelow) continue;  // a stroke that goes through
        const std::uint8_t paper = std::max(before, after);
        for (int line = first; line <= last; ++line) lines.at(line, along) = paper;
    }
}

/// For each line the share of its paper on which it is darker than beside it; 0 where there is little paper.
std::vector<double> darker_shares(const Lines& lines, int beside) {
    std::vector<int> darker(static_cast<std::size_t>(lines.count())), seen(darker.size());
    const auto look = [&](int line, int along) {
        const Lines::Place place = lines.place(line, along, beside);
        seen[static_cast<std::size_t>(line)] += place != Lines::Place::no_paper ? 1 : 0;
        darker[static_cast<std::size_t>(line)] += place == Lines::Place::darker ? 1 : 0;
    };
    // In the order in which the pixels lie.
    if (lines.by_columns()) {
        for (int along = 0; along < lines.length(); along += kStep) {
            for (int line = beside; line + beside < lines.count(); ++line) look(line, along);
        }
    } else {
        for (int line = beside; line + beside < lines.count(); ++line) {
            for (int along = 0; along < lines.length(); along += kStep) look(line, along);
        }
    }
    std::vector<double> shares(darker.size(), 0.0);
    for (std::size_t line = 0; line < shares.size(); ++line) {
        if (seen[line] * kStep < kPaperMin * lines.length()) continue;
        shares[line] = static_cast<double>(darker[line]) / seen[line];
    }
    return shares;
}

/// From one edge of the paper to the other.
bool runs_through(const Lines& lines, int line, int beside) {
    std::vector<bool> darker;
    for (int along = 0; along < lines.length(); ++along) {
        const Lines::Place place = lines.place(line, along, beside);
        if (place != Lines::Place::no_paper) darker.push_back(place == Lines::Place::darker);
    }
    const auto end = static_cast<std::ptrdiff_t>(darker.size() / 16);
    const auto share = [end](auto first) {
        return static_cast<double>(std::count(first, first + end, true)) /
               static_cast<double>(std::max<std::ptrdiff_t>(1, end));
    };
    return share(darker.begin()) >= kShareOfEnd && share(darker.rbegin()) >= kShareOfEnd;
}

/// The core of a bar has paper on both sides of it too, but not so near.
bool is_thin(const Lines& lines, int line, int beside, int thickness_max) {
    int seen = 0, dark = 0;
    for (int along = 0; along < lines.length(); along += kStep) {
        const int paper = lines.darker_beside(line, along, beside);
        if (paper < kDarkBelow) continue;
        ++seen;
        dark += lines.darker_beside(line, along, thickness_max) + kDeeper <= paper ? 1 : 0;
    }
    return dark < kShareOfRim * seen;
}

int erase_along(const Lines& lines, int dpi) {
    const int thickness_max = std::max(2, static_cast<int>(kThicknessMax_in * dpi));
    const int beside = std::max(3, static_cast<int>(kBeside_in * dpi));
    const std::vector<double> shares = darker_shares(lines, beside);
    const auto share = [&](int line) { return shares[static_cast<std::size_t>(line)]; };
    int erased = 0;
    for (int line = beside; line + beside < lines.count(); ++line) {
        if (share(line) < kShareOfStreak) continue;
        int first = line, last = line;
        while (first > beside && share(first - 1) >= kShareOfRim) --first;
        while (last + beside + 1 < lines.count() && share(last + 1) >= kShareOfRim) ++last;
        if (last - first < thickness_max && is_thin(lines, line, beside, thickness_max) &&
            runs_through(lines, line, beside)) {
            erase(lines, first, last);
            ++erased;
        }
        line = last;
    }
    return erased;
}

}  // namespace

int erase_streaks(PageImage& image) {
    if (image.empty()) return 0;
    return erase_along(Lines(image, false), image.dpi) + erase_along(Lines(image, true), image.dpi);
}

}  // namespace lockbox
