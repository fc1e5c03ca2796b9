#pragma once
// A certificate that the test makes, and a client that takes no other and speaks the versions it is told to.

#include <filesystem>
#include <memory>
#include <string>

#include "client.h"

namespace lockbox::test {

/// PEM files of one's own making, for 127.0.0.1, good for an hour.
struct CertificateFiles {
    std::filesystem::path certificate, key;
};
[[nodiscard]] CertificateFiles make_certificate(const std::filesystem::path& folder, const std::string& name);

enum class TlsVersion { v1_0, v1_1, v1_2, v1_3 };

class TlsClient {
  public:
    /// Speaks `version` alone, and trusts `trusted` alone.
    TlsClient(int port, const std::filesystem::path& trusted, TlsVersion version);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    [[nodiscard]] bool is_connected() const { return connected_; }
    /// "TLSv1.3".
    [[nodiscard]] std::string version() const;
    /// Why the handshake failed, in the library's words.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// The whole answer; the request must ask for the connection to be closed.
    [[nodiscard]] Reply ask(const std::string& request);

  private:
    struct Library;
    std::unique_ptr<Library> library_;
    bool connected_ = false;
    std::string trouble_;
};

}  // namespace lockbox::test
