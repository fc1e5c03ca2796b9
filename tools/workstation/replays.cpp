#include "tools/workstation/replays.h"

#include <algorithm>
#include <cctype>

namespace lockbox {

HttpResponse Replays::once(std::uint64_t session, const std::string& id, const std::function<HttpResponse()>& work) {
    const Key key{session, id};
    {
        std::unique_lock lock(mutex_);
        for (auto found = answers_.find(key); found != answers_.end(); found = answers_.find(key)) {
            if (found->second) return *found->second;
            done_.wait(lock);
        }
        answers_[key] = std::nullopt;
    }
    HttpResponse response = work();  // throws nothing: it is a whole answer, errors too
    const std::lock_guard lock(mutex_);
    if (response.status < 500) {
        answers_[key] = response;
        order_.push_back(key);
        if (order_.size() > kKept) {
            answers_.erase(order_.front());
            order_.pop_front();
        }
    } else {
        answers_.erase(key);
    }
    done_.notify_all();
    return response;
}

bool Replays::is_id(const std::string& text) {
    return text.size() >= 8 && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
}

}  // namespace lockbox
