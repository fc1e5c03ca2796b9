#include "scan/barcode.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>

#ifndef ZX_USE_UTF8
#define ZX_USE_UTF8
#endif
#include <ZXing/ReadBarcode.h>

#include "scan/code128_profile.h"

// ZXing 1.4's ReadBarcodes can abort the process while it merges several linear symbols, so symbols are located here
// and read one at a time with ReadBarcode. Every view passes its row stride.

namespace lockbox {
namespace {

using Format = ZXing::BarcodeFormat;
using Formats = ZXing::BarcodeFormats;

constexpr double kQuietZoneInches = 0.2;   // ten modules of 20 mil, the widest quiet zone asked for
constexpr double kSymbolInchesMin = 0.24;  // smallest side of a symbol worth trying
constexpr double kElongated = 1.6;         // width to height from which a symbol is rather linear or stacked
constexpr std::size_t kAreasMax = 12, kSymbolsPerAreaMax = 4;  // bounds for hostile pages

struct Symbol {
    Barcode barcode;
    cv::Rect place;
};

struct Look {
    Formats formats;
    ZXing::Binarizer binarizer = ZXing::Binarizer::LocalAverage;
};

std::optional<Symbology> symbology_of(Format format) {
    switch (format) {
        case Format::Code128:
            return Symbology::code128;
        case Format::QRCode:
            return Symbology::qr;
        case Format::PDF417:
            return Symbology::pdf417;
        case Format::DataMatrix:
            return Symbology::data_matrix;
        default:
            return std::nullopt;
    }
}

int nearest_quarter_turn(int degrees) {
    return ((degrees + 360 + 45) / 90 % 4) * 90;
}

/// `scale`: pixels of the view per pixel of the area; places come back in pixels of the area.
std::optional<Symbol> look(const cv::Mat& view, const Look& how, double scale = 1) {
    ZXing::DecodeHints hints;
    hints.setFormats(how.formats).setBinarizer(how.binarizer);
    const ZXing::ImageView image(view.data, view.cols, view.rows, ZXing::ImageFormat::Lum, static_cast<int>(view.step));
    const ZXing::Result result = ZXing::ReadBarcode(image, hints);
    const auto symbology = symbology_of(result.format());
    if (!result.isValid() || !symbology || result.text().empty()) return std::nullopt;
    std::vector<cv::Point> corners;
    for (const auto& corner : result.position()) {
        corners.emplace_back(cvRound(corner.x / scale), cvRound(corner.y / scale));
    }
    Symbol symbol;
    symbol.barcode.symbology = *symbology;
    symbol.barcode.text = result.text();
    symbol.barcode.clockwise_degrees = nearest_quarter_turn(result.orientation());
    symbol.place = cv::boundingRect(corners);
    return symbol;
}

/// How often each row changes between light and dark.
std::vector<int> edges_by_row(const cv::Mat& area) {
    std::vector<int> edges(static_cast<std::size_t>(area.rows));
    const double middle = cv::mean(area)[0];
    for (int y = 0; y < area.rows; ++y) {
        const std::uint8_t* row = area.ptr(y);
        for (int x = 1; x < area.cols; ++x) edges[y] += (row[x] < middle) != (row[x - 1] < middle);
    }
    return edges;
}

int quantile(std::vector<int> values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Every row of a symbol is crossed by many bars or modules; writing and bold print thin out at top and bottom.
bool crossed_throughout(const cv::Mat& area, int dpi) {
    constexpr double kEdgesPerInchMin = 10;
    const std::vector<int> edges = edges_by_row(area);
    const int usual = quantile(edges, 0.5);
    return usual >= kEdgesPerInchMin * area.cols / dpi && usual >= 8 && quantile(edges, 0.15) * 2 >= usual;
}

/// The rows that cross bars: those with nearly as many edges as any. Text above or below has fewer.
cv::Range rows_of_bars(const cv::Mat& area) {
    const std::vector<int> edges = edges_by_row(area);
    const int enough = quantile(edges, 0.75) * 7 / 10;
    cv::Range longest(0, 0);
    for (int y = 0; y < area.rows;) {
        int end = y;
        while (end < area.rows && edges[static_cast<std::size_t>(end)] >= enough) ++end;
        if (end - y > longest.size()) longest = {y, end};
        y = end + 1;
    }
    return longest;
}

/// Angle, as pixels of shift per row, by which bars lean: that under which the columns differ most.
double lean_of_bars(const cv::Mat& bars) {
    double best_lean = 0, best_contrast = -1;
    for (double lean = -0.08; lean <= 0.081; lean += 0.01) {
        const cv::Mat shear = (cv::Mat_<double>(2, 3) << 1, lean, -lean * bars.rows / 2, 0, 1, 0);
        cv::Mat upright, profile, deviation, mean;
        cv::warpAffine(bars, upright, shear, bars.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        cv::reduce(upright, profile, 0, cv::REDUCE_AVG, CV_32F);
        cv::meanStdDev(profile, mean, deviation);
        if (deviation.at<double>(0) > best_contrast) best_contrast = deviation.at<double>(0), best_lean = lean;
    }
    return best_lean;
}

/// One row in which each column is the mean of the middle half of the bar's height: strokes across bars, specks and
/// fades drop out, ragged edges average to less than a pixel.
cv::Mat middle_row(const cv::Mat& bars) {
    const double lean = lean_of_bars(bars);
    const cv::Mat shear = (cv::Mat_<double>(2, 3) << 1, lean, -lean * bars.rows / 2, 0, 1, 0);
    cv::Mat upright, columns, row;
    cv::warpAffine(bars, upright, shear, bars.size(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    cv::sort(upright, columns, cv::SORT_EVERY_COLUMN | cv::SORT_ASCENDING);
    cv::reduce(columns.rowRange(columns.rows / 4, std::max(columns.rows / 4 + 1, columns.rows * 3 / 4)), row, 0,
               cv::REDUCE_AVG);
    return row;
}

/// The last resort for a linear symbol whose spaces have bled shut.
std::optional<Symbol> match_profile(const cv::Mat& row, const cv::Range& bars, double darkest, double lightest,
                                    int enlarged) {
    std::vector<float> darkness(static_cast<std::size_t>(row.cols));
    for (int x = 0; x < row.cols; ++x) {
        darkness[static_cast<std::size_t>(x)] =
            static_cast<float>((lightest - row.at<std::uint8_t>(0, x)) / std::max(1.0, lightest - darkest));
    }
    const auto code = read_code128_profile(darkness);
    if (!code) return std::nullopt;
    Symbol symbol;
    symbol.barcode.text = code->text;
    symbol.barcode.clockwise_degrees = code->reversed ? 180 : 0;
    symbol.place = {cvFloor(code->begin / enlarged), bars.start, cvCeil((code->end - code->begin) / enlarged),
                    bars.size()};
    return symbol;
}

/// Reads a damaged linear symbol from its middle row, at several thresholds: ink spreads and fades.
std::optional<Symbol> look_at_middle(const cv::Mat& area) {
    constexpr int kEnlarge = 4, kRows = 24, kRowsMin = 6;
    const cv::Range bars = rows_of_bars(area);
    if (bars.size() < kRowsMin) return std::nullopt;
    cv::Mat row;
    cv::resize(middle_row(area.rowRange(bars)), row, {}, kEnlarge, 1, cv::INTER_CUBIC);
    cv::GaussianBlur(row, row, {0, 0}, kEnlarge / 2.0, 0.1);
    double darkest = 0, lightest = 0;
    cv::minMaxLoc(row, &darkest, &lightest);
    for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8}) {
        cv::Mat clean;
        cv::threshold(row, clean, darkest + share * (lightest - darkest), 255, cv::THRESH_BINARY);
        const Look how{Format::Code128, ZXing::Binarizer::FixedThreshold};
        if (auto symbol = look(cv::repeat(clean, kRows, 1), how, kEnlarge)) {
            symbol->place.y = bars.start;
            symbol->place.height = bars.size();
            return symbol;
        }
    }
    return match_profile(row, bars, darkest, lightest, kEnlarge);
}

/// The same for a symbol whose bars may run along the rows (a page fed sideways).
std::optional<Symbol> repair_linear(const cv::Mat& area, const cv::Rect& inner) {
    const bool sideways = inner.height > inner.width;
    if (std::max(inner.width, inner.height) < kElongated * std::min(inner.width, inner.height)) return std::nullopt;
    cv::Mat turned = area;
    cv::Rect core = inner;
    if (sideways) {
        cv::transpose(area, turned);
        core = {inner.y, inner.x, inner.height, inner.width};
    }
    auto symbol = look_at_middle(turned.rowRange(core.y, core.y + core.height));
    if (!symbol) return std::nullopt;
    symbol->place.y += core.y;
    if (sideways) {
        const cv::Rect& p = symbol->place;
        symbol->place = {p.y, p.x, p.height, p.width};
        symbol->barcode.clockwise_degrees = (symbol->barcode.clockwise_degrees == 0 ? 90 : 270);
    }
    return symbol;
}

/// Small, blurred or bled modules: enlarged, and at thresholds to either side of the middle.
std::optional<Symbol> look_closer(const cv::Mat& area, Formats formats) {
    constexpr double kEnlarge = 2;
    cv::Mat large, smooth;
    cv::resize(area, large, {}, kEnlarge, kEnlarge, cv::INTER_CUBIC);
    if (auto symbol = look(large, {formats}, kEnlarge)) return symbol;
    cv::GaussianBlur(large, smooth, {0, 0}, 1.2);
    if (auto symbol = look(smooth, {formats, ZXing::Binarizer::GlobalHistogram}, kEnlarge)) return symbol;
    double darkest = 0, lightest = 0;
    cv::minMaxLoc(smooth, &darkest, &lightest);
    for (const double share : {0.5, 0.35, 0.65}) {
        cv::Mat clean;
        cv::threshold(smooth, clean, darkest + share * (lightest - darkest), 255, cv::THRESH_BINARY);
        if (auto symbol = look(clean, {formats, ZXing::Binarizer::FixedThreshold}, kEnlarge)) return symbol;
    }
    return std::nullopt;
}

std::optional<Symbol> read_one(const cv::Mat& area, const cv::Rect& inner, BarcodeEffort effort) {
    const double aspect =
        static_cast<double>(std::max(inner.width, inner.height)) / std::min(inner.width, inner.height);
    const Formats bars = Format::Code128 | Format::PDF417, squares = Format::QRCode | Format::DataMatrix;
    const Formats likely = aspect >= kElongated ? bars : squares, unlikely = aspect >= kElongated ? squares : bars;
    if (auto symbol = look(area, {likely})) return symbol;
    if (auto symbol = look(area, {unlikely})) return symbol;
    if (effort == BarcodeEffort::quick) return std::nullopt;
    if (auto symbol = repair_linear(area, inner)) return symbol;
    if (auto symbol = look_closer(area, likely)) return symbol;
    return look_closer(area, unlikely);
}

/// A linear symbol comes back as the one row where it was read: it is as high as its area.
void complete_place(Symbol& symbol, const cv::Rect& inner) {
    if (symbol.barcode.symbology != Symbology::code128) return;
    const bool sideways = symbol.barcode.clockwise_degrees % 180 != 0;
    if (sideways) {
        symbol.place.x = inner.x, symbol.place.width = inner.width;
    } else {
        symbol.place.y = inner.y, symbol.place.height = inner.height;
    }
}

/// All symbols of one dense area; several may stand closer than their quiet zones ask for.
std::vector<Symbol> read_area(const cv::Mat& page, const cv::Rect& dense, int quiet_px, BarcodeEffort effort) {
    const cv::Rect outer =
        cv::Rect(dense.x - quiet_px, dense.y - quiet_px, dense.width + 2 * quiet_px, dense.height + 2 * quiet_px) &
        cv::Rect(0, 0, page.cols, page.rows);
    const cv::Rect inner(dense.x - outer.x, dense.y - outer.y, dense.width, dense.height);
    cv::Mat area = page(outer);
    std::vector<Symbol> found;
    while (found.size() < kSymbolsPerAreaMax) {
        auto symbol = read_one(area, inner, found.empty() ? effort : BarcodeEffort::quick);
        if (!symbol) break;
        complete_place(*symbol, inner);
        const cv::Rect place = symbol->place & cv::Rect(0, 0, area.cols, area.rows);
        symbol->place = place + outer.tl();
        found.push_back(*symbol);
        if (place.area() == 0 || place.area() * 2 > inner.area()) break;
        area = area.clone();
        area(place).setTo(255);
    }
    return found;
}

bool could_hold_symbol(const cv::Mat& page, const Box& dense, int dpi) {
    if (std::min(dense.width_px, dense.height_px) < kSymbolInchesMin * dpi) return false;
    const cv::Mat area = page(cv::Rect(dense.left_px, dense.top_px, dense.width_px, dense.height_px));
    return crossed_throughout(area, dpi) || crossed_throughout(area.t(), dpi);
}

}  // namespace

std::vector<Barcode> read_barcodes(const PageImage& side, const InkMap& ink, Side which, BarcodeEffort effort) {
    const cv::Mat page(side.height_px, side.width_px, CV_8UC1, const_cast<std::uint8_t*>(side.pixels.data()));
    std::vector<Box> areas;
    std::copy_if(ink.dense.begin(), ink.dense.end(), std::back_inserter(areas),
                 [&](const Box& dense) { return could_hold_symbol(page, dense, ink.dpi); });
    const auto size = [](const Box& b) { return static_cast<long>(b.width_px) * b.height_px; };
    std::sort(areas.begin(), areas.end(), [&](const Box& a, const Box& b) { return size(a) > size(b); });
    if (areas.size() > kAreasMax) areas.resize(kAreasMax);

    const int quiet_px = static_cast<int>(ink.pixels(kQuietZoneInches));
    std::vector<Barcode> codes;
    for (const Box& a : areas) {
        const auto holds_it = [&](const Barcode& code) { return intersection(code.region.box, a) == a; };
        if (std::any_of(codes.begin(), codes.end(), holds_it)) continue;
        for (Symbol& symbol : read_area(page, {a.left_px, a.top_px, a.width_px, a.height_px}, quiet_px, effort)) {
            const cv::Rect& p = symbol.place;
            symbol.barcode.region = {which, {p.x, p.y, p.width, p.height}};
            codes.push_back(std::move(symbol.barcode));
        }
    }
    const auto before = [](const Barcode& a, const Barcode& b) {
        const Box &p = a.region.box, &q = b.region.box;
        return std::pair(p.top_px, p.left_px) < std::pair(q.top_px, q.left_px);
    };
    std::sort(codes.begin(), codes.end(), before);
    std::vector<Barcode> distinct;
    for (Barcode& code : codes) {
        const auto same = [&](const Barcode& other) {
            return other.text == code.text && other.symbology == code.symbology;
        };
        if (std::none_of(distinct.begin(), distinct.end(), same)) distinct.push_back(std::move(code));
    }
    return distinct;
}

}  // namespace lockbox
