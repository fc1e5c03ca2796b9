#include "tools/lockbox/session.h"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "ledger/bank_day.h"
#include "tools/lockbox/log.h"

namespace lockbox {

std::optional<std::filesystem::path> config_file(const CommonOptions& common) {
    if (common.config) return common.config;
    const std::filesystem::path beside = common.db.parent_path() / "lockbox.toml";
    std::error_code ignored;
    return std::filesystem::exists(beside, ignored) ? std::optional(beside) : std::nullopt;
}

namespace {

/// The bank day to which this moment belongs.
Date book_day(int cut_off_minute) {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm local{};
    ::localtime_r(&now, &local);
    return bank_day(local_today(), 60 * local.tm_hour + local.tm_min >= cut_off_minute);
}

}  // namespace

ReviewRules review_rules(const Config& config) {
    return {std::chrono::minutes(config.review.claim_minutes), config.review.second_user_above};
}

Result<Book> open_book(const CommonOptions& common, const Config& config) {
    Book::Options options;
    options.author = {kProgram, "lockbox"};
    options.day = [minute = config.book.cut_off_minute] { return book_day(minute); };
    return Book::open(common.db, options);
}

Result<Session> open_session(const CommonOptions& common) {
    Result<Config> config = load_config(config_file(common));
    if (!config) return config.error();
    if (auto opened = open_log(config->log); !opened) return opened.error();
    Result<Book> book = open_book(common, *config);
    if (!book) return book.error();
    return Session{std::move(*config), *std::move(book)};
}

void print_error(const Error& error) {
    std::fprintf(stderr, "lockbox: %s\n", error.message().c_str());
}

}  // namespace lockbox
