#include "ledger/book.h"

#include "ledger/schema.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

std::filesystem::path images_of(const std::filesystem::path& database) {
    return database.string() + ".images";
}

}  // namespace

Book::Book(std::unique_ptr<Connection> connection, ImageStore images, Author author, bool is_new)
    : connection_(std::move(connection)), images_(std::move(images)), author_(std::move(author)), is_new_(is_new) {}
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;
Book::~Book() = default;

Result<Book> Book::create(const std::filesystem::path& path, Options options) {
    return as_result([&]() -> Result<Book> {
        auto connection = std::make_unique<Connection>(path, Connection::Missing::create, options.lock_wait_max);
        const bool is_new = migrate(*connection, options.author);
        Result<ImageStore> images = ImageStore::open(images_of(path));
        if (!images) return images.error();
        return Book(std::move(connection), *std::move(images), std::move(options.author), is_new);
    });
}

Result<Book> Book::open(const std::filesystem::path& path, Options options) {
    return as_result([&]() -> Result<Book> {
        auto connection = std::make_unique<Connection>(path, Connection::Missing::refuse, options.lock_wait_max);
        require_current_schema(*connection);
        Result<ImageStore> images = ImageStore::open(images_of(path));
        if (!images) return images.error();
        return Book(std::move(connection), *std::move(images), std::move(options.author), false);
    });
}

}  // namespace lockbox
