#pragma once
// Page images for the screen: decoded, upright, encoded anew, and kept as long as there is room. What somebody will
// want next is made ahead.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "ledger/book.h"
#include "ledger/stored_envelope.h"
#include "scan/document.h"
#include "scan/image_file.h"
#include "scan/page_image.h"

namespace lockbox {

/// Things by name, the ones used last, up to so many bytes.
template <class T>
class RecentlyUsed {
  public:
    explicit RecentlyUsed(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    [[nodiscard]] std::shared_ptr<const T> find(const std::string& name) {
        const auto found = by_name_.find(name);
        if (found == by_name_.end()) return nullptr;
        order_.splice(order_.begin(), order_, found->second);
        return found->second->thing;
    }
    void keep(const std::string& name, std::shared_ptr<const T> thing, std::size_t bytes) {
        if (by_name_.contains(name) || bytes > bytes_max_) return;
        order_.push_front({name, std::move(thing), bytes});
        by_name_[name] = order_.begin();
        for (bytes_ += bytes; bytes_ > bytes_max_; order_.pop_back()) {
            bytes_ -= order_.back().bytes;
            by_name_.erase(order_.back().name);
        }
    }

  private:
    struct Kept {
        std::string name;
        std::shared_ptr<const T> thing;
        std::size_t bytes;
    };
    std::size_t bytes_max_, bytes_ = 0;
    std::list<Kept> order_;
    std::map<std::string, typename std::list<Kept>::iterator> by_name_;
};

struct Picture {
    std::string type, bytes;
};

class PageImages {
  public:
    PageImages(ImageLimits limits, std::size_t bytes_max);
    ~PageImages();
    PageImages(const PageImages&) = delete;
    PageImages& operator=(const PageImages&) = delete;

    /// The upright side as JPEG; with `box` that part of it as PNG.
    [[nodiscard]] Result<std::shared_ptr<const Picture>> get(const ImageStore& images, const StoredPage& page,
                                                             Side side, const std::optional<Box>& box = {});
    /// The sides of these pages are made in the background, the first ones first; what was asked for earlier and is not
    /// begun goes when there is too much.
    void make_ahead(const ImageStore& images, std::vector<StoredPage> pages);

  private:
    [[nodiscard]] Result<std::shared_ptr<const PageImage>> upright(const ImageStore& images, const StoredPage& page,
                                                                   Side side);
    template <class T>
    [[nodiscard]] Result<std::shared_ptr<const T>> once(RecentlyUsed<T>& kept, const std::string& name,
                                                        const std::function<Result<T>()>& make);
    void work_ahead();

    ImageLimits limits_;
    std::mutex mutex_;
    std::condition_variable changed_;
    RecentlyUsed<Picture> pictures_;
    RecentlyUsed<PageImage> uprights_;
    std::set<std::string> in_work_;
    struct Ahead {
        ImageStore images;
        StoredPage page;
    };
    std::deque<Ahead> ahead_;
    bool stopping_ = false;
    std::thread worker_;
};

}  // namespace lockbox
