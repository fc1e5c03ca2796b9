// cpp-httplib behind HttpServer: it parses requests and frames responses. Connections are ours, so that every wait and
// every size has a limit: the library's own limits are for each read, and a client that sends a byte now and then would
// keep a thread for ever.

#include "tools/workstation/http.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <set>
#include <thread>

#include "tools/workstation/thread_crew.h"

namespace lockbox {
namespace {

using Clock = std::chrono::steady_clock;

/// A connection as the library reads and writes it.
class ConnectionStream : public httplib::Stream {
  public:
    ConnectionStream(int socket, Channel& channel, const HttpLimits& limits)
        : socket_(socket), channel_(channel), limits_(limits) {}

    /// Before each request: its head may be so large and take so long.
    void begin_request() {
        allow(limits_.head_bytes_max, limits_.head_ms_max);
        close_after_ = false;
    }
    /// `bytes` more may come until the time is over.
    void allow(std::size_t bytes, std::chrono::milliseconds time) {
        bytes_left_ = bytes;
        read_until_ = Clock::now() + time;
    }
    /// What is left of the request is not read: the connection is of no use after the answer.
    void close_after() { close_after_ = true; }
    [[nodiscard]] bool closes_after() const { return close_after_; }
    [[nodiscard]] bool has_buffered() const { return at_ < end_; }

    [[nodiscard]] bool is_readable() const override { return has_buffered() || bytes_left_ > 0; }
    [[nodiscard]] bool is_writable() const override { return !broken_; }

    ssize_t read(char* bytes, size_t size) override {
        if (!has_buffered() && !fill()) return broken_ ? -1 : 0;
        const std::size_t count = std::min({size, end_ - at_, bytes_left_});
        if (count == 0) return -1;
        std::memcpy(bytes, buffer_.data() + at_, count);
        at_ += count;
        bytes_left_ -= count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* bytes, size_t size) override {
        if (broken_ || !channel_.write(bytes, size, Clock::now() + limits_.write_ms_max)) {
            broken_ = true;
            return -1;
        }
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override { address(::getpeername, ip, port); }
    void get_local_ip_and_port(std::string& ip, int& port) const override { address(::getsockname, ip, port); }
    [[nodiscard]] socket_t socket() const override { return socket_; }

  private:
    bool fill() {
        if (broken_ || bytes_left_ == 0) return false;
        const std::ptrdiff_t got = channel_.read(buffer_.data(), buffer_.size(), read_until_);
        broken_ = got < 0;
        at_ = 0;
        end_ = got > 0 ? static_cast<std::size_t>(got) : 0;
        return got > 0;
    }
    template <class Name>
    void address(Name name, std::string& ip, int& port) const {
        sockaddr_storage storage{};
        socklen_t length = sizeof storage;
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (name(socket_, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return;
        if (storage.ss_family == AF_INET) {
            const auto* four = reinterpret_cast<const sockaddr_in*>(&storage);
            ::inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
            port = ntohs(four->sin_port);
        } else {
            const auto* six = reinterpret_cast<const sockaddr_in6*>(&storage);
            ::inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
            port = ntohs(six->sin6_port);
        }
        ip = text.data();
    }

    int socket_;
    Channel& channel_;
    const HttpLimits& limits_;
    std::array<char, 8192> buffer_{};
    std::size_t at_ = 0, end_ = 0, bytes_left_ = 0;
    Deadline read_until_;
    bool close_after_ = false, broken_ = false;
};

/// The connection that this thread serves: handlers of the library are not told.
thread_local ConnectionStream* t_connection = nullptr;
/// There are too many connections: this one is closed at once.
thread_local bool t_refuse = false;

class CrewQueue : public httplib::TaskQueue {
  public:
    explicit CrewQueue(std::size_t most) : crew_(most) {}
    void enqueue(std::function<void()> work) override {
        if (crew_.take_on(work)) return;
        t_refuse = true;
        work();
        t_refuse = false;
    }
    void shutdown() override { crew_.finish(); }

  private:
    ThreadCrew crew_;
};

HttpRequest request_of(const httplib::Request& from, bool secure) {
    HttpRequest request{from.method, from.path, {}, {}, from.remote_addr, secure, {}};
    for (const auto& [name, value] : from.params) request.query.emplace(name, value);
    for (const auto& [name, value] : from.headers) request.headers.emplace_back(name, value);
    return request;
}

void give(HttpResponse response, httplib::Response& to) {
    to.status = response.status;
    for (const auto& [name, value] : response.headers) to.set_header(name, value);
    if (!response.stream) {
        to.set_content(std::move(response.body), response.type);
        return;
    }
    to.set_chunked_content_provider(
        response.type, [stream = std::move(response.stream)](std::size_t, httplib::DataSink& sink) {
            stream([&](std::string_view text) { return sink.write(text.data(), text.size()) && sink.is_writable(); });
            sink.done();
            return true;
        });
}

HttpResponse plain_error(int status, const char* code, const char* what) {
    return {status,
            "application/json",
            std::string(R"({"error":{"code":")") + code + R"(","what":")" + what + R"(","where":"","remedy":""}})",
            {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}},
            {}};
}

}  // namespace

class HttpServer::Engine : public httplib::Server {
  public:
    Engine(HttpLimits limits, HttpHandlers handlers, std::optional<TlsContext> tls)
        : limits_(limits), handlers_(std::move(handlers)), tls_(std::move(tls)) {
        new_task_queue = [this] { return new CrewQueue(limits_.connections_max); };
        set_tcp_nodelay(true);
        set_keep_alive_max_count(1'000'000);  // what clients are told; the end of a connection is ours
        set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits_.idle_ms_max).count());
        set_payload_max_length(limits_.upload_bytes_max);
        const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
            give(handlers_.answer(request_of(request, tls_.has_value())), response);
        };
        const auto with_body = [this](const httplib::Request& request, httplib::Response& response,
                                      const httplib::ContentReader& reader) { take_body(request, response, reader); };
        const auto upload = [this](const httplib::Request& request, httplib::Response& response,
                                   const httplib::ContentReader& reader) { take_upload(request, response, reader); };
        Get(".*", answer);
        Post(".*", with_body);
        Delete(".*", answer);
        Put(".*", upload);
        set_error_handler([](const httplib::Request&, httplib::Response& response) {
            if (!response.body.empty() || response.content_length_ > 0) return;
            const int status = response.status;
            give(plain_error(status,
                             status == 404   ? "not_found"
                             : status == 413 ? "too_large"
                                             : "bad_request",
                             "the request cannot be served"),
                 response);
            if (t_connection != nullptr) t_connection->close_after();
        });
        set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
            give(plain_error(500, "fault", "a fault in the program; nothing half-done was kept"), response);
            if (t_connection != nullptr) t_connection->close_after();
        });
    }

    void cut_connections() {
        stopping_ = true;
        const std::lock_guard lock(mutex_);
        for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    std::atomic<bool> stopping_ = false, begun_ = false, ended_ = false;

  private:
    bool process_and_close_socket(socket_t socket) override {
        if (!t_refuse && !stopping_) {
            note(socket, true);
            serve(socket);
            note(socket, false);
        }
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
        return true;
    }

    void serve(int socket) {
        const auto channel =
            tls_ ? tls_channel(socket, *tls_, Clock::now() + limits_.head_ms_max) : plain_channel(socket);
        if (!channel) return;
        ConnectionStream stream(socket, *channel, limits_);
        t_connection = &stream;
        bool closed = false;
        while (!closed && !stopping_) {
            if (!stream.has_buffered() && !channel->wait_for_input(Clock::now() + limits_.idle_ms_max)) break;
            stream.begin_request();
            const bool good = process_request(stream, false, closed, [&](httplib::Request& request) {
                request.ranges.clear();                    // nothing here is served in parts
                request.headers.erase("Accept-Encoding");  // nor compressed: answers hold secrets beside input
            });
            if (!good || stream.closes_after()) break;
        }
        t_connection = nullptr;
        channel->say_goodbye();
    }

    void note(int socket, bool open) {
        const std::lock_guard lock(mutex_);
        if (open) {
            sockets_.insert(socket);
        } else {
            sockets_.erase(socket);
        }
    }

    /// A body of another form than asked for stays unread, and the connection ends with the answer.
    static bool refuse_form(const httplib::Request& request, httplib::Response& response) {
        if (!request.is_multipart_form_data() && !request.has_header("Content-Encoding")) return false;
        t_connection->close_after();
        give(plain_error(400, "bad_request", "the body is neither a form nor compressed"), response);
        return true;
    }

    bool too_large(const httplib::Request& request, std::size_t most, httplib::Response& response) {
        if (!request.has_header("Content-Length")) return false;
        const auto length = request.get_header_value<std::uint64_t>("Content-Length");
        if (length <= most) return false;
        t_connection->close_after();
        give(plain_error(413, "too_large", "the body is larger than allowed"), response);
        return true;
    }

    void take_body(const httplib::Request& from, httplib::Response& response, const httplib::ContentReader& reader) {
        if (refuse_form(from, response) || too_large(from, limits_.body_bytes_max, response)) return;
        t_connection->allow(2 * limits_.body_bytes_max, limits_.body_ms_max);
        HttpRequest request = request_of(from, tls_.has_value());
        const bool whole = reader([&](const char* bytes, std::size_t size) {
            if (request.body.size() + size > limits_.body_bytes_max) return false;
            request.body.append(bytes, size);
            return true;
        });
        if (!whole) {
            t_connection->close_after();
            give(plain_error(413, "too_large", "the body is larger than allowed, or broke off"), response);
            return;
        }
        give(handlers_.answer(request), response);
    }

    void take_upload(const httplib::Request& from, httplib::Response& response, const httplib::ContentReader& reader) {
        if (refuse_form(from, response) || too_large(from, limits_.upload_bytes_max, response)) return;
        t_connection->allow(2 * limits_.upload_bytes_max, limits_.upload_ms_max);
        bool read = false;
        const BodyReader body = [&](const std::function<bool(std::string_view)>& take) {
            read = true;
            std::size_t total = 0;
            return reader([&](const char* bytes, std::size_t size) {
                total += size;
                return total <= limits_.upload_bytes_max && take({bytes, size});
            });
        };
        HttpResponse answer = handlers_.upload(request_of(from, tls_.has_value()), body);
        if (!read || answer.status >= 400) t_connection->close_after();
        give(std::move(answer), response);
    }

    HttpLimits limits_;
    HttpHandlers handlers_;
    std::optional<TlsContext> tls_;
    std::mutex mutex_;
    std::set<int> sockets_;
};

std::string HttpRequest::header(std::string_view name) const {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    for (const auto& [key, value] : headers) {
        if (std::equal(key.begin(), key.end(), name.begin(), name.end(), same)) return value;
    }
    return "";
}

std::string HttpRequest::parameter(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? "" : found->second;
}

HttpServer::HttpServer(HttpLimits limits, HttpHandlers handlers, std::optional<TlsContext> tls)
    : engine_(std::make_unique<Engine>(limits, std::move(handlers), std::move(tls))) {}
HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind(const std::string& address, int port) {
    const int bound = port == 0 ? engine_->bind_to_any_port(address) : engine_->bind_to_port(address, port) ? port : -1;
    if (bound > 0) return bound;
    return Error{"the address cannot be listened on", address + ":" + std::to_string(port),
                 "choose another --port; another program may have it"};
}

void HttpServer::run() {
    engine_->begun_ = true;
    if (!engine_->stopping_) engine_->listen_after_bind();
    engine_->ended_ = true;
}

void HttpServer::stop() {
    engine_->cut_connections();
    // The library does not hear a stop that comes before it listens.
    while (engine_->begun_ && !engine_->ended_ && !engine_->is_running()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    engine_->stop();
    engine_->cut_connections();
}

}  // namespace lockbox
