#include "tools/workstation/page_images.h"

#include "ocr/remittance_json.h"
#include "scan/jpeg_writer.h"
#include "scan/png_writer.h"
#include "tools/lockbox/page_sides.h"

namespace lockbox {
namespace {

constexpr int kJpegQuality = 82;
constexpr std::size_t kAheadMax = 64;  // pages

std::string side_name(const StoredPage& page, Side side) {
    // A later reading may see the page another way up.
    return std::to_string(page.page_id) + (side == Side::front ? "/front/" : "/back/") +
           std::to_string(std::hash<std::string>{}(page.reading_json));
}

std::string box_name(const Box& box) {
    return "/" + std::to_string(box.left_px) + "," + std::to_string(box.top_px) + "," + std::to_string(box.width_px) +
           "," + std::to_string(box.height_px);
}

std::size_t bytes_of(const Picture& picture) {
    return picture.bytes.size();
}
std::size_t bytes_of(const PageImage& image) {
    return image.pixels.size();
}

Result<Picture> picture_of(Result<std::vector<std::uint8_t>> file, const char* type) {
    if (!file) return file.error();
    return Picture{type, {file->begin(), file->end()}};
}

}  // namespace

PageImages::PageImages(ImageLimits limits, std::size_t bytes_max)
    : limits_(limits), pictures_(bytes_max), uprights_(bytes_max), worker_([this] { work_ahead(); }) {}

PageImages::~PageImages() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    worker_.join();
}

template <class T>
Result<std::shared_ptr<const T>> PageImages::once(RecentlyUsed<T>& kept, const std::string& name,
                                                  const std::function<Result<T>()>& make) {
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            if (auto found = kept.find(name)) return found;
            if (!in_work_.contains(name)) break;
            changed_.wait(lock);
        }
        in_work_.insert(name);
    }
    Result<T> made = make();
    const std::lock_guard lock(mutex_);
    in_work_.erase(name);
    changed_.notify_all();
    if (!made) return made.error();
    auto shared = std::make_shared<const T>(*std::move(made));
    kept.keep(name, shared, bytes_of(*shared));
    return std::shared_ptr<const T>(shared);
}

Result<std::shared_ptr<const PageImage>> PageImages::upright(const ImageStore& images, const StoredPage& page,
                                                             Side side) {
    return once<PageImage>(uprights_, side_name(page, side) + "/pixels", [&]() -> Result<PageImage> {
        const auto reading = page_reading_from_json(page.reading_json);
        return upright_side(images, page, reading ? *reading : PageReading{}, side, limits_);
    });
}

Result<std::shared_ptr<const Picture>> PageImages::get(const ImageStore& images, const StoredPage& page, Side side,
                                                       const std::optional<Box>& box) {
    const std::string name = side_name(page, side) + (box ? box_name(*box) : "");
    return once<Picture>(pictures_, name, [&]() -> Result<Picture> {
        const auto pixels = upright(images, page, side);
        if (!pixels) return pixels.error();
        if (!box) return picture_of(to_jpeg(**pixels, kJpegQuality), "image/jpeg");
        return picture_of(to_png(cropped(**pixels, *box, 0)), "image/png");
    });
}

void PageImages::make_ahead(const ImageStore& images, std::vector<StoredPage> pages) {
    const std::lock_guard lock(mutex_);
    for (StoredPage& page : pages) ahead_.push_back({images, std::move(page)});
    while (ahead_.size() > kAheadMax) ahead_.pop_front();
    changed_.notify_all();
}

void PageImages::work_ahead() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [&] { return stopping_ || !ahead_.empty(); });
        if (stopping_) return;
        const Ahead next = std::move(ahead_.front());
        ahead_.pop_front();
        lock.unlock();
        for (const Side side : {Side::front, Side::back}) {
            const bool there = side == Side::front ? next.page.front.has_value() : next.page.back.has_value();
            if (there) static_cast<void>(get(next.images, next.page, side));  // who asks for it hears of errors
        }
        lock.lock();
    }
}

}  // namespace lockbox
