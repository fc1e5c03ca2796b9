// OpenSSL behind Channel: TLS 1.2 and later, the library's own choice of ciphers.

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>

#include "tools/workstation/channel.h"

namespace lockbox {

struct TlsContext::Library {
    SSL_CTX* context = nullptr;
    ~Library() { SSL_CTX_free(context); }
};

namespace {

Error tls_error(const std::string& what, const std::filesystem::path& file) {
    char text[160] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    ERR_clear_error();
    return {what + std::string(": ") + text, file.string(), "give PEM files that belong together"};
}

class TlsChannel : public Channel {
  public:
    TlsChannel(int socket, SSL* session) : socket_(socket), session_(session) {}
    ~TlsChannel() override { SSL_free(session_); }
    TlsChannel(const TlsChannel&) = delete;
    TlsChannel& operator=(const TlsChannel&) = delete;

    bool greet(Deadline until) {
        return repeat(until, [&] { return SSL_accept(session_); }) > 0;
    }
    std::ptrdiff_t read(char* bytes, std::size_t size, Deadline until) override {
        const int most = static_cast<int>(std::min<std::size_t>(size, 1 << 20));
        return repeat(until, [&] { return SSL_read(session_, bytes, most); });
    }
    bool write(const char* bytes, std::size_t size, Deadline until) override {
        while (size > 0) {
            const int most = static_cast<int>(std::min<std::size_t>(size, 1 << 14));
            const int sent = repeat(until, [&] { return SSL_write(session_, bytes, most); });
            if (sent <= 0) return false;
            bytes += sent;
            size -= static_cast<std::size_t>(sent);
        }
        return true;
    }
    bool wait_for_input(Deadline until) override {
        return SSL_pending(session_) > 0 || wait_for_socket(socket_, false, until);
    }
    void say_goodbye() override { SSL_shutdown(session_); }

  private:
    template <class Step>
    int repeat(Deadline until, Step step) {
        for (;;) {
            ERR_clear_error();
            const int done = step();
            if (done > 0) return done;
            const int why = SSL_get_error(session_, done);
            if (why == SSL_ERROR_ZERO_RETURN) return 0;
            if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return -1;
            if (!wait_for_socket(socket_, why == SSL_ERROR_WANT_WRITE, until)) return -1;
        }
    }

    int socket_;
    SSL* session_;
};

}  // namespace

TlsContext::TlsContext(std::unique_ptr<Library> library) : library_(std::move(library)) {}
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext& TlsContext::operator=(TlsContext&&) noexcept = default;
TlsContext::~TlsContext() = default;

Result<TlsContext> TlsContext::load(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    auto library = std::make_unique<Library>();
    library->context = SSL_CTX_new(TLS_server_method());
    SSL_CTX* context = library->context;
    if (context == nullptr) return tls_error("TLS cannot be used", certificate);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
        return tls_error("the certificate cannot be used", certificate);
    }
    if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return tls_error("the key cannot be used", key);
    }
    if (SSL_CTX_check_private_key(context) != 1) return tls_error("the key is not the certificate's", key);
    return TlsContext(std::move(library));
}

std::unique_ptr<Channel> tls_channel(int socket, const TlsContext& context, Deadline until) {
    make_non_blocking(socket);
    SSL* session = SSL_new(context.library().context);
    if (session == nullptr) return nullptr;
    auto channel = std::make_unique<TlsChannel>(socket, session);
    if (SSL_set_fd(session, socket) != 1 || !channel->greet(until)) return nullptr;
    return channel;
}

}  // namespace lockbox
