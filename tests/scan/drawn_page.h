#pragma once
// Pages drawn from rectangles: enough like print for everything that looks at layout alone.

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "scan/page_image.h"

namespace lockbox::testing {

/// A page in inches at 200 dpi.
class DrawnPage {
  public:
    DrawnPage(double width_in, double height_in, std::uint8_t paper = 235) {
        page_.width_px = px(width_in);
        page_.height_px = px(height_in);
        page_.pixels.assign(static_cast<std::size_t>(page_.width_px) * static_cast<std::size_t>(page_.height_px),
                            paper);
    }

    [[nodiscard]] const PageImage& image() const { return page_; }

    void fill(double left_in, double top_in, double width_in, double height_in, std::uint8_t gray = 30) {
        fill_px({px(left_in), px(top_in), px(width_in), px(height_in)}, gray);
    }

    void fill_px(const Box& wanted, std::uint8_t gray = 30) {
        const Box box = intersection(wanted, page_.bounds());
        for (int y = box.top_px; y < box.bottom_px(); ++y) {
            for (int x = box.left_px; x < box.right_px(); ++x) page_.pixels[at(x, y)] = gray;
        }
    }

    void rule(double left_in, double top_in, double width_in) { fill(left_in, top_in, width_in, 0.012); }

    void box(double left_in, double top_in, double width_in, double height_in) {
        rule(left_in, top_in, width_in);
        rule(left_in, top_in + height_in, width_in);
        fill(left_in, top_in, 0.012, height_in);
        fill(left_in + width_in, top_in, 0.012, height_in + 0.012);
    }

    /// An E-13B line: digits 4 to 7 cells of 0.013 in wide, flush right in fields of 0.125 in. ' ' leaves a field free.
    void micr(double left_in, double baseline_in, std::string_view digits) {
        constexpr int kCells[10] = {7, 4, 4, 5, 6, 5, 6, 5, 7, 6};
        for (std::size_t i = 0; i < digits.size(); ++i) {
            if (digits[i] == ' ') continue;
            const double width_in = 0.013 * kCells[digits[i] - '0'];
            fill(left_in + 0.125 * static_cast<double>(i + 1) - 0.017 - width_in, baseline_in - 0.117, width_in, 0.117);
        }
    }

    /// Characters of one size in the middle of fields of 0.1 in.
    void scan_line(double left_in, double baseline_in, std::string_view digits) {
        for (std::size_t i = 0; i < digits.size(); ++i) {
            if (digits[i] == ' ') continue;
            fill(left_in + 0.1 * static_cast<double>(i) + 0.02, baseline_in - 0.094, 0.06, 0.094);
        }
    }

    /// Lower-case print: every letter of x-height, one in four rises, one in twenty hangs; words of 3 to 8 letters.
    void print(double left_in, double baseline_in, int letters, unsigned seed, double x_height_in = 0.06) {
        std::mt19937 random(seed);
        double x_in = left_in;
        for (int i = 0, word = 0; i < letters; ++i) {
            const bool rises = random() % 4 == 0, hangs = !rises && random() % 16 == 0;
            const double width_in = x_height_in * (0.5 + 0.1 * static_cast<double>(random() % 5));
            const double top_in = baseline_in - x_height_in * (rises ? 1.5 : 1);
            fill(x_in, top_in, width_in, baseline_in - top_in + (hangs ? 0.5 * x_height_in : 0));
            x_in += width_in + 0.015;
            if (++word >= 3 + static_cast<int>(random() % 6)) x_in += x_height_in, word = 0;
        }
    }

    /// Turned a quarter clockwise.
    [[nodiscard]] DrawnPage turned() const {
        DrawnPage turned(0, 0);
        turned.page_.width_px = page_.height_px;
        turned.page_.height_px = page_.width_px;
        turned.page_.pixels.resize(page_.pixels.size());
        for (int y = 0; y < page_.height_px; ++y) {
            for (int x = 0; x < page_.width_px; ++x) {
                turned.page_.pixels[turned.at(page_.height_px - 1 - y, x)] = page_.pixels[at(x, y)];
            }
        }
        return turned;
    }

    /// Speckles both ways: `share` of all pixels become black or white.
    void speckle(double share, unsigned seed) {
        std::mt19937 random(seed);
        for (auto& pixel : page_.pixels) {
            if (std::generate_canonical<double, 24>(random) < share) pixel = random() % 2 ? 255 : 0;
        }
    }

  private:
    static int px(double in) { return static_cast<int>(in * 200 + 0.5); }
    [[nodiscard]] std::size_t at(int x_px, int y_px) const {
        return static_cast<std::size_t>(y_px) * static_cast<std::size_t>(page_.width_px) +
               static_cast<std::size_t>(x_px);
    }

    PageImage page_;
};

/// The page as a scanner of another resolution gives it, in a file that does not say so.
inline PageImage scanned_at(int dpi, const DrawnPage& page) {
    const PageImage& drawn = page.image();
    PageImage scan;
    scan.dpi_is_told = false;
    scan.width_px = drawn.width_px * dpi / drawn.dpi;
    scan.height_px = drawn.height_px * dpi / drawn.dpi;
    for (int y = 0; y < scan.height_px; ++y) {
        for (int x = 0; x < scan.width_px; ++x) {
            scan.pixels.push_back(drawn.at(x * drawn.dpi / dpi, y * drawn.dpi / dpi));
        }
    }
    return scan;
}

/// A check of 6 x 2.75 in as every bank prints it: payer, number, date, payee, amount, memo, signature, MICR line.
inline DrawnPage drawn_check() {
    DrawnPage page(6, 2.75);
    page.print(0.3, 0.25, 14, 1);
    page.print(0.3, 0.4, 16, 2);
    page.print(5.2, 0.3, 4, 3);
    page.rule(3.8, 0.65, 1.2);
    page.print(0.2, 0.95, 10, 4);
    page.rule(1, 0.95, 3.6);
    page.box(4.8, 0.75, 0.9, 0.25);
    page.rule(0.2, 1.25, 4.8);
    page.print(0.3, 1.6, 14, 5);
    page.rule(0.5, 2.15, 1.8);
    page.rule(3.4, 2.15, 2.2);
    page.micr(0.6, 2.55, "1011906863 2892033592 0346");
    return page;
}

/// A coupon of 8.5 x 3.5 in: labelled print in two columns, a box for the amount, a scan line.
inline DrawnPage drawn_coupon() {
    DrawnPage page(8.5, 3.5);
    for (unsigned line = 0; line < 9; ++line) {
        page.print(0.4, 0.4 + 0.22 * line, 24 + static_cast<int>(line * 7 % 10), 10 + line);
        page.print(4.4, 0.4 + 0.22 * line, 14 + static_cast<int>(line * 5 % 9), 30 + line);
    }
    page.box(6.4, 1.5, 1.6, 0.35);
    page.scan_line(2, 3.3, "01 772037105 2 4089491196 0000004610 202612 08");
    return page;
}

/// A typed letter, ragged on the right.
inline DrawnPage drawn_letter() {
    DrawnPage page(8.5, 11);
    for (unsigned line = 0; line < 14; ++line) {
        page.print(1, 1.5 + 0.25 * line, 40 + static_cast<int>(line * 11 % 23), 50 + line, 0.08);
    }
    return page;
}

}  // namespace lockbox::testing
