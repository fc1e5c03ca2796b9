// serve: the workstation on a port of this machine, or under TLS for others.

#include <arpa/inet.h>

#include <csignal>
#include <cstdio>
#include <thread>

#include "tools/lockbox/commands.h"
#include "tools/lockbox/session.h"
#include "tools/workstation/upload.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

/// By the number, not by its looks: 127.example.com is a name that may lead anywhere.
bool is_loopback(const std::string& address) {
    in_addr number{};
    const bool in_127 =
        ::inet_pton(AF_INET, address.c_str(), &number) == 1 && ntohl(number.s_addr) >> 24 == IN_LOOPBACKNET;
    return in_127 || address == "localhost" || address == "::1";
}

Result<std::optional<TlsContext>> tls_of(const ServeOptions& options) {
    using Tls = std::optional<TlsContext>;
    if (options.tls_certificate.empty() && options.tls_key.empty()) {
        if (is_loopback(options.address)) return Result<Tls>(std::nullopt);
        return Error{"other machines are served under TLS only", options.address,
                     "give --tls-cert and --tls-key, or listen on 127.0.0.1"};
    }
    if (options.tls_certificate.empty() || options.tls_key.empty()) {
        return Error{"a certificate goes with its key", "--tls-cert, --tls-key", "give both"};
    }
    auto context = TlsContext::load(options.tls_certificate, options.tls_key);
    if (!context) return context.error();
    return Result<Tls>(*std::move(context));
}

/// Waits for Ctrl-C or SIGTERM in a thread of its own: the handlers of signals may do next to nothing.
class StopSignals {
  public:
    StopSignals() {
        sigemptyset(&signals_);
        for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals_, signal);
        ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        ::signal(SIGPIPE, SIG_IGN);
    }
    void when_told(std::function<void()> stop) {
        waiter_ = std::thread([this, stop = std::move(stop)] {
            int signal = 0;
            ::sigwait(&signals_, &signal);
            stop();
        });
    }
    ~StopSignals() {
        if (!waiter_.joinable()) return;
        ::pthread_kill(waiter_.native_handle(), SIGUSR1);  // the server has ended by itself
        waiter_.join();
    }
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

  private:
    sigset_t signals_{};
    std::thread waiter_;
};

}  // namespace

int serve_command(const CommonOptions& common, const ServeOptions& options) {
    auto tls = tls_of(options);
    if (!tls) return refuse(tls.error(), kWrongUse);
    StopSignals signals;  // before the first thread
    auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const auto users = Users(session->book).list();
    if (!users) return refuse(users.error(), kCouldNotRun);
    if (users->empty()) {
        std::fprintf(stderr, "lockbox: nobody can sign in yet: lockbox users add NAME --role supervisor\n");
    }
    drop_old_uploads(common.db);

    WorkstationSettings settings;
    settings.database = common.db;
    settings.config_file = common.config;
    settings.program = std::filesystem::read_symlink("/proc/self/exe");
    if (!options.pages.empty()) settings.pages = options.pages;
    settings.config = session->config;
    settings.version = LOCKBOX_VERSION;
    HttpLimits limits;
    limits.upload_bytes_max = static_cast<std::size_t>(session->config.images.file_bytes_max);
    const bool secure = tls->has_value();
    give_freed_memory_back();
    Workstation desk(std::move(settings), [common, config = session->config] { return open_book(common, config); });
    HttpServer server(limits,
                      {[&](const HttpRequest& request) { return desk.answer(request); },
                       [&](const HttpRequest& request, const BodyReader& body) { return desk.upload(request, body); }},
                      *std::move(tls));
    const auto port = server.bind(options.address, options.port);
    if (!port) return refuse(port.error(), kCouldNotRun);
    std::printf("The workstation: %s://%s:%d/\n", secure ? "https" : "http", options.address.c_str(), *port);
    std::fflush(stdout);
    signals.when_told([&] {
        desk.stop();
        server.stop();
    });
    server.run();
    desk.stop();
    return kDone;
}

}  // namespace lockbox
