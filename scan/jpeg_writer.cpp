#include "scan/jpeg_writer.h"

#include <cstdio>
#include <cstdlib>
// jpeglib.h needs FILE and size_t, and has to come after them.
#include <jpeglib.h>

#include <csetjmp>

namespace lockbox {
namespace {

struct ErrorManager {
    jpeg_error_mgr base;  // first: libjpeg hands back a pointer to it
    std::jmp_buf on_fatal;
};

void fail(j_common_ptr info) {
    std::longjmp(reinterpret_cast<ErrorManager*>(info->err)->on_fatal, 1);
}
void stay_silent(j_common_ptr) {}

/// Between setjmp and longjmp lives nothing with a destructor. The bytes are malloc's.
bool write_gray(const PageImage& image, int quality, ErrorManager& errors, unsigned char*& bytes, unsigned long& size) {
    jpeg_compress_struct info{};
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = fail;
    errors.base.output_message = stay_silent;
    if (setjmp(errors.on_fatal) != 0) {
        jpeg_destroy_compress(&info);
        return false;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = static_cast<JDIMENSION>(image.width_px);
    info.image_height = static_cast<JDIMENSION>(image.height_px);
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        const std::size_t at = static_cast<std::size_t>(info.next_scanline) * info.image_width;
        JSAMPROW row = const_cast<JSAMPROW>(image.pixels.data() + at);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return true;
}

}  // namespace

Result<std::vector<std::uint8_t>> to_jpeg(const PageImage& image, int quality) {
    if (image.empty()) return Error{"there are no pixels to write", "a JPEG file", ""};
    ErrorManager errors{};
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const bool written = write_gray(image, quality, errors, bytes, size);
    std::vector<std::uint8_t> file(bytes, bytes == nullptr ? bytes : bytes + size);
    std::free(bytes);
    if (written) return file;
    return Error{"the JPEG file cannot be made", "a JPEG file", ""};
}

}  // namespace lockbox
