#pragma once
// Scans as files of the kinds that scanners write, with their resolution and without time stamps.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "tools/make_samples/scanner.h"

namespace lockbox::samples {

enum class FileKind { jpeg, png, pdf, tiff_g4, tiff_lzw, tiff_jpeg, tiff_plain };

[[nodiscard]] std::string_view extension(FileKind kind);  ///< ".jpg"
/// G4 holds only bitonal scans; the other kinds hold gray, JPEG also colour.
[[nodiscard]] bool fits(FileKind kind, Depth depth);

struct WriteOptions {
    FileKind kind = FileKind::jpeg;
    int jpeg_quality = 70;
};

/// One frame for each scan; only TIFF takes more than one.
Result<void> write_image(const std::filesystem::path& file, std::span<const Scan> frames, const WriteOptions& options);

}  // namespace lockbox::samples
