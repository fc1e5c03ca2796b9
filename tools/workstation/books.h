#pragma once
// Opened books for the threads of the server: a book is for one thread at a time, and opening one costs more than most
// questions to it.

#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <vector>

#include "ledger/book.h"
#include "ledger/result.h"
#include "ledger/sqlite.h"

namespace lockbox {

class Books {
  public:
    using Open = std::function<Result<Book>()>;
    static constexpr std::ptrdiff_t kBooksMax = 12;

    explicit Books(Open open) : open_(std::move(open)) {}

    /// A book for as long as the lease lives.
    class Lease {
      public:
        Lease(Books& owner, std::unique_ptr<Book> book) : owner_(&owner), book_(std::move(book)) {}
        Lease(Lease&& other) noexcept : owner_(other.owner_), book_(std::move(other.book_)) {}
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (book_) owner_->take_back(std::move(book_));
        }
        [[nodiscard]] const Book& operator*() const { return *book_; }

      private:
        Books* owner_;
        std::unique_ptr<Book> book_;
    };
    /// Waits while all are in use.
    [[nodiscard]] Result<Lease> lease() {
        free_.acquire();
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                std::unique_ptr<Book> book = std::move(idle_.back());
                idle_.pop_back();
                return Lease(*this, std::move(book));
            }
        }
        Result<Book> book = open_();
        if (book) {
            // A command has the machine to itself. Here a dozen connections would each keep their own part of the
            // database, and still be filling it after an hour; the system keeps one for all of them.
            book->connection().run("PRAGMA cache_size = -1024");  // KiB
            return Lease(*this, std::make_unique<Book>(*std::move(book)));
        }
        free_.release();
        return book.error();
    }

  private:
    void take_back(std::unique_ptr<Book> book) {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(book));
        }
        free_.release();
    }

    Open open_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Book>> idle_;
    std::counting_semaphore<kBooksMax> free_{kBooksMax};
};

}  // namespace lockbox
