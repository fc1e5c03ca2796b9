#include "ocr/stacked_cents.h"

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

using namespace lockbox;

namespace {

constexpr int kDollarsLeft_px = 20, kCentsLeft_px = 130, kBarY_px = 62;

/// "824", then what a row of the table adds, at 200 dpi.
class Figures {
  public:
    Figures() : image_(120, 300, CV_8UC1, cv::Scalar(255)) { text("824", kDollarsLeft_px, 75, 1.3); }
    Figures& text(const std::string& what, int x, int y, double size) {
        cv::putText(image_, what, {x, y}, cv::FONT_HERSHEY_SIMPLEX, size, 0, 2);
        return *this;
    }
    Figures& line(int y, int left, int right) {
        cv::line(image_, {left, y}, {right, y}, 0, 3);
        return *this;
    }
    [[nodiscard]] CleanPage page() const {
        PageImage page{image_.cols, image_.rows, 200, true, {}};
        page.pixels.assign(image_.data, image_.data + image_.total());
        return clean_page(page);
    }

  private:
    cv::Mat image_;
};

std::vector<StrokePart> all_strokes(const CleanPage& page) {
    std::vector<StrokePart> parts;
    for (std::size_t i = 0; i < page.strokes.size(); ++i) parts.push_back({static_cast<std::int32_t>(i)});
    return parts;
}

}  // namespace

TEST_CASE("what stands under the bar of raised cents goes, and all else stays") {
    struct Row {
        const char* name;
        Figures figures;
        bool has_fraction;
    };
    const Row rows[] = {
        {"over 100", Figures().text("65", kCentsLeft_px, 52, 0.6).line(kBarY_px, 126, 172).text("100", 128, 88, 0.55),
         true},
        {"over xx", Figures().text("65", kCentsLeft_px, 52, 0.6).line(kBarY_px, 126, 172).text("xx", 132, 86, 0.6),
         true},
        {"bar runs into the 100",
         Figures().text("65", kCentsLeft_px, 52, 0.6).line(kBarY_px, 126, 172).text("100", 128, 76, 0.55), true},
        {"underlined", Figures().text("65", kCentsLeft_px, 52, 0.6).line(kBarY_px, 126, 172), false},
        {"point", Figures().text(".65", 105, 75, 1.3), false},
        {"dashes", Figures().line(56, 130, 200), false},
        {"all of it underlined", Figures().text("65", kCentsLeft_px, 75, 1.3).line(88, 15, 190), false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const CleanPage page = row.figures.page();
        const std::vector<StrokePart> all = all_strokes(page);
        const std::vector<StrokePart> kept = without_hundredths(page, all);
        if (!row.has_fraction) {
            CHECK(kept.size() == all.size());
            continue;
        }
        int dollars = 0, cents = 0;
        for (const StrokePart& part : kept) {
            const Box box = rows_of(page, part);
            const bool of_fraction = box.left_px + box.width_px / 2 > 125;
            (of_fraction ? cents : dollars) += 1;
            if (of_fraction) CHECK(box.bottom_px() <= kBarY_px);
        }
        CHECK(dollars == 3);
        CHECK(cents == 2);
    }
}
