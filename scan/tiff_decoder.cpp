// TIFF by libtiff. The two forms that scanners make, one bit and eight bits of gray in strips, are read as they lie;
// every other goes through libtiff's own conversion to RGBA.

#include <tiffio.h>

#include <array>
#include <cstdarg>
#include <cstring>
#include <memory>

#include "scan/image_decoders.h"

namespace lockbox {
namespace {

struct Source {
    std::span<const std::uint8_t> bytes;
    std::size_t at = 0;
    std::string complaint;  ///< the first error or damage that libtiff told of
};

Source& source_of(thandle_t handle) {
    return *static_cast<Source*>(handle);
}

tmsize_t read_bytes(thandle_t handle, void* to, tmsize_t wanted) {
    Source& source = source_of(handle);
    const std::size_t count = std::min(static_cast<std::size_t>(wanted), source.bytes.size() - source.at);
    std::memcpy(to, source.bytes.data() + source.at, count);
    source.at += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t refuse_write(thandle_t, void*, tmsize_t) {
    return 0;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    Source& source = source_of(handle);
    const toff_t base = whence == SEEK_CUR ? source.at : whence == SEEK_END ? source.bytes.size() : 0;
    source.at = static_cast<std::size_t>(std::min<toff_t>(base + offset, source.bytes.size()));
    return source.at;
}

int close_nothing(thandle_t) {
    return 0;
}
toff_t size_of(thandle_t handle) {
    return source_of(handle).bytes.size();
}

int map_whole(thandle_t handle, void** base, toff_t* size) {
    const Source& source = source_of(handle);
    *base = const_cast<std::uint8_t*>(source.bytes.data());  // libtiff's signature; a file opened "r" is only read
    *size = source.bytes.size();
    return 1;
}

void unmap_nothing(thandle_t, void*, toff_t) {}

void note(Source& source, const char* format, va_list arguments) {
    if (!source.complaint.empty()) return;
    std::array<char, 256> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    source.complaint = text.data();
}

int on_error(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    note(*static_cast<Source*>(user), format, arguments);
    return 1;
}

/// Most warnings are of odd tags and do no harm. But broken fax and JPEG data is only warned of, and painted over.
int on_warning(TIFF*, void* user, const char* module, const char* format, va_list arguments) {
    const std::string_view from = module == nullptr ? "" : module;
    if (from.starts_with("Fax") || from.starts_with("JPEG")) note(*static_cast<Source*>(user), format, arguments);
    return 1;
}

struct Close {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
struct FreeOptions {
    void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};
using TiffHandle = std::unique_ptr<TIFF, Close>;

TiffHandle open(Source& source, const std::string& name) {
    constexpr tmsize_t kSingleAllocationMax = tmsize_t{512} << 20;
    const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kSingleAllocationMax);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), on_error, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), on_warning, &source);
    return TiffHandle(TIFFClientOpenExt(name.c_str(), "r", &source, read_bytes, refuse_write, seek, close_nothing,
                                        size_of, map_whole, unmap_nothing, options.get()));
}

std::uint16_t field(TIFF* tiff, std::uint32_t tag) {
    std::uint16_t value = 0;
    TIFFGetFieldDefaulted(tiff, tag, &value);
    return value;
}

/// Eight pixels of a byte, first pixel in the highest bit; a set bit is white (or black, turned over by the caller).
std::array<std::array<std::uint8_t, 8>, 256> unpacked_bytes() {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        for (std::size_t bit = 0; bit < 8; ++bit) table[byte][bit] = (byte >> (7 - bit)) & 1 ? 255 : 0;
    }
    return table;
}

void unpack_row(const std::uint8_t* packed, std::uint8_t turn_over, std::span<std::uint8_t> row) {
    static const auto table = unpacked_bytes();
    std::size_t x = 0;
    for (; x + 8 <= row.size(); x += 8) {
        std::memcpy(&row[x], table[static_cast<std::uint8_t>(*packed++ ^ turn_over)].data(), 8);
    }
    if (x < row.size()) {
        std::memcpy(&row[x], table[static_cast<std::uint8_t>(*packed ^ turn_over)].data(), row.size() - x);
    }
}

/// One strip after another, 1 or 8 bits a pixel.
bool read_strips(TIFF* tiff, PageImage& page) {
    const std::uint8_t turn_over = field(tiff, TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_MINISWHITE ? 0xFF : 0;
    const tmsize_t row_bytes = TIFFScanlineSize(tiff), strip_bytes = TIFFStripSize(tiff);
    const std::size_t width = static_cast<std::size_t>(page.width_px);
    const tmsize_t row_bytes_needed = page.bitonal ? (page.width_px + 7) / 8 : page.width_px;
    if (row_bytes < row_bytes_needed || strip_bytes < row_bytes) return false;
    std::vector<std::uint8_t> strip(static_cast<std::size_t>(strip_bytes));
    std::size_t y = 0;
    for (std::uint32_t i = 0; i < TIFFNumberOfStrips(tiff) && y < static_cast<std::size_t>(page.height_px); ++i) {
        const tmsize_t got = TIFFReadEncodedStrip(tiff, i, strip.data(), strip_bytes);
        if (got < row_bytes) return false;
        for (tmsize_t at = 0; at + row_bytes <= got && y < static_cast<std::size_t>(page.height_px); at += row_bytes) {
            const std::span<std::uint8_t> row(page.pixels.data() + y++ * width, width);
            if (page.bitonal) {
                unpack_row(&strip[static_cast<std::size_t>(at)], turn_over, row);
            } else {
                for (std::size_t x = 0; x < width; ++x) row[x] = strip[static_cast<std::size_t>(at) + x] ^ turn_over;
            }
        }
    }
    return y == static_cast<std::size_t>(page.height_px);
}

/// ITU-R BT.601 luminance over a white ground; libtiff has multiplied the colours by alpha.
bool read_by_rgba(TIFF* tiff, PageImage& page) {
    std::vector<std::uint32_t> raster(page.pixels.size());
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    if (TIFFReadRGBAImageOriented(tiff, static_cast<std::uint32_t>(page.width_px),
                                  static_cast<std::uint32_t>(page.height_px), raster.data(), ORIENTATION_TOPLEFT,
                                  1) == 0) {
        return false;
    }
    for (std::size_t i = 0; i < raster.size(); ++i) {
        const std::uint32_t p = raster[i];
        const std::uint32_t luminance = (77 * TIFFGetR(p) + 150 * TIFFGetG(p) + 29 * TIFFGetB(p)) >> 8;
        page.pixels[i] = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, luminance + 255 - TIFFGetA(p)));
    }
    return true;
}

bool lies_in_plain_strips(TIFF* tiff) {
    const std::uint16_t bits = field(tiff, TIFFTAG_BITSPERSAMPLE), photometric = field(tiff, TIFFTAG_PHOTOMETRIC);
    return (bits == 1 || bits == 8) && field(tiff, TIFFTAG_SAMPLESPERPIXEL) == 1 && TIFFIsTiled(tiff) == 0 &&
           (photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK);
}

}  // namespace

Result<PageImage> decode_tiff(std::span<const std::uint8_t> bytes, std::string_view name, int frame,
                              const FrameFacts& facts) {
    Source source{bytes, 0, {}};
    const TiffHandle tiff = open(source, std::string(name));
    if (!tiff || (frame > 0 && TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(frame)) == 0)) {
        return damaged_stream(name, "TIFF", source.complaint);
    }
    std::uint32_t width = 0, height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    PageImage page = blank_page(facts);
    if (width != static_cast<std::uint32_t>(page.width_px) || height != static_cast<std::uint32_t>(page.height_px)) {
        return damaged_stream(name, "TIFF", "two sizes");
    }
    const bool plain = lies_in_plain_strips(tiff.get());
    page.bitonal = plain && field(tiff.get(), TIFFTAG_BITSPERSAMPLE) == 1;
    const bool done = plain ? read_strips(tiff.get(), page) : read_by_rgba(tiff.get(), page);
    if (!done || !source.complaint.empty()) return damaged_stream(name, "TIFF", source.complaint);
    return page;
}

}  // namespace lockbox
