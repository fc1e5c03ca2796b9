#pragma once
// The book of record, opened: the database at PATH and the images in the folder PATH.images.

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "ledger/date.h"
#include "ledger/image_store.h"
#include "ledger/result.h"

namespace lockbox {

class Connection;

/// The day on the operator's wall.
[[nodiscard]] Date local_today();

/// Who writes: kept with every decision, posting and audit row.
struct Author {
    std::string program = "lockbox";  ///< with its version, "lockbox 0.1.0"
    std::string name = "lockbox";     ///< the person, or the program itself
};

/// One process or thread holds one Book; any number of them share the same files.
class Book {
  public:
    struct Options {
        Author author;
        std::chrono::milliseconds lock_wait_max{10'000};  ///< how long another process may hold the database
        std::function<Date()> day = local_today;          ///< the day of the book, to which money is booked
    };

    /// Makes the database and its images folder, or brings an older one to this program's schema. A book that is
    /// already there is left as it is.
    [[nodiscard]] static Result<Book> create(const std::filesystem::path& path, Options options);
    [[nodiscard]] static Result<Book> create(const std::filesystem::path& path) { return create(path, Options{}); }

    /// Opens what create() made. Errors: not there, not a lockbox database, of another schema, not writable, locked.
    [[nodiscard]] static Result<Book> open(const std::filesystem::path& path, Options options);
    [[nodiscard]] static Result<Book> open(const std::filesystem::path& path) { return open(path, Options{}); }

    Book(Book&&) noexcept;
    Book& operator=(Book&&) noexcept;
    ~Book();

    /// True when create() has just made the database.
    [[nodiscard]] bool is_new() const { return found_schema_ == 0; }
    /// True when create() has just brought it up from an older schema.
    [[nodiscard]] bool was_older() const;
    [[nodiscard]] const Author& author() const { return author_; }
    [[nodiscard]] Date day() const { return day_(); }
    [[nodiscard]] const ImageStore& images() const { return images_; }
    [[nodiscard]] Connection& connection() const { return *connection_; }

  private:
    Book(std::unique_ptr<Connection> connection, ImageStore images, Options options, int found_schema);
    std::unique_ptr<Connection> connection_;
    ImageStore images_;
    Author author_;
    std::function<Date()> day_;
    int found_schema_;
};

}  // namespace lockbox
