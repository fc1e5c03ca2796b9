#include "tools/make_samples/fonts.h"

#include <algorithm>

namespace lockbox::samples {
namespace {

constexpr std::string_view kDebianFonts = "/usr/share/fonts/truetype/";

Result<PrintFaces> load_print() {
    PrintFaces faces;
    const std::pair<Typeface*, const char*> files[] = {
        {&faces.sans, "liberation/LiberationSans-Regular.ttf"},
        {&faces.sans_bold, "liberation/LiberationSans-Bold.ttf"},
        {&faces.serif, "liberation/LiberationSerif-Regular.ttf"},
        {&faces.serif_bold, "liberation/LiberationSerif-Bold.ttf"},
        {&faces.serif_italic, "liberation/LiberationSerif-Italic.ttf"},
        {&faces.mono, "liberation/LiberationMono-Regular.ttf"},
        {&faces.wide, "dejavu/DejaVuSans.ttf"},
        {&faces.ocr_a, "ocr-a/OCRA.ttf"},
    };
    for (const auto& [face, file] : files) {
        auto opened = Typeface::open(std::string(kDebianFonts) + file);
        if (!opened) return opened.error();
        *face = *opened;
    }
    return faces;
}

bool is_font(const std::filesystem::path& file) {
    return file.extension() == ".woff" || file.extension() == ".ttf" || file.extension() == ".otf";
}

}  // namespace

Result<Fonts> load_fonts(const std::filesystem::path& hand_folder, const std::vector<std::string>& held_out) {
    auto printed = load_print();
    if (!printed) return printed.error();
    Fonts fonts{*printed, {}};
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(hand_folder, failure))
        if (is_font(entry.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        const std::string name = file.stem().string();
        if (std::find(held_out.begin(), held_out.end(), name) != held_out.end()) continue;
        auto opened = Typeface::open(file);
        if (!opened) return opened.error();
        fonts.hands.push_back({name, *opened});
    }
    if (fonts.hands.empty())
        return Error{"no handwriting font here", hand_folder.string(),
                     "run tools/fonts, which installs them into build/fonts"};
    return fonts;
}

}  // namespace lockbox::samples
