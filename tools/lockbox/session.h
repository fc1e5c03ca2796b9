#pragma once
// What a command works with: the settings in force and the book, opened.

#include <optional>
#include <string>

#include "ledger/book.h"
#include "ledger/result.h"
#include "ledger/review_queue.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/config.h"

namespace lockbox {

inline constexpr const char* kProgram = "lockbox " LOCKBOX_VERSION;

/// The settings for these options: --config, else lockbox.toml beside the database when there is one, else defaults.
[[nodiscard]] std::optional<std::filesystem::path> config_file(const CommonOptions& common);

struct Session {
    Config config;
    Book book;
};

[[nodiscard]] ReviewRules review_rules(const Config& config);

/// The book alone, with settings that are loaded already.
[[nodiscard]] Result<Book> open_book(const CommonOptions& common, const Config& config);

/// Loads the settings, opens the log and the book.
[[nodiscard]] Result<Session> open_session(const CommonOptions& common);

/// "lockbox: where: what (remedy)" on standard error.
void print_error(const Error& error);

}  // namespace lockbox
