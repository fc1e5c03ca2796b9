// A page worker that does to itself what a bad library does on a bad page.
//
//   saboteur_worker                        what it does is said by the name of the page's file: "abort", "hang" ...
//   saboteur_worker --engine 3:abort,5:eat a real page worker whose text engine does it on those pages
//   saboteur_worker --stillborn            never starts

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "ocr/remittance_json.h"
#include "tools/lockbox/scan_and_read.h"
#include "tools/lockbox/worker_pool.h"

namespace {

using namespace lockbox;

void eat_memory() {
    static std::vector<std::vector<char>> eaten;
    for (;;) eaten.emplace_back(std::size_t{16} << 20, 'x');
}

void babble() {
    const char noise[] = {'\xff', '\xff', '\xff', '\xff', '!'};
    if (::write(STDOUT_FILENO, noise, sizeof noise) < 0) std::_Exit(1);
    std::this_thread::sleep_for(std::chrono::hours(1));
}

void misbehave(const std::string& deed) {
    if (deed == "abort") std::abort();
    if (deed == "crash") std::raise(SIGSEGV);
    if (deed == "exit") std::_Exit(0);
    if (deed == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
    if (deed == "eat") eat_memory();
    if (deed == "babble") babble();
}

class SaboteurEngine final : public TextEngine {
  public:
    std::string deed;

    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override {
        misbehave(deed);
        return {{}, box};
    }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override {
        misbehave(deed);
        return {};
    }
};

/// "3:abort,5:eat" to deeds by page.
std::map<int, std::string> deeds_from(const std::string& text) {
    std::map<int, std::string> deeds;
    std::istringstream stream(text);
    std::string part;
    while (std::getline(stream, part, ',')) deeds[std::atoi(part.c_str())] = part.substr(part.find(':') + 1);
    return deeds;
}

int serve_real_pages(const std::map<int, std::string>& deeds) {
    const auto config = load_config(std::nullopt);
    SaboteurEngine engine;
    const auto writing = make_null_line_reader();
    return serve_pages(STDIN_FILENO, STDOUT_FILENO, [&](const PageTask& task) {
        const auto deed = deeds.find(task.sequence);
        engine.deed = deed == deeds.end() ? "" : deed->second;
        return to_json(read_page_task(task, {engine, *writing}, *config));
    });
}

}  // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "--stillborn") return 3;
    if (mode == "--engine") return serve_real_pages(deeds_from(argc > 2 ? argv[2] : ""));
    return serve_pages(STDIN_FILENO, STDOUT_FILENO, [](const PageTask& task) {
        const std::string deed = task.front.file.filename();
        misbehave(deed);
        return "read " + deed;
    });
}
