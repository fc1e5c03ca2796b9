#pragma once
// Checks drawn by the tests, in several layouts, with what stands where.

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ocr/check_fields.h"
#include "ocr/text_engine.h"
#include "scan/page_image.h"

namespace lockbox::test {

enum class Courtesy { box, rule };

/// A stock: places in inches from the left and the top.
struct Stock {
    double width_in = 6.0, height_in = 2.75;
    Courtesy courtesy = Courtesy::box;
    double left_in = 0.25;  ///< margin of the words' line
    double payer_left_in = 0.25;
    double payee_y_in = 1.05, legal_y_in = 1.4, date_y_in = 0.72, bottom_y_in = 2.2;
    double payee_left_in = 1.1, payee_right_in = 4.4;
    double skew = 0;                     ///< rise of the rules per length
    bool shaded = false;                 ///< a wavy safety pattern under everything
    bool labels_below = false;           ///< labels stand under their lines instead of before them
    bool payee_rule_faded = false;       ///< the payee's line is not there
    bool signature_rule_hidden = false;  ///< under the flourish of who signed
    bool rule_over_signature = false;    ///< another line to write on stands over the one to sign on
    bool signed_over_line = false;       ///< ... and bears the signature
    double date_left_in = 0;             ///< where its line begins; 0: at the right
    bool border = false;                 ///< an ornamental border runs around the sheet
    bool fold_by_date = false;           ///< an upright line stands behind the date, higher than its figures
    bool bank_under_lines = false;       ///< its name stands left of where a free line begins, on one height with it
    bool logo = false;                   ///< a disc at the upper left
    bool date_ruled = true;
    bool streak = false;                 ///< a streak of the scanner's runs down through date and signature
};

/// What is written; empty fields stay blank.
struct Writing {
    std::string date = "11/14/26", payee = "Health Connector", figures = "352.50", memo;
    std::string words = "Three hundred fifty-two and 50/100", signature = "J. Payer", free_line;
    std::string above_memo;       ///< a second line close above the memo
    std::string upper_line = {};  ///< right of the payer's name
    double upper_line_size = 0.9, payer_size = 0.65;
    double above_memo_size = 0.9, free_line_size = 0.9;
    double words_above_rule_in = 0, words_size = 0.9;
    std::string payer = "JANE PAYER";
    bool typed = false;  ///< by a machine, in letters as low as those of labels
};

class DrawnCheck {
  public:
    static constexpr int kDpi = 200;

    DrawnCheck(const Stock& stock, const Writing& writing) : stock_(stock) {
        image_ = cv::Mat(px(stock.height_in), px(stock.width_in), CV_8UC1, cv::Scalar(235));
        if (stock.shaded) shade();
        const double right = stock.width_in - 0.3;
        print(writing.payer, std::max(stock.left_in, stock.payer_left_in), 0.3, writing.payer_size);
        if (stock.logo) cv::circle(image_, {px(0.45), px(0.4)}, px(0.22), 90, cv::FILLED);
        print("101", right - 0.3, 0.3);
        const double date_left = stock.date_left_in > 0 ? stock.date_left_in : right - 1.7;
        if (stock.date_ruled) rule(stock.date_y_in, date_left, date_left + 1.2);
        if (stock.rule_over_signature) rule(stock.bottom_y_in - 0.33, right - 2.3, right);
        if (!stock.payee_rule_faded) rule(stock.payee_y_in, stock.payee_left_in, stock.payee_right_in);
        rule(stock.legal_y_in, stock.left_in, right - 0.8);
        if (stock.border) border();
        rule(stock.bottom_y_in, stock.left_in + 0.4, stock.left_in + 2.3);
        if (!stock.signature_rule_hidden) rule(stock.bottom_y_in, right - 2.3, right);
        print("PAY TO THE", stock.left_in, stock.payee_y_in + (stock.labels_below ? 0.12 : -0.1));
        print("DOLLARS", right - 0.7, stock.legal_y_in);
        if (stock.labels_below) {
            print("DATE", right - 1.2, stock.date_y_in + 0.1);
            print("FOR", stock.left_in + 0.45, stock.bottom_y_in + 0.1);
            print("AUTHORIZED SIGNATURE", right - 2.0, stock.bottom_y_in + 0.1);
        }
        print("$", stock.payee_right_in + 0.08, stock.payee_y_in);
        const double figures_left = stock.payee_right_in + 0.25;
        if (stock.courtesy == Courtesy::box)
            frame(figures_left, stock.payee_y_in - 0.3, right, stock.payee_y_in + 0.02);
        else
            rule(stock.payee_y_in, figures_left, right);

        size_ = writing.typed ? 0.42 : 0.9;
        date = write(writing.date, date_left + 0.05, stock.date_y_in);
        payee = write(writing.payee, stock.payee_left_in + 0.05, stock.payee_y_in);
        figures = write(writing.figures, figures_left + 0.08, stock.payee_y_in - 0.03);
        words = write(writing.words, stock.left_in + 0.05, stock.legal_y_in - writing.words_above_rule_in,
                      writing.typed ? size_ : writing.words_size);
        memo = write(writing.memo, stock.left_in + 0.45, stock.bottom_y_in);
        above_memo = write(writing.above_memo, stock.left_in + 0.45, stock.bottom_y_in - 0.17,
                           writing.typed ? size_ : writing.above_memo_size);
        signature = write(writing.signature, right - 2.2, stock.bottom_y_in - (stock.signed_over_line ? 0.33 : 0), 1.4);
        const double lower_y_in = std::max(stock.legal_y_in, stock.payee_y_in);
        free_line = write(writing.free_line, stock.left_in + 1.2, lower_y_in + 0.35,
                          writing.typed ? size_ : writing.free_line_size);
        upper_line = write(writing.upper_line, stock.left_in + 2.1, 0.42, writing.upper_line_size);
        if (stock.bank_under_lines) print("NORTHEAST CREDIT UNION", stock.left_in, lower_y_in + 0.31);
        if (stock.fold_by_date) {
            const double x_in = (date.right_px() + 12.0) / kDpi;
            cv::line(image_, {px(x_in), px(stock.date_y_in - 0.36)}, {px(x_in), px(stock.date_y_in - 0.02)}, 60, 2);
        }
        if (stock.streak) cv::line(image_, {px(right - 1.0), 0}, {px(right - 1.0), image_.rows}, 90, 2);
    }

    [[nodiscard]] PageImage page() const {
        PageImage page{image_.cols, image_.rows, kDpi, false, {}};
        page.pixels.assign(image_.data, image_.data + image_.total());
        return page;
    }

    Box date, payee, figures, words, memo, signature, free_line, above_memo,
        upper_line;  ///< of the ink written; empty when blank

  private:
    static int px(double inches) { return static_cast<int>(std::lround(inches * kDpi)); }
    [[nodiscard]] int y_px(double y_in, double x_in) const { return px(y_in - stock_.skew * x_in); }

    void rule(double y_in, double left_in, double right_in) {
        cv::line(image_, {px(left_in), y_px(y_in, left_in)}, {px(right_in), y_px(y_in, right_in)}, 90, 2);
    }
    void border() {
        cv::rectangle(image_, {px(0.1), px(0.13)}, {image_.cols - px(0.1), image_.rows - px(0.13)}, 90, 2);
    }
    void frame(double left, double top, double right, double bottom) {
        rule(top, left, right);
        rule(bottom, left, right);
        cv::line(image_, {px(left), y_px(top, left)}, {px(left), y_px(bottom, left)}, 90, 2);
        cv::line(image_, {px(right), y_px(top, right)}, {px(right), y_px(bottom, right)}, 90, 2);
    }
    void print(const std::string& text, double x_in, double y_in, double size = 0.4) {
        cv::putText(image_, text, {px(x_in), y_px(y_in, x_in)}, cv::FONT_HERSHEY_SIMPLEX, size, 60, 1, cv::LINE_AA);
    }
    Box write(const std::string& text, double x_in, double y_in, std::optional<double> other_size = std::nullopt) {
        if (text.empty()) return {};
        const double size = other_size.value_or(size_);
        const int pen = size < 0.5 ? 1 : 2;
        const cv::Point origin(px(x_in), y_px(y_in, x_in) - 5);
        int below = 0;
        const cv::Size extent = cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, size, pen, &below);
        cv::putText(image_, text, origin, cv::FONT_HERSHEY_SIMPLEX, size, 30, pen, cv::LINE_AA);
        return {origin.x, origin.y - extent.height, extent.width, extent.height};
    }
    void shade() {
        for (int y = 0; y < image_.rows; ++y) {
            for (int x = 0; x < image_.cols; ++x) {
                const double wave = std::sin((x + 12 * std::sin(y / 15.0)) / 9.0);
                image_.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(228 + 9 * wave);
            }
        }
    }

    Stock stock_;
    double size_ = 0.9;  ///< of what is written, relative to the font
    cv::Mat image_;
};

/// The found region holds most of the ink and little else.
inline bool covers(const std::optional<Region>& region, const Box& ink) {
    if (!region) return false;
    const Box shared = intersection(region->box, ink);
    const double inside = 1.0 * shared.width_px * shared.height_px / (ink.width_px * ink.height_px);
    return inside > 0.85 && region->box.width_px < ink.width_px + 40 && region->box.height_px < ink.height_px + 40;
}

inline CheckVocabulary vocabulary() {
    CheckVocabulary words;
    words.received = *Date::parse("2026-11-18");
    return words;
}

/// Sees one line on every page, and nothing in any field.
class OneLine : public TextEngine {
  public:
    explicit OneLine(TextLine line) : line_(std::move(line)) {}
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override { return {{}, box}; }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {line_}; }

  private:
    TextLine line_;
};

}  // namespace lockbox::test
