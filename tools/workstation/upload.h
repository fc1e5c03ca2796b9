#pragma once
// Files that operators hand in, until their batch is in the book: PATH.uploads/UPLOAD/BATCH/NAME, readable by their
// owner only. Of a request come the upload's number and the file's name, and both are of few letters and no dots to
// climb by.

#include <filesystem>
#include <optional>
#include <string>

#include "tools/workstation/workstation.h"

namespace lockbox {

[[nodiscard]] Json job_json(const Job& job);
[[nodiscard]] HttpResponse take_uploaded_file(Workstation& desk, const SignedIn& who, const std::string& upload,
                                              const std::string& name, const BodyReader& body);
void add_upload_routes(std::vector<Route>& routes);

/// Uploads that nobody processed for a week go.
void drop_old_uploads(const std::filesystem::path& database);

}  // namespace lockbox
