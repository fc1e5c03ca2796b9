// JPEG by libjpeg. Colour is never computed: a page is its luminance channel.

#include <cstdio>
// jpeglib.h needs FILE and size_t, and has to come after them.
#include <jerror.h>
#include <jpeglib.h>

#include <csetjmp>

#include "scan/image_decoders.h"

namespace lockbox {
namespace {

struct ErrorManager {
    jpeg_error_mgr base;  // first: libjpeg hands back a pointer to it
    std::jmp_buf on_fatal;
    char message[JMSG_LENGTH_MAX];
    bool damaged;
};

ErrorManager& manager_of(j_common_ptr info) {
    return *reinterpret_cast<ErrorManager*>(info->err);
}

void fail(j_common_ptr info) {
    info->err->format_message(info, manager_of(info).message);
    std::longjmp(manager_of(info).on_fatal, 1);
}

/// libjpeg goes on after most damage and paints the rest gray. Only stray bytes between markers do no harm.
void note_warning(j_common_ptr info, int level) {
    if (level >= 0) return;
    const int code = info->err->msg_code;
    if (code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM || code == JWRN_JFIF_MAJOR) return;
    if (!manager_of(info).damaged) info->err->format_message(info, manager_of(info).message);
    manager_of(info).damaged = true;
}

void stay_silent(j_common_ptr) {}

/// Between setjmp and longjmp lives nothing with a destructor.
bool read_luminance(std::span<const std::uint8_t> bytes, PageImage& page, ErrorManager& errors) {
    jpeg_decompress_struct info{};
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = fail;
    errors.base.emit_message = note_warning;
    errors.base.output_message = stay_silent;
    if (setjmp(errors.on_fatal) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes.data(), static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_GRAYSCALE;
    jpeg_start_decompress(&info);
    const bool as_promised = info.output_width == static_cast<JDIMENSION>(page.width_px) &&
                             info.output_height == static_cast<JDIMENSION>(page.height_px);
    while (as_promised && !errors.damaged && info.output_scanline < info.output_height) {
        JSAMPROW row = page.pixels.data() + std::size_t{info.output_scanline} * info.output_width;
        jpeg_read_scanlines(&info, &row, 1);
    }
    if (as_promised && !errors.damaged) jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return as_promised && !errors.damaged;
}

}  // namespace

Result<PageImage> decode_jpeg(std::span<const std::uint8_t> bytes, std::string_view name, const FrameFacts& facts) {
    PageImage page = blank_page(facts);
    ErrorManager errors{};
    if (!read_luminance(bytes, page, errors)) return damaged_stream(name, "JPEG", errors.message);
    return page;
}

}  // namespace lockbox
