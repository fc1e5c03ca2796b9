#pragma once
// Which fonts there are: handwriting from a folder that tools/fonts fills, print from Debian's packages.

#include <filesystem>
#include <string>
#include <vector>

#include "tools/make_samples/typeface.h"

namespace lockbox::samples {

struct PrintFaces {
    Typeface sans, sans_bold, serif, serif_bold, serif_italic, mono, wide, ocr_a;
};

struct HandFace {
    std::string name;  ///< "patrick-hand"
    Typeface face;
};

struct Fonts {
    PrintFaces print;
    std::vector<HandFace> hands;  ///< sorted by name, so that the order does not depend on the file system
};

/// `held_out` are names that must not be used, so that a reader can be measured on hands it has not met.
[[nodiscard]] Result<Fonts> load_fonts(const std::filesystem::path& hand_folder,
                                       const std::vector<std::string>& held_out);

}  // namespace lockbox::samples
