#include "tools/workstation/upload.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

#include "tools/workstation/password.h"

namespace lockbox {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesMax = 10'000;
constexpr std::uintmax_t kUploadBytesMax = std::uintmax_t{4} << 30;
constexpr std::array<std::string_view, 7> kEndings = {".tif", ".tiff", ".jpg", ".jpeg", ".png", ".pdf", ".json"};

fs::path uploads_of(const fs::path& database) {
    return database.string() + ".uploads";
}

/// A number that add_upload() gave: hexadecimal digits.
bool is_upload(const std::string& text) {
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_file_name(const std::string& name) {
    const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-'; };
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return !name.empty() && name.size() <= 100 && name[0] != '.' && std::all_of(name.begin(), name.end(), plain) &&
           std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view end) { return lower.ends_with(end); });
}

/// The one folder in the upload's folder: its name is the batch's.
fs::path batch_folder_of(const Workstation& desk, const std::string& upload) {
    if (!is_upload(upload)) not_found("there is no such upload", "");
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(uploads_of(desk.settings.database) / upload, none)) {
        if (entry.is_directory()) return entry.path();
    }
    not_found("there is no such upload", "upload " + upload);
}

struct Held {
    std::size_t files = 0;
    std::uintmax_t bytes = 0;
};
Held held_in(const fs::path& folder) {
    Held held;
    for (const auto& entry : fs::directory_iterator(folder)) {
        ++held.files;
        held.bytes += entry.file_size();
    }
    return held;
}

void make_private_folder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return;
    throw ApiFailure(503, "busy", {"the upload cannot be kept", "uploads", "see that the disk has room"});
}

HttpResponse add_upload(Call& call) {
    const std::string name = text_of(call.body, "name", 64);
    const auto batch = BatchId::parse(name.empty() ? "upload-" + random_hex(4) : name);
    if (!batch) bad_request("not a name of a batch", "name", "letters, digits, dots, dashes");
    const std::string upload = random_hex(8);
    const fs::path folder = uploads_of(call.desk.settings.database) / upload;
    make_private_folder(folder.parent_path());
    make_private_folder(folder);
    make_private_folder(folder / batch->str());
    return json_response({{"upload", upload}, {"batch", batch->str()}}, 201);
}

HttpResponse drop_upload(Call& call) {
    const fs::path folder = batch_folder_of(call.desk, call.parts.at(0)).parent_path();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    return json_response(Json::object());
}

HttpResponse process_upload(Call& call) {
    const fs::path folder = batch_folder_of(call.desk, call.parts.at(0));
    const auto received = value_of<Date>(call.body, "received");
    if (held_in(folder).files == 0) bad_request("there is no file in it", "upload");
    const WorkstationSettings& settings = call.desk.settings;
    Jobs::Task task;
    task.command = {settings.program.string(), "process", folder.string(), "--tell-pages", "--db",
                    settings.database.string()};
    if (settings.config_file) task.command.insert(task.command.end(), {"--config", settings.config_file->string()});
    if (received) task.command.insert(task.command.end(), {"--received", received->to_string()});
    task.by = call.user();
    task.batch = folder.filename().string();
    task.folder = folder.parent_path();
    return json_response({{"job", job_json(call.desk.jobs.add(std::move(task)))}}, 201);
}

HttpResponse list_jobs(Call& call) {
    Json jobs = Json::array();
    for (const Job& job : call.desk.jobs.list()) jobs.push_back(job_json(job));
    return json_response({{"jobs", jobs}});
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Json job_json(const Job& job) {
    const auto moment = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    return {{"job", job.number},
            {"by", job.by},
            {"state", to_word(job.state)},
            {"batch", job.batch},
            {"pages_done", job.pages_done},
            {"pages_total", job.pages_total},
            {"pages_per_minute", job.pages_per_minute},
            {"started_at", moment(job.started_at)},
            {"ended_at", moment(job.ended_at)},
            {"message", job.message}};
}

HttpResponse take_uploaded_file(Workstation& desk, const SignedIn&, const std::string& upload, const std::string& name,
                                const BodyReader& body) {
    if (!is_file_name(name))
        bad_request("not a name of a scanned file", "name", "letters, digits, . _ -, and an image's ending");
    const fs::path folder = batch_folder_of(desk, upload);
    const Held before = held_in(folder);
    if (before.files >= kFilesMax || before.bytes > kUploadBytesMax) {
        throw ApiFailure(413, "too_large", {"the upload holds enough", "upload " + upload, "process it, then go on"});
    }
    const fs::path target = folder / name, part = folder.parent_path() / (name + ".part");
    const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0) throw ApiFailure(503, "busy", {"the file cannot be kept", name, "see that the disk has room"});
    bool good = true;
    const bool whole = body([&](std::string_view bytes) { return good = write_all(file, bytes); });
    good = ::close(file) == 0 && good;
    if (!whole || !good || ::rename(part.c_str(), target.c_str()) != 0) {
        ::unlink(part.c_str());
        throw ApiFailure(good ? 413 : 503, good ? "too_large" : "busy",
                         {"the file did not come whole", name, "send it again"});
    }
    const Held now = held_in(folder);
    return json_response({{"files", now.files}, {"bytes", now.bytes}});
}

void add_upload_routes(std::vector<Route>& routes) {
    routes.push_back({"POST", "/api/uploads", kOperators, add_upload});
    routes.push_back({"DELETE", "/api/uploads/*", kOperators, drop_upload});
    routes.push_back({"POST", "/api/uploads/*/process", kOperators, process_upload});
    routes.push_back({"GET", "/api/jobs", kEverybody, list_jobs});
}

void drop_old_uploads(const fs::path& database) {
    constexpr auto kKept = std::chrono::hours(24 * 7);
    std::error_code ignored;
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(uploads_of(database), ignored)) {
        if (fs::file_time_type::clock::now() - entry.last_write_time(ignored) > kKept) old.push_back(entry.path());
    }
    for (const fs::path& folder : old) fs::remove_all(folder, ignored);
}

}  // namespace lockbox
