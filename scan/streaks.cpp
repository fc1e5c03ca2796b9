#include "scan/streaks.h"

#include <algorithm>
#include <cstddef>

namespace lockbox {
namespace {

constexpr double kThicknessMax_in = 0.02;
constexpr double kBeside_in = 0.03;       // so far off it the page is as it is everywhere
constexpr double kShareOfStreak = 0.93;   // of its length that is dark
constexpr double kShareBeside = 0.4;      // more than that is a picture, a bed or a rule of the form
constexpr int kDarkBelow = 128;
constexpr int kStep = 4;                  // pixels between two that are looked at

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
    [[nodiscard]] double dark_share(int line) const {
        int dark = 0, seen = 0;
        for (int along = 0; along < length_; along += kStep, ++seen) dark += at(line, along) < kDarkBelow ? 1 : 0;
        return seen == 0 ? 0 : static_cast<double>(dark) / seen;
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

int erase_along(const Lines& lines, int dpi) {
    const int thickness_max = std::max(2, static_cast<int>(kThicknessMax_in * dpi));
    const int beside = std::max(3, static_cast<int>(kBeside_in * dpi));
    int erased = 0;
    for (int line = beside; line + beside < lines.count(); ++line) {
        if (lines.dark_share(line) < kShareOfStreak) continue;
        int last = line;
        while (last + beside < lines.count() - 1 && last - line <= thickness_max &&
               lines.dark_share(last + 1) >= kShareBeside) {
            ++last;
        }
        const bool thin = last - line < thickness_max;
        const int first = lines.dark_share(line - 1) >= kShareBeside ? line - 1 : line;  // its soft edge
        const bool alone =
            lines.dark_share(first - beside + 1) < kShareBeside && lines.dark_share(last + beside) < kShareBeside;
        if (thin && alone) {
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
