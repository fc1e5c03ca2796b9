#include "ledger/book.h"

#include <ctime>

#include "ledger/schema.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

std::filesystem::path images_of(const std::filesystem::path& database) {
    return database.string() + ".images";
}

}  // namespace

Date local_today() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm local{};
    ::localtime_r(&now, &local);
    return *Date::of(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                     static_cast<unsigned>(local.tm_mday));
}

Book::Book(std::unique_ptr<Connection> connection, ImageStore images, Options options, int found_schema)
    : connection_(std::move(connection)),
      images_(std::move(images)),
      author_(std::move(options.author)),
      day_(std::move(options.day)),
      found_schema_(found_schema) {}
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;
Book::~Book() = default;

bool Book::was_older() const {
    return !is_new() && found_schema_ < kSchemaNumber;
}

Result<Book> Book::create(const std::filesystem::path& path, Options options) {
    return as_result([&]() -> Result<Book> {
        auto connection = std::make_unique<Connection>(path, Connection::Missing::create, options.lock_wait_max);
        const int found_schema = migrate(*connection, options.author);
        Result<ImageStore> images = ImageStore::open(images_of(path));
        if (!images) return images.error();
        return Book(std::move(connection), *std::move(images), std::move(options), found_schema);
    });
}

Result<Book> Book::open(const std::filesystem::path& path, Options options) {
    return as_result([&]() -> Result<Book> {
        auto connection = std::make_unique<Connection>(path, Connection::Missing::refuse, options.lock_wait_max);
        require_current_schema(*connection);
        Result<ImageStore> images = ImageStore::open(images_of(path));
        if (!images) return images.error();
        return Book(std::move(connection), *std::move(images), std::move(options), kSchemaNumber);
    });
}

}  // namespace lockbox
