#include "tools/read/labelled_lines.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace lockbox {
namespace {

namespace fs = std::filesystem;

bool is_image(const fs::path& path) {
    constexpr std::array<std::string_view, 6> kEndings = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"};
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

}  // namespace

Result<std::vector<std::string>> lines_of_file(const std::string& path) {
    std::ifstream file(path);
    if (!file) return Error{"cannot be read", path, "check its name"};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

Result<std::vector<LabelledLine>> labelled_lines(const std::string& folder, const std::optional<std::string>& labels) {
    std::vector<LabelledLine> lines;
    if (labels) {
        const auto rows = lines_of_file(*labels);
        if (!rows) return rows.error();
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string& row = (*rows)[i];
            const std::size_t tab = row.find('\t');
            if (tab == std::string::npos || tab == 0) {
                return Error{"no tab between file and text", *labels + ":" + std::to_string(i + 1),
                             "write file<TAB>text"};
            }
            lines.push_back({row.substr(0, tab), row.substr(tab + 1)});
        }
        return lines;
    }
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.is_regular_file() && is_image(entry.path())) lines.push_back({entry.path().filename().string(), {}});
    }
    if (failed) return Error{"the folder cannot be read", folder, "check its name"};
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
    return lines;
}

}  // namespace lockbox
