// The program itself, under TLS and without: with whom it speaks, and where it listens at all.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "book_for_test.h"
#include "client.h"
#include "ledger/users.h"
#include "tls_client.h"
#include "tools/workstation/password.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

using Words = std::vector<std::string>;
const std::string kPassword = "correct horse battery";

/// `lockbox serve` of a book with one user, at a free port.
class Served {
  public:
    Served(const std::filesystem::path& database, const Words& more) {
        Words words = {LOCKBOX_PROGRAM, "serve", "--db", database.string(), "--port", "0"};
        words.insert(words.end(), more.begin(), more.end());
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        std::array<int, 2> pipe{};
        REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(pipe[1], STDOUT_FILENO);
            ::dup2(pipe[1], STDERR_FILENO);
            ::execv(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(pipe[1]);
        output_ = pipe[0];
        hear();
    }
    ~Served() {
        if (!status_) {
            ::kill(child_, SIGTERM);
            pollfd closed{output_, 0, 0};
            const bool heeded = ::poll(&closed, 1, 30'000) > 0;
            CHECK_MESSAGE(heeded, "the program does not end when it is told to");
            if (!heeded) ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        ::close(output_);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    /// 0: it does not listen.
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] const std::string& said() const { return said_; }
    /// Of a program that has ended.
    [[nodiscard]] int status() const { return status_.value_or(-1); }

  private:
    /// Until it listens or has ended.
    void hear() {
        std::array<char, 4096> bytes{};
        pollfd waiting{output_, POLLIN, 0};
        while (::poll(&waiting, 1, 60'000) > 0) {
            const ssize_t got = ::read(output_, bytes.data(), bytes.size());
            if (got <= 0) {
                int status = 0;
                ::waitpid(child_, &status, 0);
                status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
                return;
            }
            said_.append(bytes.data(), static_cast<std::size_t>(got));
            const std::size_t end = said_.rfind("/\n");
            if (said_.find("The workstation: http") == std::string::npos || end == std::string::npos) continue;
            port_ = std::stoi(said_.substr(said_.rfind(':', end) + 1));
            return;
        }
    }

    pid_t child_ = 0;
    int output_ = -1, port_ = 0;
    std::optional<int> status_;
    std::string said_;
};

struct Desk {
    TempFolder folder;
    Book book = book_with_accounts(folder, 1);
    std::filesystem::path database = book.connection().path();
    CertificateFiles ours = make_certificate(folder.path(), "ours");
    CertificateFiles other = make_certificate(folder.path(), "other");

    Desk() {
        REQUIRE(Users(book).add({*UserName::parse("anna"), Role::review, true, *hash_password(kPassword)}, "test"));
    }
    [[nodiscard]] Words tls() const {
        return {"--tls-cert", ours.certificate.string(), "--tls-key", ours.key.string()};
    }
};

std::string request(int port, const std::string& line, const std::string& more = "", const std::string& body = "") {
    return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\nConnection: close\r\n" + more + "\r\n" +
           body;
}

std::string sign_in(int port, const std::string& scheme) {
    const std::string body = nlohmann::json{{"user", "anna"}, {"password", kPassword}}.dump();
    return request(port, "POST /api/sign-in",
                   "Origin: " + scheme + "://127.0.0.1:" + std::to_string(port) +
                       "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n",
                   body);
}

}  // namespace

TEST_CASE("under TLS 1.2 and 1.3 people sign in, with a cookie that goes under TLS alone") {
    const Desk desk;
    const Served served(desk.database, desk.tls());
    REQUIRE_MESSAGE(served.port() > 0, served.said());
    CHECK(served.said().find("https://127.0.0.1:") != std::string::npos);
    for (const auto& [version, name] : {std::pair(TlsVersion::v1_2, "TLSv1.2"), {TlsVersion::v1_3, "TLSv1.3"}}) {
        CAPTURE(std::string(name));
        TlsClient page(served.port(), desk.ours.certificate, version);
        REQUIRE_MESSAGE(page.is_connected(), page.trouble());
        CHECK(page.version() == name);
        const Reply shown = page.ask(request(served.port(), "GET /"));
        CHECK(shown.status == 200);
        CHECK(shown.body.find("<!doctype html>") == 0);
        CHECK(shown.header("Strict-Transport-Security") == "max-age=31536000");

        TlsClient anna(served.port(), desk.ours.certificate, version);
        const Reply right = anna.ask(sign_in(served.port(), "https"));
        CHECK(right.status == 200);
        CHECK(right.header("Set-Cookie").find("; Secure") != std::string::npos);
        TlsClient elsewhere(served.port(), desk.ours.certificate, version);
        CHECK(elsewhere.ask(sign_in(served.port(), "http")).code() == "origin");
    }
    const TlsClient wary(served.port(), desk.other.certificate, TlsVersion::v1_3);
    CHECK(wary.trouble() == "certificate verify failed");  // the server shows the certificate that it was given
}

TEST_CASE("older versions are refused, and so is HTTP in the clear; others are served meanwhile") {
    const Desk desk;
    const Served served(desk.database, desk.tls());
    REQUIRE_MESSAGE(served.port() > 0, served.said());
    for (const TlsVersion version : {TlsVersion::v1_0, TlsVersion::v1_1}) {
        const TlsClient old(served.port(), desk.ours.certificate, version);
        CHECK_FALSE(old.is_connected());
        CHECK(old.trouble() == "tlsv1 alert protocol version");
    }
    Wire silent(served.port());
    Wire clear(served.port());
    clear.send(sign_in(served.port(), "https"));
    CHECK(clear.listen(60'000, "HTTP/").find("HTTP/") == std::string::npos);
    CHECK(clear.is_closed_within(60'000));
    TlsClient anna(served.port(), desk.ours.certificate, TlsVersion::v1_3);
    CHECK(anna.ask(request(served.port(), "GET /")).status == 200);
}

TEST_CASE("beyond loopback there is TLS or nothing") {
    const Desk desk;
    for (const std::string address :
         {"0.0.0.0", "::", "", "10.0.0.5", "::ffff:10.0.0.5", "127.example.com", "127.0.0.1.example.com"}) {
        CAPTURE(address);
        const Served served(desk.database, {"--address", address});
        CHECK(served.port() == 0);
        CHECK(served.status() == 2);
        CHECK(served.said().find("other machines are served under TLS only") != std::string::npos);
    }
    Words everywhere = desk.tls();
    everywhere.insert(everywhere.end(), {"--address", "0.0.0.0"});
    const Served served(desk.database, everywhere);
    REQUIRE_MESSAGE(served.port() > 0, served.said());
    TlsClient anna(served.port(), desk.ours.certificate, TlsVersion::v1_3);
    CHECK(anna.ask(request(served.port(), "GET /")).status == 200);
    Wire clear(served.port());
    clear.send(request(served.port(), "GET /"));
    CHECK(clear.listen(60'000, "HTTP/").find("HTTP/") == std::string::npos);
    for (const std::string address : {"127.0.0.1", "127.0.0.2", "localhost"}) {
        CAPTURE(address);
        CHECK(Served(desk.database, {"--address", address}).port() > 0);
    }
}

TEST_CASE("a certificate that cannot be used is no reason to go without") {
    const Desk desk;
    const std::string certificate = desk.ours.certificate, key = desk.ours.key, none = desk.folder / "none.pem";
    struct Row {
        Words words;
        const char* what;
    };
    for (const Row& row : {Row{{"--tls-cert", certificate}, "a certificate goes with its key"},
                           Row{{"--tls-key", key}, "--tls-key requires --tls-cert"},
                           Row{{"--tls-cert", certificate, "--tls-key", desk.other.key}, "the key"},
                           Row{{"--tls-cert", none, "--tls-key", key}, "the certificate cannot be used"},
                           Row{{"--tls-cert", certificate, "--tls-key", none}, "the key cannot be used"},
                           Row{{"--tls-cert", key, "--tls-key", key}, "the certificate cannot be used"}}) {
        const Served served(desk.database, row.words);
        CHECK(served.port() == 0);
        CHECK(served.status() == 2);
        CHECK_MESSAGE(served.said().find(row.what) != std::string::npos, served.said());
    }
}
