#include "ledger/sha256.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <new>

namespace lockbox {

struct Sha256::Context {
    Context() : evp(EVP_MD_CTX_new()) {
        if (!evp) throw std::bad_alloc();
    }
    ~Context() { EVP_MD_CTX_free(evp); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    EVP_MD_CTX* evp;
};

namespace {

// OpenSSL's digest calls fail only for want of memory once the algorithm is there, and SHA-256 always is.
void must(int status) {
    if (status != 1) throw std::bad_alloc();
}

}  // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) {
    must(EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr));
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(std::span<const std::uint8_t> bytes) {
    must(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()));
    return *this;
}

Sha256& Sha256::update(std::string_view text) {
    must(EVP_DigestUpdate(context_->evp, text.data(), text.size()));
    return *this;
}

std::string Sha256::hex() {
    std::array<std::uint8_t, 32> digest{};
    must(EVP_DigestFinal_ex(context_->evp, digest.data(), nullptr));
    must(EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr));
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string sha256_hex(std::span<const std::uint8_t> bytes) {
    return Sha256().update(bytes).hex();
}
std::string sha256_hex(std::string_view text) {
    return Sha256().update(text).hex();
}

bool is_sha256_hex(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace lockbox
