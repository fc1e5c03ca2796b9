// init, accounts load, config: what prepares a day.

#include <cstdio>

#include "ledger/account_store.h"
#include "tools/lockbox/accounts_file.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/log.h"
#include "tools/lockbox/progress.h"
#include "tools/lockbox/session.h"

namespace lockbox {

int init_command(const CommonOptions& common) {
    Book::Options options;
    options.author = {kProgram, "lockbox"};
    const auto book = Book::create(common.db, options);
    if (!book) {
        print_error(book.error());
        return kCouldNotRun;
    }
    const char* done = "%s is there already and ready; images in %s.\n";
    if (book.value().is_new()) done = "Made %s; images will be kept in %s.\n";
    if (book.value().was_older()) done = "Brought %s up to this program's schema; images in %s.\n";
    std::printf(done, common.db.c_str(), book.value().images().folder().c_str());
    return kDone;
}

int accounts_load_command(const CommonOptions& common, const std::filesystem::path& file) {
    const auto session = open_session(common);
    if (!session) {
        print_error(session.error());
        return kCouldNotRun;
    }
    LoadResult result;
    {
        Progress progress("Loading accounts", 100);
        result = AccountStore(session.value().book).load(file, [&](std::uint64_t read, std::uint64_t total) {
            progress.advance_to(total == 0 ? 100 : static_cast<std::size_t>(100 * read / total));
        });
    }
    for (const Error& error : result.errors) print_error(error);
    if (!result.ok()) {
        const auto more = result.errors_total - static_cast<std::int64_t>(result.errors.size());
        if (more > 0) std::fprintf(stderr, "lockbox: and %lld more\n", static_cast<long long>(more));
        std::fprintf(stderr, "lockbox: nothing was loaded; the accounts are as they were\n");
        return kCouldNotRun;
    }
    if (const auto map = open_accounts(session.value().book, common.db); !map) print_error(map.error());
    const LoadReport& report = *result.report;
    std::printf(
        "Accounts: %lld plans in the file: %lld new, %lld changed, %lld unchanged; %lld closed (no longer in the "
        "file).\n",
        static_cast<long long>(report.rows), static_cast<long long>(report.added),
        static_cast<long long>(report.changed), static_cast<long long>(report.unchanged),
        static_cast<long long>(report.closed));
    if (report.credit_used > Cents(0)) {
        std::printf("%s of earlier credit was used for next bills.\n", report.credit_used.to_display().c_str());
    }
    log_event(LogLevel::info, "accounts_loaded",
              {{"rows", std::to_string(report.rows)}, {"closed", std::to_string(report.closed)}});
    return kDone;
}

int config_command(const CommonOptions& common, bool defaults_only) {
    if (defaults_only) {
        std::fputs(default_config_text(), stdout);
        return kDone;
    }
    const auto file = config_file(common);
    const auto config = load_config(file);
    if (!config) {
        print_error(config.error());
        return kCouldNotRun;
    }
    std::printf("# in force: %s\n%s", file ? file->c_str() : "the defaults (no lockbox.toml beside the database)",
                to_toml(*config).c_str());
    return kDone;
}

}  // namespace lockbox
