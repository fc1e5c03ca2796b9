#pragma once
// Small image files made on the spot, in the forms that scanners write, and a folder to put them in.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
// jpeglib.h needs FILE.
#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "scan/page_image.h"

namespace lockbox::test {

using Bytes = std::vector<std::uint8_t>;

/// A folder that is gone at the end of the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "lockbox-test-XXXXXX").string();
        path_ = std::filesystem::canonical(::mkdtemp(pattern.data()));
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    void write(const std::string& name, const Bytes& bytes) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    void write(const std::string& name, std::string_view text) const { write(name, Bytes(text.begin(), text.end())); }

  private:
    std::filesystem::path path_;
};

struct TiffForm {
    int compression = 1;  ///< TIFF tag 259
    int photometric = 1;  ///< tag 262
    int bits = 1;         ///< per sample
    int samples = 1;
    double dpi_x = 200, dpi_y = 200;
    bool tiled = false;
};

namespace detail {

inline Bytes read_all(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

/// One row of `page` as the form stores it.
inline Bytes stored_row(const PageImage& page, int y, const TiffForm& form) {
    Bytes row;
    std::uint8_t bits = 0;
    for (int x = 0; x < page.width_px; ++x) {
        const std::uint8_t gray = form.photometric == PHOTOMETRIC_MINISWHITE ? 255 - page.at(x, y) : page.at(x, y);
        if (form.bits == 1) {
            bits = static_cast<std::uint8_t>(bits << 1 | (gray >= 128 ? 1 : 0));
            if (x % 8 == 7) row.push_back(bits);
            continue;
        }
        for (int sample = 0; sample < form.samples; ++sample) {
            row.push_back(gray);
            if (form.bits == 16) row.push_back(gray);
        }
    }
    if (form.bits == 1 && page.width_px % 8 != 0)
        row.push_back(static_cast<std::uint8_t>(bits << (8 - page.width_px % 8)));
    return row;
}

inline void write_tiles(TIFF* tiff, const PageImage& page) {
    constexpr int kTile = 64;
    for (int top = 0; top < page.height_px; top += kTile) {
        for (int left = 0; left < page.width_px; left += kTile) {
            Bytes tile(kTile * kTile, 255);
            for (int y = 0; y < std::min(kTile, page.height_px - top); ++y) {
                for (int x = 0; x < std::min(kTile, page.width_px - left); ++x) {
                    tile[static_cast<std::size_t>(y * kTile + x)] = page.at(left + x, top + y);
                }
            }
            TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0, 0);
        }
    }
}

inline void write_page(TIFF* tiff, const PageImage& page, const TiffForm& form) {
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, page.width_px);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, page.height_px);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, form.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, form.samples);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, form.compression);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, form.photometric);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, form.dpi_x);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, form.dpi_y);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    if (form.photometric == PHOTOMETRIC_PALETTE) {
        std::array<std::uint16_t, 256> ramp{};
        for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<std::uint16_t>(i * 257);
        TIFFSetField(tiff, TIFFTAG_COLORMAP, ramp.data(), ramp.data(), ramp.data());
    }
    if (form.tiled) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 64);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, 64);
        write_tiles(tiff, page);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 40);  // the last strip is shorter
        for (int y = 0; y < page.height_px; ++y) {
            Bytes row = stored_row(page, y, form);
            TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
        }
    }
    TIFFWriteDirectory(tiff);
}

}  // namespace detail

/// A page with a black frame, a diagonal and a ramp, so that a turned, mirrored or inverted reading differs.
inline PageImage sample_page(int width_px, int height_px, bool bitonal) {
    PageImage page;
    page.width_px = width_px;
    page.height_px = height_px;
    page.bitonal = bitonal;
    for (int y = 0; y < height_px; ++y) {
        for (int x = 0; x < width_px; ++x) {
            const bool ink = x < 5 || y < 3 || std::abs(x - 2 * y) < 4;
            page.pixels.push_back(static_cast<std::uint8_t>(ink ? 0 : bitonal ? 255 : 155 + 100 * x / width_px));
        }
    }
    return page;
}

inline Bytes tiff_of(const std::vector<PageImage>& pages, const TiffForm& form) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "made.tif";
    TIFF* tiff = TIFFOpen(path.c_str(), "w");
    for (const PageImage& page : pages) detail::write_page(tiff, page, form);
    TIFFClose(tiff);
    return detail::read_all(path);
}

inline Bytes jpeg_of(const PageImage& page, int dpi = 200) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* made = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &made, &size);
    info.image_width = static_cast<JDIMENSION>(page.width_px);
    info.image_height = static_cast<JDIMENSION>(page.height_px);
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 90, TRUE);
    info.density_unit = 1;
    info.X_density = info.Y_density = static_cast<UINT16>(dpi);
    jpeg_start_compress(&info, TRUE);
    for (int y = 0; y < page.height_px; ++y) {
        auto* row =
            const_cast<JSAMPLE*>(&page.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width_px)]);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    Bytes bytes(made, made + size);
    std::free(made);
    return bytes;
}

inline Bytes png_of(const PageImage& page) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.format = PNG_FORMAT_GRAY;
    image.width = static_cast<png_uint_32>(page.width_px);
    image.height = static_cast<png_uint_32>(page.height_px);
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, page.pixels.data(), 0, nullptr);
    Bytes bytes(size);
    png_image_write_to_memory(&image, bytes.data(), &size, 0, page.pixels.data(), 0, nullptr);
    bytes.resize(size);
    return bytes;
}

/// One letter-size page each, with a black square inch whose corner is one inch from the top and left edges.
inline Bytes pdf_of(int pages) {
    std::string text = "%PDF-1.4\n", kids;
    std::vector<std::size_t> offsets;
    const auto object = [&](const std::string& body) {
        offsets.push_back(text.size());
        text += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    for (int i = 0; i < pages; ++i) kids += std::to_string(4 + i) + " 0 R ";
    const std::string square = "0 g 72 648 72 72 re f";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [ " + kids + "] /Count " + std::to_string(pages) + " >>");
    object("<< /Length " + std::to_string(square.size()) + " >>\nstream\n" + square + "\nendstream");
    for (int i = 0; i < pages; ++i) object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R >>");
    const std::size_t table = text.size();
    text += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
        std::array<char, 32> line{};
        std::snprintf(line.data(), line.size(), "%010zu 00000 n \n", offset);
        text += line.data();
    }
    text += "trailer\n<< /Size " + std::to_string(offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
            std::to_string(table) + "\n%%EOF\n";
    return Bytes(text.begin(), text.end());
}

}  // namespace lockbox::test
