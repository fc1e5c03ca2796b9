#include "tools/workstation/page_files.h"

#include <array>
#include <fstream>
#include <sstream>

#include "ledger/sha256.h"

namespace lockbox {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes = {
    {{".html", "text/html; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".ico", "image/x-icon"}}};

std::string_view type_of(std::string_view name) {
    for (const auto& [ending, type] : kTypes) {
        if (name.ends_with(ending)) return type;
    }
    return "";
}

/// What the page shows at a path is its own matter; files alone have a dot in their names.
bool is_route(const std::string& path) {
    return path.find('.') == std::string::npos && !path.starts_with("//");
}

}  // namespace

PageFiles::PageFiles(const std::optional<std::filesystem::path>& folder) {
    if (!folder) {
        for (const EmbeddedFile& file : embedded_files()) {
            files_["/" + std::string(file.name)] = {
                type_of(file.name), file.bytes, '"' + sha256_hex(file.bytes).substr(0, 32) + '"', {}};
        }
        return;
    }
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(*folder, ignored)) {
        const std::string name = entry.path().filename();
        if (entry.is_regular_file() && !type_of(name).empty())
            files_["/" + name] = {type_of(name), {}, {}, entry.path()};
    }
}

std::optional<HttpResponse> PageFiles::find(const std::string& path, const std::string& known_tag) const {
    const auto found = files_.find(is_route(path) ? "/index.html" : path);
    if (found == files_.end()) return std::nullopt;
    const File& file = found->second;
    HttpResponse response;
    response.type = file.type;
    if (file.lies) {
        std::ostringstream text;
        text << std::ifstream(*file.lies, std::ios::binary).rdbuf();
        response.body = text.str();
        response.headers = {{"Cache-Control", "no-store"}};
        return response;
    }
    response.headers = {{"Cache-Control", "no-cache"}, {"ETag", file.tag}};
    if (known_tag == file.tag) {
        response.status = 304;
    } else {
        response.body = file.bytes;
    }
    return response;
}

}  // namespace lockbox
