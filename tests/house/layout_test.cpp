// The layout is the architecture: these rules hold the rooms, their arrows and their wrappers in place.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = LOCKBOX_SOURCE_DIR;

struct Include {
    std::string file;  ///< relative to the root
    int line = 0;
    std::string target;  ///< as written between quotes or angles
};

std::vector<fs::path> sources(const std::string& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
        const std::string extension = entry.path().extension();
        if (extension == ".h" || extension == ".cpp") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Include> includes(const fs::path& file) {
    static const std::regex kInclude(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
    std::ifstream stream(file);
    std::vector<Include> found;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        std::smatch match;
        if (std::regex_search(line, match, kInclude)) {
            found.push_back({fs::relative(file, kRoot).string(), number, match[1]});
        }
    }
    return found;
}

std::string room_of(const std::string& target) {
    const std::size_t slash = target.find('/');
    return slash == std::string::npos ? "" : target.substr(0, slash);
}

// Headers that hold values only; rooms further along the way may include these and no others.
const std::map<std::string, std::set<std::string>> kValueHeaders = {
    {"ledger",
     {"ledger/result.h", "ledger/money.h", "ledger/identifiers.h", "ledger/date.h", "ledger/routing_number.h",
      "ledger/plan.h", "ledger/decision.h", "ledger/sha256.h"}},
    {"scan", {"scan/geometry.h", "scan/page_image.h", "scan/document.h"}},
    {"ocr",
     {"ocr/remittance.h", "ocr/lattice.h", "ocr/lattice_code.h", "ocr/ctc.h", "ocr/legend_words.h",
      "ocr/words_in_pixels.h"}},
};

// From which rooms a room may include value headers. Arrows never turn back.
const std::map<std::string, std::set<std::string>> kArrows = {
    {"ledger", {}},
    {"scan", {"ledger"}},
    {"ocr", {"ledger", "scan"}},
    {"matching", {"ledger", "scan", "ocr"}},
};

bool allowed(const std::string& room, const std::string& target) {
    const std::string other = room_of(target);
    if (!kArrows.contains(other) && other != "tools" && other != "tests") return true;  // not ours
    if (other == room) return true;
    return kArrows.at(room).contains(other) && kValueHeaders.at(other).contains(target);
}

}  // namespace

TEST_CASE("the top level holds the rooms and nothing else") {
    const std::set<std::string> wanted = {
        "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "scan", "ocr", "matching",
        "ledger",         "samples",           "tests",     "tools",   "docs"};
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(kRoot)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with('.') && name != "build") found.insert(name);
    }
    CHECK(found == wanted);
    CHECK(fs::exists(kRoot / ".ci/run"));
}

TEST_CASE("includes follow the arrows of the architecture") {
    for (const auto& [room, from] : kArrows) {
        for (const fs::path& file : sources(room)) {
            for (const Include& include : includes(file)) {
                INFO(include.file << ":" << include.line << " includes " << include.target);
                CHECK(allowed(room, include.target));
            }
        }
    }
}

TEST_CASE("the arrow check itself can fail") {
    CHECK_FALSE(allowed("ledger", "scan/document.h"));
    CHECK_FALSE(allowed("scan", "ocr/remittance.h"));
    CHECK_FALSE(allowed("matching", "ledger/sqlite.h"));
    CHECK_FALSE(allowed("ocr", "tools/lockbox/config.h"));
    CHECK(allowed("ocr", "scan/document.h"));
    CHECK(allowed("scan", "opencv2/core.hpp"));
}

TEST_CASE("each foreign library is included in one place") {
    const std::map<std::string, std::string> kWrappers = {
        {"sqlite3.h", "ledger/sqlite.cpp"},
        {"ReadBarcode.h", "scan/barcode.cpp"},
        {"tesseract/baseapi.h", "ocr/printed_text.cpp"},
        {"opencv2/dnn.hpp", "ocr/line_net.cpp"},
        {"openssl/evp.h", "ledger/sha256.cpp"},
        {"xxhash.h", "matching/checksum.cpp"},
        {"toml++/toml.h", "tools/lockbox/config.cpp"},
        {"httplib.h", "tools/workstation/http.cpp"},
        {"openssl/ssl.h", "tools/workstation/tls_channel.cpp"},
        {"argon2.h", "tools/workstation/password.cpp"},
    };
    for (const char* folder : {"ledger", "scan", "ocr", "matching", "tools/lockbox", "tools/workstation"}) {
        for (const fs::path& file : sources(folder)) {
            for (const Include& include : includes(file)) {
                for (const auto& [header, wrapper] : kWrappers) {
                    if (!include.target.ends_with(header)) continue;
                    INFO(include.file << ":" << include.line);
                    CHECK(include.file == wrapper);
                }
            }
        }
    }
}

TEST_CASE("money has one writer") {
    for (const char* folder : {"ledger", "tools/lockbox", "tools/workstation"}) {
        for (const fs::path& file : sources(folder)) {
            std::ostringstream text;
            text << std::ifstream(file).rdbuf();
            CAPTURE(fs::relative(file, kRoot).string());
            const bool writes = text.str().find("INSERT INTO entry") != std::string::npos ||
                                text.str().find("INSERT INTO posting") != std::string::npos;
            const std::string name = file.filename();
            CHECK(writes == (name == "journal.cpp" || name == "schema_002.cpp"));
        }
    }
}

TEST_CASE("no header of a room shows a foreign library") {
    const std::regex foreign(
        R"(opencv2/|leptonica|tesseract/|sqlite3\.h|nlohmann/|toml\+\+|ZXing|tiffio|openssl/|xxhash)");
    for (const auto& [room, from] : kArrows) {
        for (const fs::path& file : sources(room)) {
            if (file.extension() != ".h" || file.stem().string().ends_with("_mat")) continue;
            for (const Include& include : includes(file)) {
                INFO(include.file << ":" << include.line << " includes " << include.target);
                CHECK_FALSE(std::regex_search(include.target, foreign));
            }
        }
    }
}

TEST_CASE("files stay small and clean") {
    for (const char* folder : {"ledger", "scan", "ocr", "matching", "tools", "tests"}) {
        for (const fs::path& file : sources(folder)) {
            CAPTURE(fs::relative(file, kRoot).string());
            std::ifstream stream(file);
            std::string line;
            int lines = 0;
            for (; std::getline(stream, line); ++lines) {
                CAPTURE(lines + 1);
                CHECK(line.find('\t') == std::string::npos);
                CHECK((line.empty() || line.back() != ' '));
                CHECK(line.find("TO"
                                "DO") == std::string::npos);
                CHECK(line.find("FIX"
                                "ME") == std::string::npos);
            }
            CHECK(lines <= 500);
            if (file.extension() == ".h") {
                std::ifstream again(file);
                std::getline(again, line);
                CHECK(line == "#pragma once");
            }
        }
    }
}

TEST_CASE("the product stands without the workshop it was made in") {
    for (const char* folder : {"ledger", "scan", "ocr", "matching", "tools"}) {
        for (const fs::path& file : sources(folder)) {
            std::ifstream stream(file);
            std::ostringstream text;
            text << stream.rdbuf();
            CAPTURE(fs::relative(file, kRoot).string());
            CHECK(text.str().find("/shar"
                                  "ed/") == std::string::npos);
        }
    }
}

TEST_CASE("every package that is installed has its reason and licence in docs/dependencies.md") {
    std::ifstream packages(kRoot / "tools/packages");
    std::ostringstream reasons;
    reasons << std::ifstream(kRoot / "docs/dependencies.md").rdbuf();
    std::string package;
    int count = 0;
    while (std::getline(packages, package)) {
        if (package.empty() || package.starts_with('#')) continue;
        CAPTURE(package);
        CHECK(reasons.str().find("`" + package + "`") != std::string::npos);
        ++count;
    }
    CHECK(count > 10);
}
