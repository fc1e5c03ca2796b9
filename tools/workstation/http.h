#pragma once
// Requests and responses as the rest of the workstation knows them, and the server that carries them.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/result.h"
#include "tools/workstation/channel.h"

namespace lockbox {

/// What has arrived of a request before its body.
struct HttpRequest {
    std::string method, path;  ///< the path is decoded, and begins with '/'
    std::multimap<std::string, std::string> query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string remote_address;
    bool secure = false;  ///< came under TLS
    std::string body;     ///< of all requests but those that ask for the bytes as they come

    /// The first of this name, whatever its case; empty when there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// Empty when it is not there.
    [[nodiscard]] std::string parameter(const std::string& name) const;
};

/// Takes the next part of an endless answer; false when the client is gone.
using StreamWriter = std::function<bool(std::string_view)>;

struct HttpResponse {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Instead of a body: writes until it has no more or the client is gone.
    std::function<void(const StreamWriter&)> stream;
};

/// Reads the body of an upload part by part; false when it broke off or is larger than allowed.
using BodyReader = std::function<bool(const std::function<bool(std::string_view)>&)>;

struct HttpLimits {
    std::size_t connections_max = 192;  ///< more are closed at once
    std::size_t head_bytes_max = 16 << 10;
    std::size_t body_bytes_max = 64 << 10;
    std::size_t upload_bytes_max = 64 << 20;
    std::chrono::milliseconds head_ms_max{5'000};
    std::chrono::milliseconds body_ms_max{10'000};
    std::chrono::milliseconds upload_ms_max{300'000};
    std::chrono::milliseconds write_ms_max{20'000};
    std::chrono::milliseconds idle_ms_max{30'000};  ///< between two requests of one connection
};

struct HttpHandlers {
    std::function<HttpResponse(const HttpRequest&)> answer;                     ///< everything but PUT
    std::function<HttpResponse(const HttpRequest&, const BodyReader&)> upload;  ///< PUT
};

class HttpServer {
  public:
    HttpServer(HttpLimits limits, HttpHandlers handlers, std::optional<TlsContext> tls = {});
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// The port it is bound to; `port` 0 takes any that is free.
    [[nodiscard]] Result<int> bind(const std::string& address, int port);
    /// Serves until stop().
    void run();
    /// From any thread, once; open connections are cut.
    void stop();

  private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace lockbox
