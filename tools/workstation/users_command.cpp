// users: who may sign in at the workstation, from the shell.

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "ledger/users.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/table.h"
#include "tools/lockbox/text_to_values.h"
#include "tools/workstation/password.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

/// A terminal that does not show what is typed, as long as it lives.
class SilentTerminal {
  public:
    SilentTerminal() : silent_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!silent_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~SilentTerminal() {
        if (silent_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

    [[nodiscard]] std::string ask(const char* question) const {
        if (silent_) std::fputs(question, stderr);
        std::string line;
        std::getline(std::cin, line);
        if (silent_) std::fputc('\n', stderr);
        return line;
    }
    [[nodiscard]] bool is_terminal() const { return silent_; }

  private:
    termios before_{};
    bool silent_;
};

Result<std::string> new_password() {
    const SilentTerminal terminal;
    const std::string password = terminal.ask("Password (not shown): ");
    if (terminal.is_terminal() && terminal.ask("Once more: ") != password) {
        return Error{"the two are not the same", "password", "begin again"};
    }
    return hash_password(password);
}

}  // namespace

int users_list_command(const CommonOptions& common) {
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const auto users = Users(session->book).list();
    if (!users) return refuse(users.error(), kCouldNotRun);
    Table table({{"user"}, {"role"}, {"enabled"}, {"changed"}, {"by"}});
    for (const User& user : *users) {
        table.add({user.name.str(), std::string(to_word(user.role)), user.enabled ? "yes" : "no", user.changed_at,
                   user.changed_by});
    }
    if (table.empty() && common.format == Format::text) {
        std::puts("Nobody yet: lockbox users add NAME --role supervisor");
    } else {
        std::fputs(table.to_string(common.format).c_str(), stdout);
    }
    return kDone;
}

int users_change_command(const CommonOptions& common, const UserOptions& options, UserChange change) {
    const auto name = UserName::parse(options.name);
    if (!name) return refuse({"not a name of a user", options.name, "1 to 32 of a-z 0-9 . _ -"}, kWrongUse);
    const auto role = role_from(options.role);
    if (!options.role.empty() && !role) {
        return refuse({"no such role", options.role, "operator, reviewer, supervisor or auditor"}, kWrongUse);
    }
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    Users users(session->book);
    if (change != UserChange::add) {
        const auto known = users.find(*name);
        if (!known) return refuse(known.error(), kCouldNotRun);
        if (!*known) {
            return refuse({"there is no such user", "user " + name->str(), "`lockbox users list` lists them"},
                          kCouldNotRun);
        }
    }
    const std::string by = user_of(options.by);
    Users::Change changed;
    changed.role = role;
    if (change == UserChange::disable || change == UserChange::enable) changed.enabled = change == UserChange::enable;
    if (change == UserChange::add || change == UserChange::password) {
        auto hash = new_password();
        if (!hash) return refuse(hash.error(), kWrongUse);
        changed.password_hash = *std::move(hash);
    }
    const auto user = change == UserChange::add ? users.add({*name, *role, true, *changed.password_hash}, by)
                                                : users.change(*name, changed, by);
    if (!user) return refuse(user.error(), kSomeFailed);
    std::printf("%s: %s, %s.\n", user->name.str().c_str(), std::string(to_word(user->role)).c_str(),
                user->enabled ? "may sign in" : "may not sign in");
    return kDone;
}

}  // namespace lockbox
