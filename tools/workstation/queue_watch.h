#pragma once
// Keeps every open page in step with the queue: whoever changes it, this server or a command in a shell.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "ledger/review_watch.h"
#include "tools/workstation/books.h"
#include "tools/workstation/event_hub.h"

namespace lockbox {

class QueueWatch {
  public:
    QueueWatch(Books& books, EventHub& hub);
    ~QueueWatch();
    QueueWatch(const QueueWatch&) = delete;
    QueueWatch& operator=(const QueueWatch&) = delete;

    /// Something has changed just now.
    void look();
    /// {"open":20000,"claims":[...]}: the state with which a page begins.
    [[nodiscard]] std::string state_json();

  private:
    void watch();
    void tell(const QueueGlance& now, const std::vector<ReviewId>& resolved);

    Books& books_;
    EventHub& hub_;
    std::mutex mutex_;
    std::condition_variable called_;
    QueueGlance known_;
    bool called_now_ = false, stopping_ = false;
    std::thread watcher_;
};

}  // namespace lockbox
