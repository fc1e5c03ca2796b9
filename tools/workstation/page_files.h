#pragma once
// The page's own files: built into the program, so that it stands alone; or those of a folder, for whoever writes them.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "tools/workstation/http.h"

namespace lockbox {

struct EmbeddedFile {
    std::string_view name, bytes;
};
[[nodiscard]] std::vector<EmbeddedFile> embedded_files();

class PageFiles {
  public:
    /// `folder`: its files of known types, listed once; their bytes are read anew for each request.
    explicit PageFiles(const std::optional<std::filesystem::path>& folder);

    /// Of "/", a route of the page, or "/NAME"; nullopt for anything else. The path is only looked up, never opened.
    [[nodiscard]] std::optional<HttpResponse> find(const std::string& path, const std::string& known_tag) const;

  private:
    struct File {
        std::string_view type, bytes;
        std::string tag;                            ///< of its content, for the browser's cache
        std::optional<std::filesystem::path> lies;  ///< in a folder
    };
    std::map<std::string, File> files_;  ///< by "/NAME"
};

}  // namespace lockbox
