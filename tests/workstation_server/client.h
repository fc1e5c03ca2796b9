#pragma once
// A client that says just what it is told to, also what no browser would.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lockbox::test {

struct Reply {
    int status = 0;  ///< 0: the connection ended without an answer
    std::string head, body;

    [[nodiscard]] std::string header(const std::string& name) const;
    /// Null when the body is no JSON.
    [[nodiscard]] nlohmann::json json() const;
    /// Of an error; empty otherwise.
    [[nodiscard]] std::string code() const;
};

/// One connection that stays open for several requests.
class Wire {
  public:
    explicit Wire(int port);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// False when the server has closed.
    bool send(const std::string& bytes);
    /// The next whole answer.
    [[nodiscard]] Reply receive(int timeout_ms = 120'000);
    /// What comes within the time, as it is.
    [[nodiscard]] std::string listen(int timeout_ms, const std::string& until = {});
    /// Whether the server closes within the time.
    [[nodiscard]] bool is_closed_within(int timeout_ms);

  private:
    bool fill(int timeout_ms);
    int socket_ = -1;
    std::string buffer_;
};

/// Somebody with a browser: cookie and token are kept.
class Person {
  public:
    explicit Person(int port) : port_(port) {}

    Reply sign_in(const std::string& user, const std::string& password);
    Reply get(const std::string& path, const std::vector<std::string>& headers = {}) const;
    Reply post(const std::string& path, const nlohmann::json& body = nlohmann::json::object(),
               const std::vector<std::string>& headers = {}) const;
    Reply put(const std::string& path, const std::string& bytes) const;
    Reply remove(const std::string& path) const;
    Reply request(const std::string& method, const std::string& path, const std::string& body,
                  const std::vector<std::string>& headers) const;
    /// The lines of a request, for a Wire.
    [[nodiscard]] std::string text_of(const std::string& method, const std::string& path, const std::string& body,
                                      const std::vector<std::string>& headers) const;

    std::string cookie, csrf;

  private:
    int port_;
};

}  // namespace lockbox::test
