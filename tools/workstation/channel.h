#pragma once
// Bytes to and from one client, in the clear or under TLS, each wait with an end: whoever sends or takes his bytes drop
// by drop holds nothing up for longer than the caller allows.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>

#include "ledger/result.h"

namespace lockbox {

using Deadline = std::chrono::steady_clock::time_point;

class Channel {
  public:
    virtual ~Channel() = default;
    /// At least one byte; 0 when the client has closed, -1 when the time is over or the connection broke.
    [[nodiscard]] virtual std::ptrdiff_t read(char* bytes, std::size_t size, Deadline until) = 0;
    /// All bytes or false.
    [[nodiscard]] virtual bool write(const char* bytes, std::size_t size, Deadline until) = 0;
    /// Whether there is something to read, or the client has closed.
    [[nodiscard]] virtual bool wait_for_input(Deadline until) = 0;
    virtual void say_goodbye() {}
};

/// Certificate and key of a server; one for all connections.
class TlsContext {
  public:
    /// PEM files, the certificate with its chain. Errors: not there, not readable, not a pair.
    [[nodiscard]] static Result<TlsContext> load(const std::filesystem::path& certificate,
                                                 const std::filesystem::path& key);
    TlsContext(TlsContext&&) noexcept;
    TlsContext& operator=(TlsContext&&) noexcept;
    ~TlsContext();
    struct Library;
    [[nodiscard]] const Library& library() const { return *library_; }

  private:
    explicit TlsContext(std::unique_ptr<Library> library);
    std::unique_ptr<Library> library_;
};

/// Both work on a socket that they do not own, and make it non-blocking.
[[nodiscard]] std::unique_ptr<Channel> plain_channel(int socket);
/// nullptr when the handshake fails or takes longer.
[[nodiscard]] std::unique_ptr<Channel> tls_channel(int socket, const TlsContext& context, Deadline until);

/// False when the time is over. `writing`: waits for room instead of bytes.
[[nodiscard]] bool wait_for_socket(int socket, bool writing, Deadline until);
void make_non_blocking(int socket);

}  // namespace lockbox
