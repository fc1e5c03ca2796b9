#include "tools/workstation/channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace lockbox {
namespace {

class PlainChannel : public Channel {
  public:
    explicit PlainChannel(int socket) : socket_(socket) { make_non_blocking(socket); }

    std::ptrdiff_t read(char* bytes, std::size_t size, Deadline until) override {
        for (;;) {
            const ssize_t got = ::recv(socket_, bytes, size, 0);
            if (got >= 0) return got;
            if (errno == EINTR) continue;
            if (errno != EAGAIN && errno != EWOULDBLOCK) return -1;
            if (!wait_for_socket(socket_, false, until)) return -1;
        }
    }

    bool write(const char* bytes, std::size_t size, Deadline until) override {
        while (size > 0) {
            const ssize_t sent = ::send(socket_, bytes, size, MSG_NOSIGNAL);
            if (sent > 0) {
                bytes += sent;
                size -= static_cast<std::size_t>(sent);
                continue;
            }
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return false;
            if (!wait_for_socket(socket_, true, until)) return false;
        }
        return true;
    }

    bool wait_for_input(Deadline until) override { return wait_for_socket(socket_, false, until); }

  private:
    int socket_;
};

}  // namespace

std::unique_ptr<Channel> plain_channel(int socket) {
    return std::make_unique<PlainChannel>(socket);
}

bool wait_for_socket(int socket, bool writing, Deadline until) {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd waiting{socket, static_cast<short>(writing ? POLLOUT : POLLIN), 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::min<long long>(left, 1 << 30)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

void make_non_blocking(int socket) {
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
}

}  // namespace lockbox
