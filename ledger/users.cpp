#include "ledger/users.h"

#include <algorithm>
#include <array>

#include "ledger/act.h"
#include "ledger/json_object.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kRoles = {"operator", "reviewer", "supervisor", "auditor"};

constexpr std::string_view kLatest =
    "SELECT c.name, c.role, c.enabled, c.password_hash, c.user_change_id, c.changed_at, c.changed_by FROM user_change "
    "c "
    "WHERE c.user_change_id = (SELECT MAX(l.user_change_id) FROM user_change l WHERE l.name = c.name) ";

User read_user(const Statement& row) {
    return {row.get<UserName>(0),     *role_from(row.text(1)), row.get<int>(2) != 0,   row.get<std::string>(3),
            row.get<UserChangeId>(4), row.get<std::string>(5), row.get<std::string>(6)};
}

std::optional<User> find_user(Connection& connection, const UserName& name) {
    Statement row(connection, std::string(kLatest) + "AND c.name = ?1");
    if (!row.bind(name).step()) return std::nullopt;
    return read_user(row);
}

/// A row with its audit row; the password's hash stays out of the latter.
User write_user(Act& act, User user, std::string action) {
    execute(act.connection(),
            "INSERT INTO user_change (name, role, enabled, password_hash, changed_at, changed_by, program) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            user.name, user.role, user.enabled ? 1 : 0, user.password_hash, act.now(), act.author().name,
            act.author().program);
    user.change = {act.connection().last_row_id()};
    user.changed_at = act.now();
    user.changed_by = act.author().name;
    act.audit({std::move(action), "user " + user.name.str(),
               JsonObject().add("role", user.role).add("enabled", user.enabled).add("change", user.change).str()});
    return user;
}

bool supervises(const User& user) {
    return user.enabled && user.role == Role::supervise;
}

bool is_last_supervisor(Connection& connection, const User& user) {
    Statement rows(connection, std::string(kLatest) + "AND c.role = 'supervisor' AND c.enabled = 1 AND c.name <> ?1");
    return supervises(user) && !rows.bind(user.name).step();
}

}  // namespace

std::string_view to_word(Role role) {
    return kRoles[static_cast<std::size_t>(role)];
}

std::optional<Role> role_from(std::string_view word) {
    const auto found = std::find(kRoles.begin(), kRoles.end(), word);
    if (found == kRoles.end()) return std::nullopt;
    return static_cast<Role>(found - kRoles.begin());
}

bool UserNameTag::valid(std::string_view text) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= 32 && plain(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

Result<std::vector<User>> Users::list() const {
    return as_result([&] {
        std::vector<User> users;
        Statement rows(book_.connection(), std::string(kLatest) + "ORDER BY c.name");
        while (rows.step()) users.push_back(read_user(rows));
        return users;
    });
}

Result<std::optional<User>> Users::find(const UserName& name) const {
    return as_result([&] { return find_user(book_.connection(), name); });
}

Result<User> Users::add(const User& user, std::string_view by) {
    return as_result([&]() -> Result<User> {
        Act act(book_, by);
        if (find_user(act.connection(), user.name)) {
            return Error{"there is a user of this name", "user " + user.name.str(), "choose another, or enable it"};
        }
        User added = write_user(act, user, "user_added");
        act.commit();
        return added;
    });
}

Result<User> Users::change(const UserName& name, const Change& change, std::string_view by) {
    return as_result([&]() -> Result<User> {
        Act act(book_, by);
        const std::string where = "user " + name.str();
        const std::optional<User> before = find_user(act.connection(), name);
        if (!before) return Error{"there is no such user", where, "`lockbox users list` lists them"};
        User after = *before;
        after.role = change.role.value_or(before->role);
        after.enabled = change.enabled.value_or(before->enabled);
        if (change.password_hash) after.password_hash = *change.password_hash;
        if (!supervises(after) && is_last_supervisor(act.connection(), *before)) {
            return Error{"nobody would be left to supervise", where, "make another supervisor first"};
        }
        after = write_user(act, after, change.password_hash ? "user_password_set" : "user_changed");
        act.commit();
        return after;
    });
}

}  // namespace lockbox
