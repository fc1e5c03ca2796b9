#include "ocr/signature.h"

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

using namespace lockbox;

namespace {

/// Strokes as blocks at 200 dpi, on the line to sign on.
FieldImage field_of(const std::vector<cv::Rect>& strokes, int shade = 0) {
    cv::Mat image(120, 500, CV_8UC1, cv::Scalar(255));
    for (const cv::Rect& stroke : strokes) {
        // A pen's: as high and wide, and nowhere thick.
        const cv::Point ends[] = {{stroke.x, stroke.br().y - 3},
                                  {stroke.x + stroke.width / 2, stroke.y + 2},
                                  {stroke.br().x - 1, stroke.br().y - 3}};
        if (shade == 0)
            cv::rectangle(image, stroke, 0, cv::FILLED);
        else
            for (int i : {0, 1}) cv::line(image, ends[i], ends[i + 1], shade, 4);
    }
    const bool bitonal = shade == 0;
    if (!bitonal) cv::GaussianBlur(image, image, {3, 3}, 0);
    PageImage page{image.cols, image.rows, 200, bitonal, {}};
    page.pixels.assign(image.data, image.data + image.total());
    return cut_field(clean_page(page), page.bounds());
}

SignatureReading read(const std::vector<cv::Rect>& strokes, TextEngine& engine) {
    return read_signature(field_of(strokes), {}, engine);
}

/// Reads the same in every line that is no higher than a line of small print, or than is said.
class Saying : public TextEngine {
  public:
    explicit Saying(std::string word, Box place = {}, int height_max_px = 40)
        : word_(std::move(word)), place_(place), height_max_px_(height_max_px) {}
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override {
        if (box.height_px > height_max_px_) return {};
        return {{{word_, 0.9, place_.empty() ? box : place_}}, box};
    }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {}; }

  private:
    std::string word_;
    Box place_;
    int height_max_px_;
};

}  // namespace

TEST_CASE("ink as low as a label's is no signature, also where its letters run together") {
    struct Row {
        const char* what;
        std::vector<cv::Rect> strokes;
        bool is_signed;
    };
    const Row rows[] = {
        {"a signature", {{60, 40, 90, 40}, {160, 50, 120, 30}}, true},
        {"a low one", {{60, 50, 70, 22}, {140, 50, 60, 22}}, true},
        {"a label", {{80, 50, 74, 13}, {160, 50, 10, 12}, {171, 52, 50, 14}}, false},
        {"a dash", {{80, 50, 40, 30}}, false},
    };
    const auto engine = make_null_engine();
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK((read(row.strokes, *engine).presence == Presence::read) == row.is_signed);
    }
}

TEST_CASE("a higher label is asked what it says") {
    const std::vector<cv::Rect> label = {{80, 50, 74, 24}, {160, 50, 10, 24}, {171, 52, 50, 24}};
    Saying signature("Signature"), name("Payer");
    CHECK(read(label, signature).presence == Presence::absent);
    CHECK(read(label, name).presence == Presence::read);
}

TEST_CASE("a label among pieces of a pattern is none, beside a signature it does no harm") {
    // Letters that run together, and pieces over, under and behind them.
    std::vector<cv::Rect> strokes = {{80, 60, 40, 14}, {124, 60, 30, 14}, {100, 44, 5, 5},
                                     {130, 84, 5, 5},  {200, 64, 5, 4},   {240, 58, 8, 13}};
    // On the field, which begins 10 px before its first stroke.
    const Box letters{8, 20, 80, 24};
    Saying label("Signature", letters), other("Sigrid", letters);
    CHECK(read(strokes, label).presence == Presence::absent);
    CHECK(read(strokes, other).presence == Presence::read);
    strokes.push_back({260, 44, 90, 30});
    CHECK(read(strokes, label).presence == Presence::read);
}

TEST_CASE("a label is asked for as high as its letters are: specks right over a row are enough to read none of it") {
    const std::vector<cv::Rect> strokes = {{80, 60, 78, 20}, {160, 62, 62, 16}, {110, 54, 3, 4}, {150, 86, 3, 4},
                                           {300, 44, 3, 3},  {310, 60, 3, 3},   {320, 70, 3, 3}};
    Saying label("Signature", {}, 20);
    CHECK(read(strokes, label).presence == Presence::absent);
}

TEST_CASE("ink that is lighter than all that the hand wrote is a pattern of the paper") {
    const auto engine = make_null_engine();
    const std::vector<cv::Rect> strokes = {{60, 40, 90, 40}, {160, 50, 120, 30}};
    const FieldImage dark = field_of({{20, 40, 60, 20}, {90, 40, 60, 20}}, 100),
                     faint = field_of({{20, 40, 60, 20}}, 190);
    const auto presence = [&](int shade, const Hand& hand) {
        return read_signature(field_of(strokes, shade), hand, *engine).presence;
    };
    CHECK(presence(190, {&dark}) == Presence::absent);
    CHECK(presence(90, {&dark}) == Presence::read);
    CHECK(presence(110, {&dark, &faint}) == Presence::read);  // another pen
    CHECK(presence(190, {}) == Presence::read);
    CHECK(presence(0, {&dark}) == Presence::read);
}
