// The stream of server-sent events of one open page.

#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr auto kHeartbeat = std::chrono::seconds(15);
constexpr auto kSessionAsked = std::chrono::seconds(5);

HttpResponse events(Call& call) {
    HttpResponse response;
    response.type = "text/event-stream";
    response.headers = {{"X-Accel-Buffering", "no"}};
    Workstation& desk = call.desk;
    const std::uint64_t session = call.who.number;
    response.stream = [&desk, session](const StreamWriter& write) {
        const auto listener = desk.hub.join();
        Json hello = Json::parse(desk.watch.state_json());
        hello["version"] = desk.settings.version;
        bool open = write("retry: 1500\n" + EventHub::framed("hello", hello.dump()));
        auto quiet_since = std::chrono::steady_clock::now();
        while (open) {
            const Listener::Heard heard = listener->listen(kSessionAsked);
            if (!desk.sessions.lasts(session)) {
                static_cast<void>(write(EventHub::framed("signed_out", "{}")));
                break;
            }
            if (!heard.text.empty()) {
                open = write(heard.text);
                quiet_since = std::chrono::steady_clock::now();
            } else if (std::chrono::steady_clock::now() - quiet_since >= kHeartbeat) {
                open = write(": still here\n\n");
                quiet_since = std::chrono::steady_clock::now();
            }
            if (heard.over) break;
        }
        desk.hub.leave(listener);
    };
    return response;
}

}  // namespace

void add_event_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/events", kEverybody, events});
}

}  // namespace lockbox
