#include "tools/workstation/event_hub.h"

#include <utility>

namespace lockbox {

Listener::Heard Listener::listen(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    said_.wait_for(lock, time, [&] { return over_ || !waiting_.empty(); });
    Heard heard{std::exchange(waiting_, {}), over_};
    return heard;
}

void Listener::hear(const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + text.size() > kBytesMax) {
        waiting_.clear();
        over_ = true;
    } else {
        waiting_ += text;
    }
    said_.notify_all();
}

void Listener::end() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    said_.notify_all();
}

std::shared_ptr<Listener> EventHub::join() {
    auto listener = std::make_shared<Listener>();
    const std::lock_guard lock(mutex_);
    if (stopped_) listener->end();
    listeners_.insert(listener);
    return listener;
}

void EventHub::leave(const std::shared_ptr<Listener>& listener) {
    const std::lock_guard lock(mutex_);
    listeners_.erase(listener);
}

void EventHub::say(const std::string& event, const std::string& json) {
    const std::string text = framed(event, json);
    const std::lock_guard lock(mutex_);
    for (const auto& listener : listeners_) listener->hear(text);
}

void EventHub::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (const auto& listener : listeners_) listener->end();
}

}  // namespace lockbox
