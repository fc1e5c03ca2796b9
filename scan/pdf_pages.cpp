#include "scan/pdf_pages.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <string>

#include "scan/child_process.h"
#include "scan/image_decoders.h"

namespace lockbox {
namespace {

constexpr int kPdfDpi = 200;
constexpr double kPointsPerInch = 72;

Error unreadable(std::string_view name, const Error& cause) {
    return {"the PDF cannot be read: " + cause.message(), std::string(name),
            "print it to a new PDF without a password, or rescan the page"};
}

int pixels_of(double points) {
    const double pixels = std::ceil(points / kPointsPerInch * kPdfDpi);
    return pixels >= 1 && pixels < 1e9 ? static_cast<int>(pixels) : 0;
}

/// Lines "Page    3 size: 612 x 792 pts (letter)" and "Page    3 rot:  90" of pdfinfo, in page order.
std::vector<FrameFacts> parse_sizes(const std::string& text) {
    std::vector<FrameFacts> frames;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        int page = 0, degrees = 0;
        double width = 0, height = 0;
        if (std::sscanf(line.c_str(), "Page %d size: %lf x %lf", &page, &width, &height) == 3) {
            frames.push_back({pixels_of(width), pixels_of(height), kPdfDpi, kPdfDpi, 8});
        } else if (!frames.empty() && std::sscanf(line.c_str(), "Page %d rot: %d", &page, &degrees) == 2) {
            if (degrees % 180 != 0) std::swap(frames.back().width_px, frames.back().height_px);
        }
    }
    return frames;
}

/// Reads "P5 width height 255\n" and the pixels behind it (netpbm's pgm(5)); pdftoppm writes no comments.
bool parse_pgm(const std::vector<std::uint8_t>& pgm, PageImage& page) {
    const std::string head(pgm.begin(),
                           pgm.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(64, pgm.size())));
    int width = 0, height = 0, white = 0, length = 0;
    if (std::sscanf(head.c_str(), "P5 %d %d %d%n", &width, &height, &white, &length) != 3) return false;
    const std::size_t start = static_cast<std::size_t>(length) + 1;
    if (white != 255 || width < 1 || height < 1 || start > pgm.size()) return false;
    if (std::size_t{pgm.size() - start} != static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return false;
    }
    page.width_px = width;
    page.height_px = height;
    page.pixels.assign(pgm.begin() + static_cast<std::ptrdiff_t>(start), pgm.end());
    return true;
}

}  // namespace

Result<std::vector<FrameFacts>> pdf_frames(std::span<const std::uint8_t> bytes, std::string_view name,
                                           const ImageLimits& limits) {
    constexpr std::size_t kBytesPerPage = 256;  // its lines of pdfinfo's answer
    ChildLimits child{.deadline = limits.pdf_page_ms_max};
    child.output_bytes_max = 65536 + kBytesPerPage * static_cast<std::size_t>(limits.frames_max);
    const std::string last = std::to_string(limits.frames_max + 1);
    const auto answer = run_on_input("pdfinfo", {"-f", "1", "-l", last, kChildInput}, bytes, child);
    if (!answer) return unreadable(name, answer.error());
    auto frames = parse_sizes(std::string(answer->begin(), answer->end()));
    if (static_cast<int>(frames.size()) > limits.frames_max) {
        return Error{"the PDF has more than " + std::to_string(limits.frames_max) + " pages", std::string(name),
                     "split the file"};
    }
    const auto sized = [](const FrameFacts& facts) { return facts.width_px > 0 && facts.height_px > 0; };
    if (frames.empty() || !std::all_of(frames.begin(), frames.end(), sized)) {
        return damaged_stream(name, "PDF", "a page without a size");
    }
    return frames;
}

Result<PageImage> decode_pdf(std::span<const std::uint8_t> bytes, std::string_view name, int frame,
                             const FrameFacts& facts, const ImageLimits& limits) {
    constexpr std::size_t kRounding = 2;  // poppler may round a size the other way
    ChildLimits child{.deadline = limits.pdf_page_ms_max};
    child.output_bytes_max = (static_cast<std::size_t>(facts.width_px) + kRounding) *
                                 (static_cast<std::size_t>(facts.height_px) + kRounding) +
                             64;
    const std::string page_number = std::to_string(frame + 1), dpi = std::to_string(kPdfDpi);
    const auto pgm = run_on_input(
        "pdftoppm", {"-q", "-f", page_number, "-l", page_number, "-r", dpi, "-gray", "-cropbox", kChildInput}, bytes,
        child);
    if (!pgm) return unreadable(name, pgm.error());
    PageImage page;
    if (!parse_pgm(*pgm, page)) return damaged_stream(name, "PDF", "no page was drawn");
    return page;
}

}  // namespace lockbox
