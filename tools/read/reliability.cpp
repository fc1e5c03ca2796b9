#include "tools/read/reliability.h"

#include <fmt/format.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox {
namespace {

constexpr int kSide_px = 480, kMargin_px = 56;
const cv::Scalar kInk(60, 60, 60), kGrid(225, 225, 225), kLine(176, 96, 32);

cv::Point place(double claimed, double observed) {
    return {kMargin_px + static_cast<int>(claimed * kSide_px),
            kMargin_px + static_cast<int>((1 - observed) * kSide_px)};
}

void write(cv::Mat& picture, const std::string& text, cv::Point at) {
    cv::putText(picture, text, at, cv::FONT_HERSHEY_SIMPLEX, 0.4, kInk, 1, cv::LINE_AA);
}

cv::Mat drawn(std::span<const ReliabilityBin> bins) {
    cv::Mat picture(kSide_px + 2 * kMargin_px, kSide_px + 2 * kMargin_px, CV_8UC3, cv::Scalar::all(255));
    for (int tenth = 0; tenth <= 10; ++tenth) {
        const double share = tenth / 10.0;
        cv::line(picture, place(share, 0), place(share, 1), kGrid);
        cv::line(picture, place(0, share), place(1, share), kGrid);
        if (tenth % 2 == 0) {
            write(picture, fmt::format("{}%", tenth * 10), place(share, 0) + cv::Point(-12, 18));
            write(picture, fmt::format("{}%", tenth * 10), place(0, share) + cv::Point(-40, 4));
        }
    }
    cv::line(picture, place(0, 0), place(1, 1), kInk, 1, cv::LINE_AA);
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const cv::Point at = place(bins[i].claimed, bins[i].observed);
        if (i > 0) cv::line(picture, place(bins[i - 1].claimed, bins[i - 1].observed), at, kLine, 2, cv::LINE_AA);
        cv::circle(picture, at, 4, kLine, cv::FILLED, cv::LINE_AA);
    }
    write(picture, "claimed", place(0.45, 0) + cv::Point(0, 38));
    write(picture, "observed", place(0, 1) + cv::Point(-40, -14));
    write(picture, fmt::format("calibration error {:.2f}%", 100 * calibration_error(bins)), place(0.03, 0.94));
    return picture;
}

}  // namespace

Result<void> write_reliability(std::span<const ReliabilityBin> bins, const std::string& prefix) {
    std::ofstream table(prefix + ".csv");
    table << "lines,claimed,observed\n";
    for (const ReliabilityBin& bin : bins) {
        table << fmt::format("{},{:.6f},{:.6f}\n", bin.lines, bin.claimed, bin.observed);
    }
    table.flush();
    bool written = table.good();
    try {
        written = written && cv::imwrite(prefix + ".png", drawn(bins));
    } catch (const cv::Exception&) {
        written = false;
    }
    if (!written) return Error{"the diagram cannot be written", prefix, "check that its folder is there and has room"};
    return {};
}

}  // namespace lockbox
