#pragma once
// Who may sign in at the workstation, and as what. Every change is a row of its own under the seal, so that the history
// of a user cannot be rewritten; what counts is the last row of a name.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/book.h"
#include "ledger/identifiers.h"
#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

enum class Role : std::uint8_t {
    operate,    ///< "operator": batches in, rescans, the day
    review,     ///< "reviewer": decides what waits
    supervise,  ///< "supervisor": both, and users, limits, closing of batches
    audit,      ///< "auditor": sees everything, changes nothing
};
[[nodiscard]] std::string_view to_word(Role role);
[[nodiscard]] std::optional<Role> role_from(std::string_view word);

/// 1 to 32 of [a-z0-9._-], beginning with a letter or digit.
struct UserNameTag {
    static bool valid(std::string_view text);
};
using UserName = Identifier<UserNameTag>;
using UserChangeId = RowId<struct UserChangeRow>;

struct User {
    UserName name;
    Role role = Role::review;
    bool enabled = true;
    std::string password_hash;  ///< of argon2id, in its encoded form
    UserChangeId change = {};   ///< the row that says so; another one after every change
    std::string changed_at = {}, changed_by = {};
};

class Users {
  public:
    explicit Users(const Book& book) : book_(book) {}

    [[nodiscard]] Result<std::vector<User>> list() const;  ///< by name
    [[nodiscard]] Result<std::optional<User>> find(const UserName& name) const;
    /// An Error when there is one of that name already, also a disabled one.
    [[nodiscard]] Result<User> add(const User& user, std::string_view by);

    struct Change {
        std::optional<Role> role = {};
        std::optional<bool> enabled = {};
        std::optional<std::string> password_hash = {};
    };
    /// An Error when there is no such user, and when no supervisor who may sign in would be left.
    [[nodiscard]] Result<User> change(const UserName& name, const Change& change, std::string_view by);

  private:
    const Book& book_;
};

}  // namespace lockbox
