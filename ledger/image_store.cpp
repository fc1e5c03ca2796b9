#include "ledger/image_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>

namespace lockbox {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDraft = ".draft-";

Error disk_error(const std::string& what, const fs::path& where, int error_number) {
    const bool full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
    return {what + ": " + std::strerror(error_number), where.string(),
            full ? "free some space and run again" : "see to the folder's permissions and its disk, and run again"};
}

class File {
  public:
    File(const fs::path& path, int flags, mode_t mode = 0)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    [[nodiscard]] bool sync() const { return ::fsync(descriptor_) == 0; }
    [[nodiscard]] bool write(std::span<const std::uint8_t> bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return true;
    }

  private:
    int descriptor_;
};

// A new name is safe only when the folder that holds it is on the disk too.
bool sync_folder(const fs::path& folder) {
    return File(folder, O_RDONLY | O_DIRECTORY).sync();
}

std::optional<Error> make_folder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), S_IRWXU) != 0) {
        const int cause = errno;
        std::error_code error;
        if (cause == EEXIST && fs::is_directory(folder, error)) return std::nullopt;
        return disk_error("the images folder cannot be made", folder, cause);
    }
    if (!sync_folder(folder.has_parent_path() ? folder.parent_path() : ".")) {
        return disk_error("the images folder cannot be made", folder, errno);
    }
    return std::nullopt;
}

std::optional<std::vector<std::uint8_t>> read_file(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size_bytes = fs::file_size(path, error);
    std::ifstream in(path, std::ios::binary);
    if (error || !in) return std::nullopt;
    std::vector<std::uint8_t> bytes(size_bytes);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size_bytes));
    if (in.gcount() != static_cast<std::streamsize>(size_bytes)) return std::nullopt;
    return bytes;
}

bool holds(const fs::path& path, const ImageId& id) {
    const auto bytes = read_file(path);
    return bytes && sha256_hex(*bytes) == id.str();
}

// Under a name of its own first: whoever finds the final name finds the whole file.
std::optional<Error> write_whole(const fs::path& path, std::span<const std::uint8_t> bytes) {
    static std::atomic<unsigned> count{0};
    const fs::path draft =
        path.parent_path() / (std::string(kDraft) + std::to_string(::getpid()) + "-" + std::to_string(++count));
    bool written = false;
    {
        const File file(draft, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
        written = file.is_open() && file.write(bytes) && file.sync();
    }
    if (!written || ::rename(draft.c_str(), path.c_str()) != 0 || !sync_folder(path.parent_path())) {
        const int cause = errno;
        ::unlink(draft.c_str());
        return disk_error("an image cannot be written", path.parent_path(), cause);
    }
    return std::nullopt;
}

}  // namespace

Result<ImageStore> ImageStore::open(fs::path folder) {
    if (auto error = make_folder(folder)) return *error;
    return ImageStore(std::move(folder));
}

fs::path ImageStore::path_of(const ImageId& id) const {
    return folder_ / id.str().substr(0, 2) / id.str().substr(2);
}

Result<StoredImage> ImageStore::put(std::span<const std::uint8_t> bytes, std::string_view media_type) const {
    const StoredImage image{*ImageId::parse(sha256_hex(bytes)), bytes.size(), std::string(media_type)};
    const fs::path path = path_of(image.id);
    if (holds(path, image.id)) return image;
    if (auto error = make_folder(path.parent_path())) return *error;
    if (auto error = write_whole(path, bytes)) return *error;
    return image;
}

void ImageStore::remove(const ImageId& id) const {
    ::unlink(path_of(id).c_str());
}

void ImageStore::remove_drafts(std::chrono::hours untouched) const {
    const auto latest = fs::file_time_type::clock::now() - untouched;
    std::error_code error;
    std::vector<fs::path> drafts;
    for (fs::recursive_directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
        if (!at->path().filename().string().starts_with(kDraft)) continue;
        std::error_code gone;
        const auto touched = at->last_write_time(gone);
        if (!gone && touched < latest) drafts.push_back(at->path());
    }
    for (const fs::path& draft : drafts) ::unlink(draft.c_str());
}

Result<std::vector<std::uint8_t>> ImageStore::get(const ImageId& id) const {
    auto bytes = read_file(path_of(id));
    if (!bytes) {
        return Error{"an image is not there or cannot be read", path_of(id).string(),
                     "restore it from the last backup"};
    }
    if (sha256_hex(*bytes) != id.str()) {
        return Error{"an image is no longer what was scanned", path_of(id).string(), "restore it from the last backup"};
    }
    return *std::move(bytes);
}

}  // namespace lockbox
