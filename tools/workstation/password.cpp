#include "tools/workstation/password.h"

#include <argon2.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <semaphore>
#include <stdexcept>
#include <vector>

namespace lockbox {
namespace {

// RFC 9106 section 4, second choice, with one lane: 64 MiB. Some tenths of a second on a desk's machine.
constexpr std::uint32_t kPasses = 2, kMemoryKib = 1 << 16, kLanes = 1;
constexpr std::size_t kSaltBytes = 16, kHashBytes = 32;

std::counting_semaphore<2> g_at_work(2);

struct Turn {
    Turn() { g_at_work.acquire(); }
    ~Turn() { g_at_work.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
};

std::vector<std::uint8_t> random_bytes(std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    for (std::size_t have = 0; have < count;) {
        const ssize_t got = ::getrandom(bytes.data() + have, count - have, 0);
        if (got < 0 && errno != EINTR) throw std::runtime_error("the system gives no randomness");
        have += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    return bytes;
}

std::string encoded(std::string_view password) {
    const std::vector<std::uint8_t> salt = random_bytes(kSaltBytes);
    std::string text(argon2_encodedlen(kPasses, kMemoryKib, kLanes, kSaltBytes, kHashBytes, Argon2_id), '\0');
    const Turn turn;
    const int status = argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(), salt.data(),
                                             salt.size(), kHashBytes, text.data(), text.size());
    if (status != ARGON2_OK) throw std::runtime_error(argon2_error_message(status));
    text.resize(text.find('\0'));
    return text;
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
    if (password.size() < kPasswordBytesMin) {
        return Error{"the password is too short", "password",
                     "take " + std::to_string(kPasswordBytesMin) + " characters or more"};
    }
    if (password.size() > kPasswordBytesMax) {
        return Error{"the password is too long", "password",
                     "take " + std::to_string(kPasswordBytesMax) + " bytes at most"};
    }
    return encoded(password);
}

bool is_password(std::string_view password, const std::string& hash) {
    const Turn turn;
    return password.size() <= kPasswordBytesMax &&
           argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

void pretend_to_check(std::string_view password) {
    // Of no password: made up, with the costs of a real one.
    static const std::string nobodys = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + std::string(43, 'A');
    static_cast<void>(is_password(password, nobodys));
}

std::string random_hex(std::size_t bytes) {
    static constexpr std::array<char, 17> kDigits = {"0123456789abcdef"};
    std::string text;
    for (const std::uint8_t byte : random_bytes(bytes)) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

}  // namespace lockbox
