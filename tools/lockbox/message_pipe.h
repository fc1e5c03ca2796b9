#pragma once
// Messages over a pipe: four bytes of length, least significant first, then that many bytes.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lockbox {

/// The other end may be broken: a longer message is refused before memory is taken for it.
inline constexpr std::size_t kMessageBytesMax = 64U << 20;

/// False when the other end is gone or the message is too long.
[[nodiscard]] bool write_message(int fd, std::string_view message);

/// nullopt when the other end is gone, or announces a message that is too long. Blocks.
[[nodiscard]] std::optional<std::string> read_message(int fd);

/// Collects one message from a pipe that gives it piece by piece.
class MessageAssembler {
  public:
    enum class State { incomplete, complete, broken };

    /// Reads once from a readable descriptor. `broken`: end of file, an error, or a message that is too long.
    State read_some(int fd);
    [[nodiscard]] std::string take();

  private:
    std::string bytes_;
};

}  // namespace lockbox
