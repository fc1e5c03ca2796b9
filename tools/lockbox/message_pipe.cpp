#include "tools/lockbox/message_pipe.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace lockbox {
namespace {

constexpr std::size_t kLengthBytes = 4;

std::size_t length_of(std::string_view prefix) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        length |= static_cast<std::size_t>(static_cast<std::uint8_t>(prefix[i])) << (8 * i);
    }
    return length;
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

bool write_message(int fd, std::string_view message) {
    if (message.size() > kMessageBytesMax) return false;
    std::string prefix(kLengthBytes, '\0');
    for (std::size_t i = 0; i < kLengthBytes; ++i) prefix[i] = static_cast<char>((message.size() >> (8 * i)) & 0xFF);
    return write_all(fd, prefix) && write_all(fd, message);
}

std::optional<std::string> read_message(int fd) {
    MessageAssembler assembler;
    for (;;) {
        switch (assembler.read_some(fd)) {
            case MessageAssembler::State::complete:
                return assembler.take();
            case MessageAssembler::State::broken:
                return std::nullopt;
            case MessageAssembler::State::incomplete:
                break;
        }
    }
}

MessageAssembler::State MessageAssembler::read_some(int fd) {
    std::size_t wanted = kLengthBytes - std::min(kLengthBytes, bytes_.size());
    if (wanted == 0) wanted = kLengthBytes + length_of(bytes_) - bytes_.size();
    std::array<char, 1 << 16> piece{};
    const ssize_t count = ::read(fd, piece.data(), std::min(piece.size(), wanted));
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return State::incomplete;
    if (count <= 0) return State::broken;
    bytes_.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes_.size() < kLengthBytes) return State::incomplete;
    const std::size_t length = length_of(bytes_);
    if (length > kMessageBytesMax) return State::broken;
    return bytes_.size() == kLengthBytes + length ? State::complete : State::incomplete;
}

std::string MessageAssembler::take() {
    std::string message = bytes_.substr(kLengthBytes);
    bytes_.clear();
    return message;
}

}  // namespace lockbox
