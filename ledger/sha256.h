#pragma once
// SHA-256 (FIPS 180-4): what images, batches and audit rows are known by.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lockbox {

/// Hashes bytes as they come. The only user of OpenSSL.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    Sha256& update(std::span<const std::uint8_t> bytes);
    Sha256& update(std::string_view text);
    /// 64 lower-case hexadecimal digits; starts afresh.
    [[nodiscard]] std::string hex();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

[[nodiscard]] std::string sha256_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string sha256_hex(std::string_view text);

/// True for the form that hex() returns.
[[nodiscard]] bool is_sha256_hex(std::string_view text);

}  // namespace lockbox
