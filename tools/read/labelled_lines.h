#pragma once
// A folder of line images, with or without what they say.

#include <optional>
#include <string>
#include <vector>

#include "ledger/result.h"

namespace lockbox {

struct LabelledLine {
    std::string file;                  ///< name within the folder
    std::optional<std::string> label;  ///< what it says, where that is known
};

/// The images of a folder in the order of their names, or of the labels file (`file<TAB>text` a line) when there is
/// one.
[[nodiscard]] Result<std::vector<LabelledLine>> labelled_lines(const std::string& folder,
                                                               const std::optional<std::string>& labels);

/// The lines of a text file, empty ones left out.
[[nodiscard]] Result<std::vector<std::string>> lines_of_file(const std::string& path);

}  // namespace lockbox
