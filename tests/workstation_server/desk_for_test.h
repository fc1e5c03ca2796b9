#pragma once
// A workstation on a free port of this machine, over a small book: some items, some users.

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "book_for_test.h"
#include "client.h"
#include "tools/workstation/workstation.h"

namespace lockbox::test {

inline const std::string kPassword = "correct horse battery";

struct DeskOptions {
    HttpLimits limits = {};
    SessionLimits sessions = {};
    int members = 6;
    std::optional<Cents> second_above = {};
    int claim_minutes = 10;
};

class ServedDesk {
  public:
    using Options = DeskOptions;
    explicit ServedDesk(Options options = {});
    ~ServedDesk();
    ServedDesk(const ServedDesk&) = delete;
    ServedDesk& operator=(const ServedDesk&) = delete;

    /// A user of this role, signed in.
    [[nodiscard]] Person person(const std::string& name, Role role);
    void add_user(const std::string& name, Role role);
    /// Items of the queue, a check each with an image of its own; of batch `id`.
    void add_items(const std::string& id, int count, std::vector<Reason> reasons, std::optional<Cents> amount,
                   const std::function<void(PageReading&)>& change = {});
    /// As after a crash or an update: another server over the same book.
    void restart();
    /// Time passes for sessions and sign-in.
    void pass(std::chrono::seconds time) { passed_ += time.count(); }

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] const Book& book() const { return *book_; }
    [[nodiscard]] std::filesystem::path database() const { return book_->connection().path(); }

  private:
    void start();
    void stop();

    Options options_;
    TempFolder folder_;
    std::optional<Book> book_;
    std::atomic<std::int64_t> passed_ = 0;
    std::unique_ptr<Workstation> desk_;
    std::unique_ptr<HttpServer> server_;
    std::thread thread_;
    int port_ = 0, serial_ = 0;
};

/// How many rows of the audit trail have this action and subject.
[[nodiscard]] int count_audit(const Book& book, const std::string& action, const std::string& subject = "");

}  // namespace lockbox::test
