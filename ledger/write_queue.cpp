#include "ledger/write_queue.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace lockbox {

std::shared_ptr<WriteQueue> WriteQueue::of(const std::filesystem::path& file) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<WriteQueue>> queues;
    std::error_code no_such_file;
    const std::string name = std::filesystem::weakly_canonical(file, no_such_file).string();
    const std::lock_guard lock(mutex);
    std::erase_if(queues, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<WriteQueue>& known = queues[name];
    std::shared_ptr<WriteQueue> queue = known.lock();
    if (!queue) known = queue = std::make_shared<WriteQueue>();
    return queue;
}

bool WriteQueue::take(std::chrono::milliseconds wait_max) {
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = next_++;
    tickets_.push_back(ticket);
    if (moved_.wait_for(lock, wait_max, [&] { return tickets_.front() == ticket; })) return true;
    tickets_.erase(std::find(tickets_.begin(), tickets_.end(), ticket));
    return false;
}

void WriteQueue::give() {
    const std::lock_guard lock(mutex_);
    tickets_.pop_front();
    moved_.notify_all();
}

WriteQueue::Turn::Turn(std::shared_ptr<WriteQueue> queue, std::chrono::milliseconds wait_max)
    : queue_(std::move(queue)), has_(queue_->take(wait_max)) {}

WriteQueue::Turn::~Turn() {
    if (has_) queue_->give();
}

}  // namespace lockbox
