#pragma once
// What the requests share, and the way of a request: session, role, CSRF token, route, answer.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tools/lockbox/config.h"
#include "tools/workstation/account_directory.h"
#include "tools/workstation/api.h"
#include "tools/workstation/books.h"
#include "tools/workstation/event_hub.h"
#include "tools/workstation/http.h"
#include "tools/workstation/jobs.h"
#include "tools/workstation/page_files.h"
#include "tools/workstation/page_images.h"
#include "tools/workstation/queue_watch.h"
#include "tools/workstation/replays.h"
#include "tools/workstation/sessions.h"
#include "tools/workstation/view_log.h"

namespace lockbox {

struct WorkstationSettings {
    std::filesystem::path database;
    std::optional<std::filesystem::path> config_file;
    std::filesystem::path program;               ///< that processes batches: this one
    std::optional<std::filesystem::path> pages;  ///< page files of a folder instead of those built in
    Config config;
    std::string version;
    SessionLimits sessions;
    Sessions::Clock clock = std::chrono::steady_clock::now;
};

class Workstation {
  public:
    Workstation(WorkstationSettings settings, Books::Open open_book);
    ~Workstation();
    Workstation(const Workstation&) = delete;
    Workstation& operator=(const Workstation&) = delete;

    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    [[nodiscard]] HttpResponse upload(const HttpRequest& request, const BodyReader& body);
    /// Ends what waits: event streams, jobs between two steps.
    void stop();

    const WorkstationSettings settings;
    Books books;
    Sessions sessions;
    SignInThrottle throttle;
    AccountDirectory accounts;
    PageImages images;
    ViewLog views;
    Replays replays;
    EventHub hub;
    QueueWatch watch;
    Jobs jobs;
    PageFiles pages;

  private:
    [[nodiscard]] HttpResponse route(const HttpRequest& request);
    [[nodiscard]] SignedIn signed_in(const HttpRequest& request);
    void prepare_accounts();

    std::vector<Route> routes_;
    std::thread preparation_;  ///< makes the index of the accounts before anybody asks; last: it uses all the others
};

/// For a process that serves for months, before its threads begin: memory of page images goes back to the system when
/// it is freed, and does not lie scattered between what stays.
void give_freed_memory_back();

/// The session cookie of a request; empty when there is none.
[[nodiscard]] std::string session_cookie(const HttpRequest& request);
inline constexpr const char* kSessionCookie = "lockbox_session";

/// Sign-in, sign-out, who am I: the calls that need no session, or another one.
[[nodiscard]] HttpResponse sign_in(Workstation& desk, const HttpRequest& request);
void add_session_routes(std::vector<Route>& routes);

}  // namespace lockbox
