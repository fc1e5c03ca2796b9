#include "tls_client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace lockbox::test {
namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* one) const {
        Free(one);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;

void add_extension(X509* certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    REQUIRE(extension);
    REQUIRE(X509_add_ext(certificate, extension.get(), -1) == 1);
}

int number_of(TlsVersion version) {
    static constexpr std::array kNumbers = {TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
    return kNumbers[static_cast<std::size_t>(version)];
}

}  // namespace

CertificateFiles make_certificate(const std::filesystem::path& folder, const std::string& name) {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate made(X509_new());
    REQUIRE(key);
    X509* certificate = made.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key.get());
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(certificate, subject);
    add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate, NID_subject_alt_name, "IP:127.0.0.1");
    REQUIRE(X509_sign(certificate, key.get(), EVP_sha256()) > 0);

    CertificateFiles files{folder / (name + ".pem"), folder / (name + ".key")};
    const File certificate_file(std::fopen(files.certificate.c_str(), "w"));
    const File key_file(std::fopen(files.key.c_str(), "w"));
    REQUIRE(PEM_write_X509(certificate_file.get(), certificate) == 1);
    REQUIRE(PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return files;
}

struct TlsClient::Library {
    int socket = -1;
    std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context;
    std::unique_ptr<SSL, Freed<SSL_free>> session;
    ~Library() {
        if (socket >= 0) ::close(socket);
    }
};

TlsClient::TlsClient(int port, const std::filesystem::path& trusted, TlsVersion version)
    : library_(std::make_unique<Library>()) {
    library_->context.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX* context = library_->context.get();
    SSL_CTX_set_security_level(context, 0);  // it is the server that shall refuse an old version, not this library
    SSL_CTX_set_min_proto_version(context, number_of(version));
    SSL_CTX_set_max_proto_version(context, number_of(version));
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    REQUIRE(SSL_CTX_load_verify_locations(context, trusted.c_str(), nullptr) == 1);

    library_->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{60, 0};
    ::setsockopt(library_->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(library_->socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);

    library_->session.reset(SSL_new(context));
    SSL* session = library_->session.get();
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), "127.0.0.1");
    SSL_set_fd(session, library_->socket);
    ERR_clear_error();
    connected_ = SSL_connect(session) == 1;
    if (connected_) return;
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    trouble_ = reason != nullptr ? reason : "the connection ended";
}

TlsClient::~TlsClient() = default;

std::string TlsClient::version() const {
    return SSL_get_version(library_->session.get());
}

Reply TlsClient::ask(const std::string& request) {
    SSL* session = library_->session.get();
    std::string text;
    std::array<char, 16384> bytes{};
    if (SSL_write(session, request.data(), static_cast<int>(request.size())) > 0) {
        for (int got = 0; (got = SSL_read(session, bytes.data(), static_cast<int>(bytes.size()))) > 0;) {
            text.append(bytes.data(), static_cast<std::size_t>(got));
        }
    }
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    return {std::stoi(text.substr(9, 3)), text.substr(0, end + 2), text.substr(end + 4)};
}

}  // namespace lockbox::test
