#include "client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace lockbox::test {

std::string Reply::header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

nlohmann::json Reply::json() const {
    auto parsed = nlohmann::json::parse(body, nullptr, false);
    return parsed.is_discarded() ? nlohmann::json() : parsed;
}

std::string Reply::code() const {
    const auto parsed = json();
    return parsed.is_object() && parsed.contains("error") ? parsed["error"].value("code", "") : "";
}

Wire::Wire(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

Wire::~Wire() {
    if (socket_ >= 0) ::close(socket_);
}

bool Wire::send(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t step = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (step <= 0) return false;
        sent += static_cast<std::size_t>(step);
    }
    return true;
}

bool Wire::fill(int timeout_ms) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, timeout_ms) <= 0) return false;
    std::array<char, 65536> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

Reply Wire::receive(int timeout_ms) {
    Reply reply;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill(timeout_ms)) return reply;
    }
    reply.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    const std::string length = reply.header("Content-Length");
    const std::size_t bytes = length.empty() ? 0 : std::stoul(length);
    while (buffer_.size() < bytes && fill(timeout_ms)) {
    }
    reply.body = buffer_.substr(0, bytes);
    buffer_.erase(0, std::min(bytes, buffer_.size()));
    reply.status = std::stoi(reply.head.substr(9, 3));
    return reply;
}

std::string Wire::listen(int timeout_ms, const std::string& until) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    while (until.empty() || buffer_.find(until) == std::string::npos) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        if (left <= 0 || !fill(static_cast<int>(left))) break;
    }
    return std::exchange(buffer_, {});
}

bool Wire::is_closed_within(int timeout_ms) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) return false;
        std::array<char, 4096> bytes{};
        if (::recv(socket_, bytes.data(), bytes.size(), 0) <= 0) return true;
    }
}

std::string Person::text_of(const std::string& method, const std::string& path, const std::string& body,
                            const std::vector<std::string>& headers) const {
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n";
    if (!cookie.empty()) text += "Cookie: lockbox_session=" + cookie + "\r\n";
    for (const std::string& header : headers) text += header + "\r\n";
    if (method != "GET") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

Reply Person::request(const std::string& method, const std::string& path, const std::string& body,
                      const std::vector<std::string>& headers) const {
    Wire wire(port_);
    wire.send(text_of(method, path, body, headers));
    return wire.receive();
}

Reply Person::get(const std::string& path, const std::vector<std::string>& headers) const {
    return request("GET", path, "", headers);
}

Reply Person::post(const std::string& path, const nlohmann::json& body, const std::vector<std::string>& headers) const {
    std::vector<std::string> all = headers;
    all.insert(all.end(), {"Content-Type: application/json", "X-CSRF-Token: " + csrf});
    return request("POST", path, body.dump(), all);
}

Reply Person::put(const std::string& path, const std::string& bytes) const {
    return request("PUT", path, bytes, {"Content-Type: application/octet-stream", "X-CSRF-Token: " + csrf});
}

Reply Person::remove(const std::string& path) const {
    return request("DELETE", path, "", {"X-CSRF-Token: " + csrf});
}

Reply Person::sign_in(const std::string& user, const std::string& password) {
    cookie.clear();
    Reply reply = post("/api/sign-in", {{"user", user}, {"password", password}});
    const std::string set = reply.header("Set-Cookie");
    const std::string name = "lockbox_session=";
    if (set.starts_with(name)) cookie = set.substr(name.size(), set.find(';') - name.size());
    if (reply.status == 200) csrf = reply.json().value("csrf", "");
    return reply;
}

}  // namespace lockbox::test
