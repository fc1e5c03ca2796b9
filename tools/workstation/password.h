#pragma once
// Passwords as argon2id hashes (RFC 9106).

#include <string>
#include <string_view>

#include "ledger/result.h"

namespace lockbox {

inline constexpr std::size_t kPasswordBytesMin = 10, kPasswordBytesMax = 200;

/// The encoded form, "$argon2id$v=19$m=65536,t=2,p=1$...". Errors: too short, too long.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);
/// Takes as long for a wrong password as for a right one; at most two at a time, so that nobody fills the memory.
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);
/// As long as is_password() of a user that there is.
void pretend_to_check(std::string_view password);

/// `bytes` of the system's randomness in hexadecimal.
[[nodiscard]] std::string random_hex(std::size_t bytes);

}  // namespace lockbox
