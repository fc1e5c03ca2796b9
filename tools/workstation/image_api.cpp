// Images of pages, for people who are signed in.

#include <array>
#include <charconv>

#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr int kMarginPx = 30, kCoordinateMax = 40'000;

/// "L,T,W,H", with a margin around it.
std::optional<Box> box_in(const std::string& text) {
    if (text.empty()) return std::nullopt;
    std::array<int, 4> values{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto [next, error] = std::from_chars(at, end, values[i]);
        const bool separated = i + 1 < values.size() ? next != end && *next == ',' : next == end;
        if (error != std::errc{} || !separated || values[i] < -kCoordinateMax || values[i] > kCoordinateMax) {
            bad_request("not a box", "box", "left, top, width and height in pixels: 10,20,300,90");
        }
        at = next == end ? end : next + 1;
    }
    const Box box{values[0] - kMarginPx, values[1] - kMarginPx, values[2] + 2 * kMarginPx, values[3] + 2 * kMarginPx};
    if (box.empty()) bad_request("not a box", "box");
    return box;
}

HttpResponse image(Call& call) {
    const auto batch = BatchId::parse(call.parts.at(0));
    const std::int64_t sequence = number_in(call.parts.at(1), "page");
    const std::string& side = call.parts.at(2);
    if (!batch || sequence > 1'000'000 || (side != "front" && side != "back")) not_found("there is no such image", "");
    const std::string where = "batch " + batch->str() + " page " + std::to_string(sequence);
    const auto box = box_in(call.request.parameter("box"));
    const auto page = must(stored_page(call.book(), *batch, static_cast<int>(sequence)));
    const auto envelope = must(envelope_of_page(call.book(), *batch, static_cast<int>(sequence)));
    if (!page || !envelope) not_found("there is no such page", where);
    if (!call.desk.views.has_seen(call.who, envelope->value)) {
        must(call.desk.views.saw(call.book(), call.who, where, envelope->value));
    }
    const auto picture =
        must(call.desk.images.get(call.book().images(), *page, side == "front" ? Side::front : Side::back, box), 404,
             "not_found");
    HttpResponse response;
    response.type = picture->type;
    response.body = picture->bytes;
    response.headers = {{"Cache-Control", "private, max-age=600, immutable"}};
    return response;
}

}  // namespace

void add_image_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/images/*/*/*", kEverybody, image});
}

}  // namespace lockbox
