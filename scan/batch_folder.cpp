#include "scan/batch_folder.h"

#include <algorithm>
#include <map>
#include <set>

#include "scan/batch_json.h"
#include "scan/page_names.h"

namespace fs = std::filesystem;

namespace lockbox {
namespace {

constexpr std::string_view kListing = "batch.json";
constexpr std::size_t kListingBytesMax = std::size_t{16} << 20;
constexpr std::size_t kFilesMax = 200'000;

/// Files that scanners and desktops leave beside the pages.
bool is_no_page(const std::string& file_name) {
    std::string name = file_name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name.starts_with('.') || name == kListing || name == "thumbs.db" || name == "desktop.ini" ||
           name == "done" || name.ends_with(".done");
}

/// The file that `name` means, links followed, if it lies inside the folder (which has no link in its path).
Result<fs::path> inside(const fs::path& folder, const std::string& name) {
    const std::string where = shown_name(name);
    if (name.empty() || has_control_characters(name)) {
        return Error{"the file name is empty or holds control characters", where, "rename the file"};
    }
    const fs::path relative(name);
    const Error leaves{"the name leads out of the batch folder", where,
                       "put the image in the folder and name it there"};
    if (relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end()) return leaves;
    std::error_code failed;
    const fs::path file = fs::canonical(folder / relative, failed);
    if (failed) return Error{"the file is not there", where, "copy it into the folder, or correct batch.json"};
    if (std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first != folder.end()) return leaves;
    if (!fs::is_regular_file(file, failed))
        return Error{"this is no file", where, "give it to the program as a batch of its own"};
    return file;
}

Result<int> frames_of(const fs::path& file, const std::string& name, const ImageLimits& limits) {
    const auto bytes = read_image_file(file, limits);
    if (!bytes) return Error{bytes.error().what, shown_name(name), bytes.error().remedy};
    const auto facts = probe(*bytes, shown_name(name), limits);
    if (!facts) return facts.error();
    return static_cast<int>(facts->frames.size());
}

/// Collects every name below the folder. A subfolder is entered only where batch.json names something in it; else its
/// own name stands for it, so that it comes to light as a page with a problem.
Result<void> list_names(const fs::path& folder, const std::string& prefix, const std::set<std::string>& entered,
                        std::vector<std::string>& names) {
    std::error_code failed;
    for (fs::directory_iterator entry(folder / prefix, failed), end; !failed && entry != end; entry.increment(failed)) {
        const std::string file_name = entry->path().filename().string(), name = prefix + file_name;
        if (is_no_page(file_name)) continue;
        std::error_code unknown;
        if (entered.contains(name) && fs::is_directory(entry->symlink_status(unknown))) {
            if (auto listed = list_names(folder, name + "/", entered, names); !listed) return listed;
            continue;
        }
        names.push_back(name);
        if (names.size() > kFilesMax)
            return Error{"the folder holds too many files", folder.string(), "split the batch"};
    }
    if (failed)
        return Error{"the folder cannot be read: " + failed.message(), folder.string(), "check its permissions"};
    return {};
}

/// The subfolders that the names lie in: "a" and "a/b" for "a/b/c.tif".
std::set<std::string> folders_of(const std::vector<ListedPage>& pages) {
    std::set<std::string> folders;
    for (const ListedPage& page : pages) {
        for (const auto& name : {page.front, page.back}) {
            for (std::size_t slash = name ? name->find('/') : std::string::npos; slash != std::string::npos;
                 slash = name->find('/', slash + 1)) {
                folders.insert(name->substr(0, slash));
            }
        }
    }
    return folders;
}

/// Turns names into pages, each file at most once.
class PageMaker {
  public:
    PageMaker(fs::path folder, const ImageLimits& limits) : folder_(std::move(folder)), limits_(limits) {}

    /// One side's file and its number of frames. An unreadable file is kept, as one frame, beside its problem.
    struct SideFile {
        fs::path path;
        int frames = 1;
    };

    std::optional<SideFile> take(const std::string& name, std::optional<Error>& problem) {
        const auto path = inside(folder_, name);
        if (!path) {
            if (!problem) problem = path.error();
            return std::nullopt;
        }
        if (!taken_.insert(path->string()).second) {
            if (!problem)
                problem = Error{"the file is already a side of another page", shown_name(name), "name each file once"};
            return std::nullopt;
        }
        const auto frames = frames_of(*path, name, limits_);
        if (!frames && !problem) problem = frames.error();
        return SideFile{*path, frames ? *frames : 1};
    }

    /// The pages that a front and a back make, frame by frame.
    std::vector<ScannedPage> pages_of(const NamedPage& named) {
        std::optional<Error> problem;
        const auto front = named.front ? take(*named.front, problem) : std::nullopt;
        const auto back = named.back ? take(*named.back, problem) : std::nullopt;
        if (!named.front) problem = Error{"the page has no front", shown_name(*named.back), "scan the page again"};
        const int front_frames = front ? front->frames : 0, back_frames = back ? back->frames : 0;
        std::vector<ScannedPage> pages;
        for (int frame = 0; frame < std::max({1, front_frames, back_frames}); ++frame) {
            ScannedPage page;
            page.problem = problem;
            if (frame < front_frames) page.front = PageFile{front->path, frame};
            if (frame < back_frames) page.back = PageFile{back->path, frame};
            if (!page.front && !page.problem) {
                page.problem = Error{"the page has no front", shown_name(*named.back), "scan the page again"};
            }
            pages.push_back(std::move(page));
        }
        return pages;
    }

    [[nodiscard]] bool is_taken(const std::string& name) const {
        std::error_code failed;
        const fs::path file = fs::canonical(folder_ / name, failed);
        return !failed && taken_.contains(file.string());
    }

  private:
    fs::path folder_;
    ImageLimits limits_;
    std::set<std::string> taken_;
};

/// One listed page, followed by what its files hold beyond their first frames.
std::vector<ScannedPage> listed_pages(const ListedPage& listed, PageMaker& maker) {
    ScannedPage page;
    page.transaction = listed.transaction;
    page.problem = listed.problem;
    std::vector<ScannedPage> further;
    const auto side = [&](const std::optional<std::string>& name) -> std::optional<PageFile> {
        const auto file = name ? maker.take(*name, page.problem) : std::nullopt;
        if (!file) return std::nullopt;
        for (int frame = 1; frame < file->frames; ++frame) {
            ScannedPage extra;
            extra.front = PageFile{file->path, frame};
            extra.problem = Error{"frame " + std::to_string(frame + 1) + " of the file is not listed in batch.json",
                                  shown_name(*name), "export one image per side, or remove batch.json"};
            further.push_back(std::move(extra));
        }
        return PageFile{file->path, 0};
    };
    page.front = side(listed.front);
    page.back = side(listed.back);
    if (page.problem && !page.problem->where.starts_with(kListing))
        page.problem->where = listed.where + " " + page.problem->where;
    page.sequence = listed.sequence.value_or(0);
    further.insert(further.begin(), std::move(page));
    return further;
}

/// Every page gets a number of its own: the listed one, or the next free one for what has none or repeats one.
void number_pages(std::vector<ScannedPage>& pages) {
    std::map<int, const ScannedPage*> owners;
    int last = 0;
    for (const ScannedPage& page : pages) last = std::max(last, page.sequence);
    for (ScannedPage& page : pages) {
        const bool repeated = page.sequence != 0 && !owners.emplace(page.sequence, &page).second;
        if (repeated && !page.problem) {
            page.problem = Error{"sequence " + std::to_string(page.sequence) + " is there twice", std::string(kListing),
                                 "number each page once"};
        }
        if (repeated || page.sequence == 0) page.sequence = ++last;
    }
    std::stable_sort(pages.begin(), pages.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
}

BatchId id_from(const std::string& name) {
    std::string id;
    for (const char c : name.substr(0, 64)) {
        id += BatchId::parse(std::string("x") + c) ? c : '-';
    }
    if (id.starts_with('.')) id.front() = '-';
    return BatchId::parse(id).value_or(*BatchId::parse("batch"));
}

Result<BatchListing> read_listing(const fs::path& file, const ImageLimits& limits) {
    ImageLimits listing_limits = limits;
    listing_limits.file_bytes_max = kListingBytesMax;
    const auto bytes = read_image_file(file, listing_limits);
    if (!bytes) return Error{bytes.error().what, bytes.error().where, "write it again, or remove it"};
    auto listing = parse_batch_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!listing) {
        const Error& error = listing.error();
        return Error{error.what, (file.parent_path() / error.where).string(), error.remedy};
    }
    return listing;
}

Result<BatchFolder> read_folder(const fs::path& folder, const ImageLimits& limits) {
    BatchFolder batch;
    batch.id = id_from(folder.filename().string());
    PageMaker maker(folder, limits);
    std::error_code failed;
    const bool is_listed = fs::exists(fs::symlink_status(folder / kListing, failed));
    std::set<std::string> entered;
    if (is_listed) {
        const auto listing = read_listing(folder / kListing, limits);
        if (!listing) return listing.error();
        batch.id = listing->id.value_or(batch.id);
        batch.lockbox = listing->lockbox;
        batch.received = listing->received;
        batch.scanner = listing->scanner;
        batch.control = listing->control;
        entered = folders_of(listing->pages);
        for (const ListedPage& listed : listing->pages) {
            auto pages = listed_pages(listed, maker);
            std::move(pages.begin(), pages.end(), std::back_inserter(batch.pages));
        }
    }
    std::vector<std::string> names;
    if (auto read = list_names(folder, "", entered, names); !read) return read.error();
    std::erase_if(names, [&](const std::string& name) { return maker.is_taken(name); });
    for (const NamedPage& named : pair_sides(std::move(names))) {
        for (ScannedPage& page : maker.pages_of(named)) {
            if (is_listed && !page.problem) {
                page.problem =
                    Error{"the file is not listed in batch.json", shown_name(named.front ? *named.front : *named.back),
                          "list it, or remove it from the folder"};
            }
            batch.pages.push_back(std::move(page));
        }
    }
    if (batch.pages.empty())
        return Error{"the batch folder holds no page", folder.string(), "put the scanned images in it"};
    number_pages(batch.pages);
    return batch;
}

}  // namespace

Result<BatchFolder> read_batch_folder(const fs::path& path, const ImageLimits& limits) {
    std::error_code failed;
    const fs::path place = fs::canonical(path, failed);
    if (failed) {
        return Error{"the batch cannot be found: " + failed.message(), shown_name(path.string()), "check the path"};
    }
    if (fs::is_directory(place, failed)) return read_folder(place, limits);
    if (place.filename() == kListing) return read_folder(place.parent_path(), limits);
    if (!fs::is_regular_file(place, failed)) {
        return Error{"this is neither a folder nor an image", shown_name(path.string()),
                     "give the folder of the batch"};
    }
    BatchFolder batch;
    batch.id = id_from(place.stem().string());
    PageMaker maker(place.parent_path(), limits);
    batch.pages = maker.pages_of({place.filename().string(), std::nullopt});
    number_pages(batch.pages);
    return batch;
}

}  // namespace lockbox
