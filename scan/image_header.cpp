#include "scan/image_header.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <set>
#include <string>

namespace lockbox {
namespace {

enum class ByteOrder { little, big };

/// Bounded reads: an offset outside the file gives nothing.
class Reader {
  public:
    Reader(std::span<const std::uint8_t> bytes, ByteOrder order) : bytes_(bytes), order_(order) {}

    [[nodiscard]] std::optional<std::uint32_t> number(std::size_t offset, int size) const {
        if (offset > bytes_.size() || bytes_.size() - offset < static_cast<std::size_t>(size)) return std::nullopt;
        std::uint32_t value = 0;
        for (int i = 0; i < size; ++i) {
            const int place = order_ == ByteOrder::big ? i : size - 1 - i;
            value = (value << 8) | bytes_[offset + static_cast<std::size_t>(place)];
        }
        return value;
    }

  private:
    std::span<const std::uint8_t> bytes_;
    ByteOrder order_;
};

Error damaged(std::string_view name, std::string what) {
    return {std::move(what), std::string(name), "the file is damaged or incomplete: copy it again or rescan the page"};
}

/// Below 98 dpi stand the defaults of drawing programs (72, 96), not of scanners; a fax has 98 lines to the inch.
int plausible_dpi(double dpi) {
    return dpi >= 97.5 && dpi <= 1200.5 ? static_cast<int>(std::lround(dpi)) : 0;
}

int bounded_side(std::uint32_t side) {
    return static_cast<int>(std::min<std::uint32_t>(side, std::numeric_limits<int>::max()));
}

// TIFF field types and tags that matter here (TIFF 6.0 sections 2 and 8).
constexpr std::uint32_t kShort = 3, kLong = 4, kRational = 5;
constexpr std::uint32_t kImageWidth = 256, kImageLength = 257, kBitsPerSample = 258, kSamplesPerPixel = 277,
                        kXResolution = 282, kYResolution = 283, kResolutionUnit = 296;
constexpr std::uint32_t kUnitCentimetre = 3, kUnitNone = 1;

/// The first value of the directory entry at `entry`; a rational as its quotient.
std::optional<double> tiff_value(const Reader& file, std::size_t entry) {
    const auto type = file.number(entry + 2, 2), count = file.number(entry + 4, 4);
    if (!type || !count || *count == 0) return std::nullopt;
    const auto elsewhere = file.number(entry + 8, 4);
    if (!elsewhere) return std::nullopt;
    if (*type == kShort) return file.number(*count > 2 ? *elsewhere : entry + 8, 2);
    if (*type == kLong) return file.number(*count > 1 ? *elsewhere : entry + 8, 4);
    if (*type != kRational) return std::nullopt;
    const auto above = file.number(*elsewhere, 4), below = file.number(std::size_t{*elsewhere} + 4, 4);
    if (!above || !below || *below == 0) return std::nullopt;
    return static_cast<double>(*above) / *below;
}

/// The directory at `offset`; nothing when it does not lie whole within the file or has no size.
std::optional<FrameFacts> tiff_frame(const Reader& file, std::size_t offset, std::uint32_t entries) {
    FrameFacts facts;
    double bits = 1, samples = 1, dpi_x = 0, dpi_y = 0, unit = 2;
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = offset + 2 + std::size_t{12} * i;
        const auto tag = file.number(entry, 2);
        if (!tag || !file.number(entry + 8, 4)) return std::nullopt;
        const auto value = tiff_value(file, entry);
        if (!value) continue;
        if (*tag == kImageWidth) facts.width_px = bounded_side(static_cast<std::uint32_t>(*value));
        if (*tag == kImageLength) facts.height_px = bounded_side(static_cast<std::uint32_t>(*value));
        if (*tag == kBitsPerSample) bits = *value;
        if (*tag == kSamplesPerPixel) samples = *value;
        if (*tag == kXResolution) dpi_x = *value;
        if (*tag == kYResolution) dpi_y = *value;
        if (*tag == kResolutionUnit) unit = *value;
    }
    if (facts.width_px == 0 || facts.height_px == 0) return std::nullopt;
    const double per_inch = unit == kUnitCentimetre ? 2.54 : unit == kUnitNone ? 0.0 : 1.0;
    facts.dpi_x = plausible_dpi(dpi_x * per_inch);
    facts.dpi_y = plausible_dpi(dpi_y * per_inch);
    facts.bits_per_pixel = static_cast<int>(std::min(bits * samples, 1024.0));
    return facts;
}

bool starts_with(std::span<const std::uint8_t> bytes, std::string_view magic) {
    return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

constexpr std::string_view kPngMagic = "\x89PNG\r\n\x1a\n";
using namespace std::string_view_literals;

/// Markers without a length (T.81 table B.1): TEM, RSTn, SOI.
bool stands_alone(std::uint32_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}
/// SOF0 to SOF15 but DHT, JPG and DAC, which lie between them.
bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

}  // namespace

std::optional<ImageFormat> image_format_of(std::span<const std::uint8_t> bytes) {
    if (starts_with(bytes, "II*\0"sv) || starts_with(bytes, "MM\0*"sv) || starts_with(bytes, "II+\0"sv) ||
        starts_with(bytes, "MM\0+"sv)) {
        return ImageFormat::tiff;
    }
    if (starts_with(bytes, "\xFF\xD8\xFF"sv)) return ImageFormat::jpeg;
    if (starts_with(bytes, kPngMagic)) return ImageFormat::png;
    // ISO 32000 allows bytes before the header; readers look at the first 1,024.
    const auto head = bytes.first(std::min<std::size_t>(bytes.size(), 1024));
    constexpr std::string_view kPdf = "%PDF-";
    if (std::search(head.begin(), head.end(), kPdf.begin(), kPdf.end()) != head.end()) return ImageFormat::pdf;
    return std::nullopt;
}

Result<std::vector<FrameFacts>> tiff_frames(std::span<const std::uint8_t> bytes, std::string_view name,
                                            int frames_max) {
    const Reader file(bytes, bytes[0] == 'M' ? ByteOrder::big : ByteOrder::little);
    if (file.number(2, 2) == 43U) {
        return Error{"BigTIFF is not read", std::string(name), "set the scanner to classic TIFF"};
    }
    std::vector<FrameFacts> frames;
    std::set<std::uint32_t> seen;
    auto offset = file.number(4, 4);
    while (offset && *offset != 0) {
        if (!seen.insert(*offset).second) return damaged(name, "the TIFF's pages form a circle");
        if (static_cast<int>(frames.size()) == frames_max) {
            return Error{"the TIFF has more than " + std::to_string(frames_max) + " pages", std::string(name),
                         "split the file"};
        }
        const auto entries = file.number(*offset, 2);
        const auto facts = entries ? tiff_frame(file, *offset, *entries) : std::nullopt;
        if (!facts) return damaged(name, "page " + std::to_string(frames.size() + 1) + " of the TIFF is incomplete");
        frames.push_back(*facts);
        offset = file.number(std::size_t{*offset} + 2 + std::size_t{12} * *entries, 4);
    }
    if (!offset || frames.empty()) return damaged(name, "the TIFF ends before its list of pages does");
    return frames;
}

Result<FrameFacts> jpeg_frame(std::span<const std::uint8_t> bytes, std::string_view name) {
    const Reader file(bytes, ByteOrder::big);
    FrameFacts facts;
    std::size_t at = 2;
    while (true) {
        while (file.number(at, 2) == 0xFFFFU) ++at;  // fill bytes
        const auto marker = file.number(at, 2);
        if (!marker || (*marker >> 8) != 0xFF) return damaged(name, "the JPEG ends before its frame header");
        const std::uint32_t kind = *marker & 0xFF;
        at += 2;
        if (stands_alone(kind)) continue;
        const auto length = file.number(at, 2);
        if (!length || *length < 2) return damaged(name, "the JPEG ends before its frame header");
        if (kind == 0xE0 && *length >= 14 && starts_with(bytes.subspan(at + 2), "JFIF\0"sv)) {
            const std::uint32_t unit = file.number(at + 9, 1).value_or(0);
            const double per_inch = unit == 1 ? 1.0 : unit == 2 ? 2.54 : 0.0;
            facts.dpi_x = plausible_dpi(per_inch * file.number(at + 10, 2).value_or(0));
            facts.dpi_y = plausible_dpi(per_inch * file.number(at + 12, 2).value_or(0));
        }
        if (is_frame_header(kind)) {
            const auto bits = file.number(at + 2, 1), height = file.number(at + 3, 2), width = file.number(at + 5, 2),
                       channels = file.number(at + 7, 1);
            if (!channels || *width == 0 || *height == 0) return damaged(name, "the JPEG's frame header has no size");
            facts.width_px = static_cast<int>(*width);
            facts.height_px = static_cast<int>(*height);
            facts.bits_per_pixel = static_cast<int>(*bits * *channels);
            return facts;
        }
        at += *length;
    }
}

Result<FrameFacts> png_frame(std::span<const std::uint8_t> bytes, std::string_view name) {
    const Reader file(bytes, ByteOrder::big);
    const auto width = file.number(16, 4), height = file.number(20, 4), depth = file.number(24, 1),
               colour = file.number(25, 1);
    if (!colour || !starts_with(bytes.subspan(12), "IHDR") || *width == 0 || *height == 0) {
        return damaged(name, "the PNG ends before its header");
    }
    constexpr std::array<int, 7> kChannels = {1, 0, 3, 1, 2, 0, 4};
    FrameFacts facts;
    facts.width_px = bounded_side(*width);
    facts.height_px = bounded_side(*height);
    facts.bits_per_pixel = static_cast<int>(*depth) * (*colour < kChannels.size() ? kChannels[*colour] : 0);
    std::size_t at = 8;
    while (true) {
        const auto length = file.number(at, 4);
        if (!length || !file.number(at + 4, 4)) return damaged(name, "the PNG ends before its pixels");
        const auto chunk = bytes.subspan(at + 4);
        if (starts_with(chunk, "IDAT")) return facts;
        if (starts_with(chunk, "pHYs") && file.number(at + 16, 1) == 1U) {
            constexpr double kMetresPerInch = 0.0254;
            facts.dpi_x = plausible_dpi(kMetresPerInch * file.number(at + 8, 4).value_or(0));
            facts.dpi_y = plausible_dpi(kMetresPerInch * file.number(at + 12, 4).value_or(0));
        }
        at += std::size_t{12} + *length;
    }
}

}  // namespace lockbox
