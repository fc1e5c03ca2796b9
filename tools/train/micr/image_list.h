#pragma once
// The images that a list file names, one path a line.

#include <fstream>
#include <iostream>
#include <optional>
#include <string>

#include "scan/image_file.h"

namespace lockbox {

/// Calls `use(index, path, image)` for every image of the list that can be read; says which cannot.
template <typename Use>
void for_each_image(const std::string& list, Use use) {
    std::ifstream paths(list);
    std::string path;
    for (int index = 0; std::getline(paths, path); ++index) {
        const auto bytes = read_image_file(path);
        const auto image = bytes ? decode(*bytes, path) : Result<PageImage>(bytes.error());
        if (image)
            use(index, path, *image);
        else
            std::cerr << "cannot read image " << index << " of the list\n";
    }
}

}  // namespace lockbox
