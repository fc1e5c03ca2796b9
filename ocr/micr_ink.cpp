#include "ocr/micr_ink.h"

#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox {

namespace {

/// The paper's gray at every pixel: the lightest value nearby, on a coarse grid. The neighbourhood is wider than the
/// heaviest part of any E-13B character (four cells), so print never passes for paper; a black scanner border does.
cv::Mat paper_level(const cv::Mat& gray) {
    constexpr int kBlock_px = 4;
    cv::Mat coarse, blocks;
    cv::dilate(gray, coarse, cv::getStructuringElement(cv::MORPH_RECT, {kBlock_px, kBlock_px}));
    cv::resize(coarse, blocks, {(gray.cols + kBlock_px - 1) / kBlock_px, (gray.rows + kBlock_px - 1) / kBlock_px}, 0, 0,
               cv::INTER_NEAREST);
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {5, 5});
    cv::morphologyEx(blocks, blocks, cv::MORPH_CLOSE, square);
    cv::blur(blocks, blocks, {3, 3});
    cv::Mat paper;
    cv::resize(blocks, paper, gray.size(), 0, 0, cv::INTER_LINEAR);
    return paper;
}

}  // namespace

InkImage lift_ink(const PageImage& page, const Box& region, double dpi) {
    constexpr int kMostPixels = 1 << 25;  // no line of print needs more
    InkImage ink;
    const Box box = intersection(region, page.bounds());
    if (page.empty() || box.empty()) return ink;
    const cv::Mat whole(page.height_px, page.width_px, CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data()));
    cv::Mat gray = whole(cv::Rect(box.left_px, box.top_px, box.width_px, box.height_px));
    const double scale = kInkDpi / dpi;
    if (std::abs(scale - 1) > 0.02) {
        const cv::Size size(static_cast<int>(std::lround(box.width_px * scale)),
                            static_cast<int>(std::lround(box.height_px * scale)));
        if (size.width < 1 || size.height < 1 || static_cast<double>(size.width) * size.height > kMostPixels)
            return ink;
        cv::Mat resized;
        cv::resize(gray, resized, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
        gray = resized;
        ink.page_px_per_ink_px = 1 / scale;
    }
    cv::Mat darkness;
    cv::subtract(paper_level(gray), gray, darkness);
    ink.width_px = darkness.cols;
    ink.height_px = darkness.rows;
    ink.page_origin = {box.left_px, box.top_px};
    ink.darkness.assign(darkness.datastart, darkness.dataend);
    return ink;
}

}  // namespace lockbox
