#include "tools/make_samples/image_writer.h"

#include <cassert>
#include <fstream>
#include <memory>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <string>

#include <tiffio.h>

namespace lockbox::samples {
namespace {

cv::Mat view(const Scan& scan) {
    return {scan.height_px, scan.width_px, scan.depth == Depth::colour ? CV_8UC3 : CV_8U,
            const_cast<std::uint8_t*>(scan.pixels.data())};
}

/// OpenCV leaves the JFIF density at 1:1; the header has a fixed place for dots per inch.
std::vector<std::uint8_t> jpeg_bytes(const Scan& scan, int quality) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", view(scan), bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    assert(bytes.size() > 18 && bytes[6] == 'J' && bytes[7] == 'F');
    bytes[13] = 1;
    bytes[14] = bytes[16] = static_cast<std::uint8_t>(scan.dpi >> 8);
    bytes[15] = bytes[17] = static_cast<std::uint8_t>(scan.dpi & 255);
    return bytes;
}

/// The smallest PDF that shows one JPEG over a whole page (ISO 32000-1, 7.5).
std::vector<std::uint8_t> pdf_bytes(const Scan& scan, int quality) {
    const std::vector<std::uint8_t> image = jpeg_bytes(scan, quality);
    const std::string width = std::to_string(scan.width_px * 72 / scan.dpi),
                      height = std::to_string(scan.height_px * 72 / scan.dpi);
    const std::string show = "q " + width + " 0 0 " + height + " 0 0 cm /Im0 Do Q";
    const std::string objects[] = {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + width + " " + height +
                                       "] /Resources << /XObject << /Im0 5 0 R >> >> /Contents 4 0 R >>",
                                   "<< /Length " + std::to_string(show.size()) + " >>\nstream\n" + show + "\nendstream",
                                   "<< /Type /XObject /Subtype /Image /Width " + std::to_string(scan.width_px) +
                                       " /Height " + std::to_string(scan.height_px) + " /ColorSpace " +
                                       (scan.depth == Depth::colour ? "/DeviceRGB" : "/DeviceGray") +
                                       " /BitsPerComponent 8 /Filter /DCTDecode /Length " +
                                       std::to_string(image.size()) + " >>\nstream\n" +
                                       std::string(image.begin(), image.end()) + "\nendstream"};
    std::string text = "%PDF-1.4\n", table;
    for (std::size_t i = 0; i < std::size(objects); ++i) {
        const std::string offset = std::to_string(text.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    text += "xref\n0 6\n0000000000 65535 f \n" + table + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" +
            std::to_string(text.size()) + "\n%%EOF\n";
    return {text.begin(), text.end()};
}

std::vector<std::uint8_t> encoded(const Scan& scan, const WriteOptions& options) {
    if (options.kind == FileKind::pdf) return pdf_bytes(scan, options.jpeg_quality);
    if (options.kind == FileKind::jpeg) return jpeg_bytes(scan, options.jpeg_quality);
    std::vector<std::uint8_t> bytes;
    cv::imencode(".png", view(scan), bytes, {cv::IMWRITE_PNG_COMPRESSION, 9});
    return bytes;
}

std::vector<std::uint8_t> packed_row(const Scan& scan, int y) {
    const std::uint8_t* row = scan.pixels.data() + static_cast<std::ptrdiff_t>(y) * scan.width_px;
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(scan.width_px + 7) / 8);
    for (int x = 0; x < scan.width_px; ++x)
        if (row[x] < 128) bits[static_cast<std::size_t>(x) / 8] |= static_cast<std::uint8_t>(0x80 >> (x % 8));
    return bits;
}

void describe(TIFF* tiff, const Scan& scan, const WriteOptions& options) {
    const bool bitonal = options.kind == FileKind::tiff_g4;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(scan.width_px));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(scan.height_px));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bitonal ? 1 : 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, bitonal ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION,
                 bitonal                               ? COMPRESSION_CCITTFAX4
                 : options.kind == FileKind::tiff_lzw  ? COMPRESSION_LZW
                 : options.kind == FileKind::tiff_jpeg ? COMPRESSION_JPEG
                                                       : COMPRESSION_NONE);
    if (options.kind == FileKind::tiff_jpeg) TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, options.jpeg_quality);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(scan.height_px));
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, static_cast<float>(scan.dpi));
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, static_cast<float>(scan.dpi));
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
}

bool write_frame(TIFF* tiff, const Scan& scan, const WriteOptions& options) {
    describe(tiff, scan, options);
    for (int y = 0; y < scan.height_px; ++y) {
        std::vector<std::uint8_t> row;
        if (options.kind == FileKind::tiff_g4)
            row = packed_row(scan, y);
        else
            row.assign(scan.pixels.begin() + static_cast<std::ptrdiff_t>(y) * scan.width_px,
                       scan.pixels.begin() + static_cast<std::ptrdiff_t>(y + 1) * scan.width_px);
        if (TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y)) < 0) return false;
    }
    return TIFFWriteDirectory(tiff) != 0;
}

Error cannot_write(const std::filesystem::path& file) {
    return {"cannot write this image", file.string(), "is there space, and is the folder writable?"};
}

bool is_tiff(FileKind kind) {
    return kind >= FileKind::tiff_g4;
}

}  // namespace

std::string_view extension(FileKind kind) {
    switch (kind) {
        case FileKind::jpeg:
            return ".jpg";
        case FileKind::png:
            return ".png";
        case FileKind::pdf:
            return ".pdf";
        default:
            return ".tif";
    }
}

bool fits(FileKind kind, Depth depth) {
    if (kind == FileKind::tiff_g4) return depth == Depth::bitonal;
    return depth == Depth::gray || (depth == Depth::colour && (kind == FileKind::jpeg || kind == FileKind::pdf));
}

Result<void> write_image(const std::filesystem::path& file, std::span<const Scan> frames, const WriteOptions& options) {
    assert(!frames.empty() && (frames.size() == 1 || is_tiff(options.kind)));
    if (is_tiff(options.kind)) {
        const std::unique_ptr<TIFF, decltype(&TIFFClose)> tiff(TIFFOpen(file.c_str(), "wl"), &TIFFClose);
        if (!tiff) return cannot_write(file);
        for (const Scan& frame : frames) {
            WriteOptions kept = options;  // bitonal frames of a stack are G4 whatever the others are
            if (frame.depth == Depth::bitonal && kept.kind == FileKind::tiff_jpeg) kept.kind = FileKind::tiff_g4;
            if (!write_frame(tiff.get(), frame, kept)) return cannot_write(file);
        }
        return {};
    }
    const std::vector<std::uint8_t> bytes = encoded(frames.front(), options);
    std::ofstream stream(file, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) return cannot_write(file);
    return {};
}

}  // namespace lockbox::samples
