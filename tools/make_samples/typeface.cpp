#include "tools/make_samples/typeface.h"

#include <cmath>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace lockbox::samples {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kFraction = 64;  // FreeType's 26.6 fixed point

struct Library {
    FT_Library handle = nullptr;
    Library() { FT_Init_FreeType(&handle); }
    ~Library() { FT_Done_FreeType(handle); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

std::shared_ptr<Library> library() {
    static const auto shared = std::make_shared<Library>();
    return shared;
}

/// Bends the outline along slow waves, so that no two letters of one kind are the same.
void warp(FT_Outline& outline, const LetterStyle& style) {
    Random& random = *style.shape;
    const double wave = 2 * kPi / (style.em_px * random.real(0.5, 1.1) * kFraction);
    const double phase_x = random.real(0, 2 * kPi), phase_y = random.real(0, 2 * kPi);
    const double reach = style.warp_px * kFraction;
    for (int i = 0; i < outline.n_points; ++i) {
        FT_Vector& p = outline.points[i];
        const double x = static_cast<double>(p.x), y = static_cast<double>(p.y);
        p.x = std::lround(x + reach * std::sin(wave * y + phase_x));
        p.y = std::lround(y + reach * std::sin(wave * x + phase_y));
    }
}

void shape(FT_Outline& outline, const LetterStyle& style) {
    if (style.shape && style.warp_px != 0) warp(outline, style);
    const double turn = style.turn_degrees * kPi / 180;
    const double cosine = std::cos(turn), sine = std::sin(turn);
    for (int i = 0; i < outline.n_points; ++i) {
        FT_Vector& p = outline.points[i];
        const double y = static_cast<double>(p.y);
        const double x = static_cast<double>(p.x) * style.stretch + y * style.slant;
        p.x = std::lround(x * cosine - y * sine);
        p.y = std::lround(x * sine + y * cosine);
    }
    if (style.embolden_px != 0) {
        const auto strength = std::lround(style.embolden_px * kFraction);
        FT_Outline_Embolden(&outline, strength);
        FT_Outline_Translate(&outline, -strength / 2, -strength / 2);
    }
}

}  // namespace

struct Typeface::Handle {
    std::shared_ptr<Library> keeps_alive = library();
    FT_Face face = nullptr;
    Handle() = default;
    ~Handle() { FT_Done_Face(face); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    bool load(char character, double em_px) const {
        FT_Set_Char_Size(face, 0, std::lround(em_px * kFraction), 72, 72);
        const FT_UInt glyph = FT_Get_Char_Index(face, static_cast<unsigned char>(character));
        return glyph != 0 && FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0 &&
               face->glyph->format == FT_GLYPH_FORMAT_OUTLINE;
    }
};

Result<Typeface> Typeface::open(const std::filesystem::path& file) {
    Typeface typeface;
    typeface.handle_ = std::make_shared<Handle>();
    if (FT_New_Face(typeface.handle_->keeps_alive->handle, file.c_str(), 0, &typeface.handle_->face) != 0)
        return Error{
            "cannot read this font", file.string(),
            "handwriting: run tools/fonts; print: apt-get install fonts-liberation fonts-dejavu-core fonts-ocr-a"};
    return typeface;
}

Coverage Typeface::letter(char character, double x_px, double y_px, const LetterStyle& style) const {
    if (!handle_->load(character, style.em_px)) return {};
    const FT_GlyphSlot slot = handle_->face->glyph;
    shape(slot->outline, style);
    const double floor_x = std::floor(x_px), floor_y = std::floor(y_px);
    FT_Outline_Translate(&slot->outline, std::lround((x_px - floor_x) * kFraction),
                         -std::lround((y_px - floor_y) * kFraction));
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return {};
    const FT_Bitmap& bitmap = slot->bitmap;
    Coverage mark{.left_px = static_cast<int>(floor_x) + slot->bitmap_left,
                  .top_px = static_cast<int>(floor_y) - slot->bitmap_top,
                  .width_px = static_cast<int>(bitmap.width),
                  .height_px = static_cast<int>(bitmap.rows)};
    for (unsigned row = 0; row < bitmap.rows; ++row) {
        const unsigned char* first = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
        mark.share.insert(mark.share.end(), first, first + bitmap.width);
    }
    return mark;
}

double Typeface::advance_px(char character, const LetterStyle& style) const {
    if (!handle_->load(character, style.em_px)) return style.em_px * 0.3 * style.stretch;
    return static_cast<double>(handle_->face->glyph->linearHoriAdvance) / 65536 * style.stretch;
}

bool Typeface::has(char character) const {
    return FT_Get_Char_Index(handle_->face, static_cast<unsigned char>(character)) != 0;
}

double Typeface::ink_height(char character) const {
    constexpr double kEm = 512;
    if (!handle_->load(character, kEm)) return 0;
    return static_cast<double>(handle_->face->glyph->metrics.height) / kFraction / kEm;
}

double print(Canvas& canvas, const Typeface& face, std::string_view text, Spot baseline, double points, Align align,
             Colour colour) {
    const double width_in = print_width_in(face, text, points);
    const LetterStyle style{.em_px = points / 72 * canvas.dpi()};
    double x_px = (baseline.x_in - (align == Align::left    ? 0
                                    : align == Align::right ? width_in
                                                            : width_in / 2)) *
                  canvas.dpi();
    for (const char c : text) {
        canvas.blend(face.letter(c, x_px, baseline.y_in * canvas.dpi(), style), colour);
        x_px += face.advance_px(c, style);
    }
    return width_in;
}

double print_width_in(const Typeface& face, std::string_view text, double points) {
    const LetterStyle style{.em_px = points};
    double width = 0;
    for (const char c : text) width += face.advance_px(c, style);
    return width / 72;
}

}  // namespace lockbox::samples
