#include "scan/image_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <string>

#include "scan/image_decoders.h"
#include "scan/image_header.h"
#include "scan/pdf_pages.h"

namespace lockbox {
namespace {

constexpr int kDefaultDpi = 200;
constexpr std::string_view kRescan = "rescan the page at 200 to 300 dpi";

/// A descriptor that closes itself.
struct OpenFile {
    int descriptor = -1;
    explicit OpenFile(const std::filesystem::path& path)
        // Not blocking: opening a pipe that nobody writes to must not hang the batch.
        : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    ~OpenFile() {
        if (descriptor >= 0) ::close(descriptor);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
};

Error too_many_bytes(std::string where, const ImageLimits& limits) {
    return {"the file is larger than " + std::to_string(limits.file_bytes_max >> 20) + " MiB", std::move(where),
            std::string(kRescan) + ", or split the file"};
}

Result<void> within_limits(const FrameFacts& facts, std::string_view name, const ImageLimits& limits) {
    const std::int64_t pixels = std::int64_t{facts.width_px} * facts.height_px;
    if (facts.width_px <= limits.side_px_max && facts.height_px <= limits.side_px_max && pixels <= limits.pixels_max) {
        return {};
    }
    return Error{"the image is " + std::to_string(facts.width_px) + " x " + std::to_string(facts.height_px) +
                     " pixels, more than a page can have",
                 std::string(name), std::string(kRescan)};
}

Result<PageImage> decode_frame(std::span<const std::uint8_t> bytes, std::string_view name, int frame,
                               ImageFormat format, const FrameFacts& facts, const ImageLimits& limits) {
    switch (format) {
        case ImageFormat::tiff:
            return decode_tiff(bytes, name, frame, facts);
        case ImageFormat::jpeg:
            return decode_jpeg(bytes, name, facts);
        case ImageFormat::png:
            return decode_png(bytes, name, facts);
        case ImageFormat::pdf:
            return decode_pdf(bytes, name, frame, facts, limits);
    }
    std::abort();
}

/// Square pixels: the coarser direction is stretched to the finer one.
void set_resolution(PageImage& page, const FrameFacts& facts) {
    const int dpi_x = facts.dpi_x != 0 ? facts.dpi_x : facts.dpi_y;
    const int dpi_y = facts.dpi_y != 0 ? facts.dpi_y : facts.dpi_x;
    page.dpi_is_told = dpi_x != 0;
    page.dpi = page.dpi_is_told ? std::max(dpi_x, dpi_y) : kDefaultDpi;
    constexpr int kSamePercent = 2;  // 203 and 200 are the same scanner, rounded
    if (std::abs(dpi_x - dpi_y) * 100 <= kSamePercent * page.dpi) return;

    const cv::Mat as_scanned(page.height_px, page.width_px, CV_8UC1, page.pixels.data());
    const cv::Size size(page.width_px * page.dpi / dpi_x, page.height_px * page.dpi / dpi_y);
    PageImage square = blank_page({size.width, size.height, 0, 0, 0});
    cv::Mat stretched(size, CV_8UC1, square.pixels.data());
    cv::resize(as_scanned, stretched, size, 0, 0, cv::INTER_LINEAR);
    if (page.bitonal) cv::threshold(stretched, stretched, 127, 255, cv::THRESH_BINARY);
    square.dpi = page.dpi;
    square.bitonal = page.bitonal;
    page = std::move(square);
}

}  // namespace

std::string_view to_word(ImageFormat format) {
    constexpr std::array<std::string_view, 4> kWords = {"TIFF", "JPEG", "PNG", "PDF"};
    return kWords[static_cast<std::size_t>(format)];
}

Result<std::vector<std::uint8_t>> read_image_file(const std::filesystem::path& path, const ImageLimits& limits) {
    const std::string where = path.string();
    const OpenFile file(path);
    struct stat facts {};
    if (file.descriptor < 0 || ::fstat(file.descriptor, &facts) != 0) {
        if (errno == ELOOP) return Error{"the file is a symbolic link", where, "put the image itself in the folder"};
        return Error{std::string("the file cannot be opened: ") + std::strerror(errno), where,
                     "check that it is there and may be read"};
    }
    if (!S_ISREG(facts.st_mode)) return Error{"this is no regular file", where, "put the image itself in the folder"};
    if (facts.st_size == 0) return Error{"the file is empty", where, "copy it again or rescan the page"};
    if (static_cast<std::uintmax_t>(facts.st_size) > limits.file_bytes_max) return too_many_bytes(where, limits);

    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(facts.st_size));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::read(file.descriptor, bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Error{"the file cannot be read to its end", where, "copy it again or rescan the page"};
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

Result<ImageFacts> probe(std::span<const std::uint8_t> bytes, std::string_view name, const ImageLimits& limits) {
    if (bytes.empty()) return Error{"the file is empty", std::string(name), "copy it again or rescan the page"};
    if (bytes.size() > limits.file_bytes_max) return too_many_bytes(std::string(name), limits);
    const auto format = image_format_of(bytes);
    if (!format) {
        return Error{"this is no TIFF, JPEG, PNG or PDF, whatever its name says", std::string(name),
                     "export the page as one of these or remove the file"};
    }
    if (*format == ImageFormat::jpeg || *format == ImageFormat::png) {
        const auto facts = *format == ImageFormat::jpeg ? jpeg_frame(bytes, name) : png_frame(bytes, name);
        if (!facts) return facts.error();
        return ImageFacts{*format, {*facts}};
    }
    auto frames =
        *format == ImageFormat::tiff ? tiff_frames(bytes, name, limits.frames_max) : pdf_frames(bytes, name, limits);
    if (!frames) return frames.error();
    return ImageFacts{*format, std::move(*frames)};
}

Result<PageImage> decode(std::span<const std::uint8_t> bytes, std::string_view name, int frame,
                         const ImageLimits& limits) {
    const auto facts = probe(bytes, name, limits);
    if (!facts) return facts.error();
    if (frame < 0 || static_cast<std::size_t>(frame) >= facts->frames.size()) {
        return Error{"the file has " + std::to_string(facts->frames.size()) + " pages, not " +
                         std::to_string(std::int64_t{frame} + 1),
                     std::string(name), "the file was changed after the batch was read: process the batch again"};
    }
    const FrameFacts& frame_facts = facts->frames[static_cast<std::size_t>(frame)];
    if (const auto fits = within_limits(frame_facts, name, limits); !fits) return fits.error();
    auto page = decode_frame(bytes, name, frame, facts->format, frame_facts, limits);
    if (page) set_resolution(*page, frame_facts);
    return page;
}

PageImage blank_page(const FrameFacts& facts) {
    PageImage page;
    page.width_px = facts.width_px;
    page.height_px = facts.height_px;
    page.pixels.assign(static_cast<std::size_t>(facts.width_px) * static_cast<std::size_t>(facts.height_px), 255);
    return page;
}

Error damaged_stream(std::string_view name, std::string_view kind, std::string_view detail) {
    // What a library says may quote the file: keep what can be printed.
    std::string printable;
    for (const char c : detail.substr(0, 160)) printable += c >= ' ' && c <= '~' ? c : '?';
    return {"the " + std::string(kind) + " is damaged or incomplete" + (printable.empty() ? "" : ": " + printable),
            std::string(name), "copy it again or rescan the page"};
}

}  // namespace lockbox
