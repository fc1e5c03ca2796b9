#include "tools/lockbox/session.h"

#include <cstdio>

#include "tools/lockbox/log.h"

namespace lockbox {

std::optional<std::filesystem::path> config_file(const CommonOptions& common) {
    if (common.config) return common.config;
    const std::filesystem::path beside = common.db.parent_path() / "lockbox.toml";
    std::error_code ignored;
    return std::filesystem::exists(beside, ignored) ? std::optional(beside) : std::nullopt;
}

Result<Session> open_session(const CommonOptions& common) {
    Result<Config> config = load_config(config_file(common));
    if (!config) return config.error();
    if (auto opened = open_log(config->log); !opened) return opened.error();
    Book::Options options;
    options.author = {kProgram, "lockbox"};
    Result<Book> book = Book::open(common.db, options);
    if (!book) return book.error();
    return Session{std::move(*config), *std::move(book)};
}

void print_error(const Error& error) {
    std::fprintf(stderr, "lockbox: %s\n", error.message().c_str());
}

}  // namespace lockbox
