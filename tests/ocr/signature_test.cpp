#include "ocr/signature.h"

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

using namespace lockbox;

namespace {

/// Strokes as blocks at 200 dpi, on the line to sign on.
SignatureReading read(const std::vector<cv::Rect>& strokes, TextEngine& engine) {
    cv::Mat image(120, 500, CV_8UC1, cv::Scalar(255));
    for (const cv::Rect& stroke : strokes) cv::rectangle(image, stroke, 0, cv::FILLED);
    PageImage page{image.cols, image.rows, 200, true, {}};
    page.pixels.assign(image.data, image.data + image.total());
    return read_signature(cut_field(clean_page(page), page.bounds()), engine);
}

/// Reads the same in every line.
class Saying : public TextEngine {
  public:
    explicit Saying(std::string word) : word_(std::move(word)) {}
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override { return {{{word_, 0.9, box}}, box}; }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {}; }

  private:
    std::string word_;
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
