#include "tools/lockbox/intake.h"

#include <map>

namespace lockbox {
namespace {

std::string_view media_type(ImageFormat format) {
    switch (format) {
        case ImageFormat::tiff:
            return "image/tiff";
        case ImageFormat::jpeg:
            return "image/jpeg";
        case ImageFormat::png:
            return "image/png";
        case ImageFormat::pdf:
            return "application/pdf";
    }
    return "application/octet-stream";
}

/// What one file turned out to be; several pages may be frames of it.
struct TakenFile {
    std::optional<StoredImage> image;
    std::string problem;
};

class Intake {
  public:
    Intake(const ImageStore& images, const ImageLimits& limits) : images_(images), limits_(limits) {}

    Result<TakenFile> file(const std::filesystem::path& path) {
        if (const auto known = files_.find(path); known != files_.end()) return known->second;
        Result<TakenFile> taken = read(path);
        if (taken) files_[path] = *taken;
        return taken;
    }

  private:
    Result<TakenFile> read(const std::filesystem::path& path) const {
        const auto bytes = read_image_file(path, limits_);
        if (!bytes) return TakenFile{std::nullopt, bytes.error().message()};
        const std::string name = path.filename().string();
        const auto facts = probe(*bytes, name, limits_);
        // Even a file that is no image is kept: a person decides what it was.
        auto stored = images_.put(*bytes, facts ? media_type(facts.value().format) : "application/octet-stream");
        if (!stored) return stored.error();
        return TakenFile{*std::move(stored), facts ? "" : facts.error().message()};
    }

    const ImageStore& images_;
    const ImageLimits& limits_;
    std::map<std::filesystem::path, TakenFile> files_;
};

Result<void> take_side(Intake& intake, const std::optional<PageFile>& file, std::optional<PageSide>& side,
                       std::string& problem) {
    if (!file) return {};
    const auto taken = intake.file(file->path);
    if (!taken) return taken.error();
    if (taken.value().image) side = PageSide{*taken.value().image, file->frame};
    if (problem.empty()) problem = taken.value().problem;
    return {};
}

}  // namespace

ImageLimits image_limits(const Config& config) {
    ImageLimits limits;
    limits.file_bytes_max = static_cast<std::size_t>(config.images.file_bytes_max);
    limits.pixels_max = config.images.pixels_max;
    limits.side_px_max = config.images.side_px_max;
    return limits;
}

Result<std::vector<TakenPage>> take_in(const BatchFolder& folder, const ImageStore& images, const ImageLimits& limits) {
    Intake intake(images, limits);
    std::vector<TakenPage> pages;
    for (const ScannedPage& scanned : folder.pages) {
        TakenPage page{scanned.sequence, scanned.transaction, {}, {}, ""};
        if (scanned.problem) page.problem = scanned.problem->message();
        if (auto front = take_side(intake, scanned.front, page.front, page.problem); !front) return front.error();
        if (auto back = take_side(intake, scanned.back, page.back, page.problem); !back) return back.error();
        if (!page.front && page.problem.empty()) page.problem = "the page has no front image";
        pages.push_back(std::move(page));
    }
    return pages;
}

PageTask page_task(const TakenPage& page, const ImageStore& images, Date received) {
    PageTask task;
    task.sequence = page.sequence;
    task.front = {images.path_of(page.front->image.id), page.front->frame};
    if (page.back) task.back = PageTask::Source{images.path_of(page.back->image.id), page.back->frame};
    task.received = received;
    return task;
}

}  // namespace lockbox
