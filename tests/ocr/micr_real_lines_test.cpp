// E-13B lines from real checks, where the shared data lies beside the project; skipped elsewhere.
// The shipped weights were trained on drawn and on these lines: this guards against breaking, it proves nothing new.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "ocr/micr_reader.h"
#include "scan/image_file.h"

using namespace lockbox;

namespace {

const std::filesystem::path kLines =
    std::filesystem::path(LOCKBOX_SOURCE_DIR).parent_path() / "shared" / "data" / "micr_lines";

/// Fewest characters to put in, take out or exchange; a doubt costs nothing.
int wrong_characters(const std::string& read, const std::string& truth) {
    std::vector<int> row(truth.size() + 1);
    for (std::size_t j = 0; j <= truth.size(); ++j) row[j] = 0;  // what was not read is no error here
    for (std::size_t i = 1; i <= read.size(); ++i) {
        std::vector<int> next(truth.size() + 1);
        const int unwanted = read[i - 1] == '?' ? 0 : 1;
        next[0] = row[0] + unwanted;
        for (std::size_t j = 1; j <= truth.size(); ++j)
            next[j] =
                std::min({row[j - 1] + (read[i - 1] == truth[j - 1] ? 0 : unwanted), row[j] + unwanted, next[j - 1]});
        row = std::move(next);
    }
    return row.back();
}

}  // namespace

TEST_CASE("real lines: characters that are certain are right") {
    std::ifstream labels(kLines / "labels.tsv");
    if (!labels) return;
    std::string row;
    int lines = 0, certain = 0, wrong = 0, characters = 0;
    while (std::getline(labels, row)) {
        if (++lines % 8 != 0) continue;
        const std::size_t tab = row.find('\t');
        const auto bytes = read_image_file(kLines / row.substr(0, tab));
        REQUIRE(bytes);
        const auto image = decode(*bytes, "line");
        REQUIRE(image);
        std::string truth = row.substr(tab + 1);
        // One check is labelled 1050482880 throughout; what is printed is 0150482880.
        if (const std::size_t slip = truth.find("1050482880"); slip != std::string::npos) truth.replace(slip, 2, "01");
        std::string read = read_micr_line(*image).line;
        std::erase(read, ' ');
        characters += static_cast<int>(truth.size());
        certain += static_cast<int>(read.size()) - static_cast<int>(std::count(read.begin(), read.end(), '?'));
        wrong += wrong_characters(read, truth);
    }
    CAPTURE(wrong);
    CHECK(certain > 0.985 * characters);
    CHECK(wrong == 0);
}
