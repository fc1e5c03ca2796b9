// A page worker that does to itself what a bad library does on a bad page: what it does is said by the file's name.

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "tools/lockbox/worker_pool.h"

namespace {

void eat_memory() {
    static std::vector<std::vector<char>> eaten;
    for (;;) eaten.emplace_back(std::size_t{16} << 20, 'x');
}

std::string misbehave(const lockbox::PageTask& task) {
    const std::string deed = task.front.file.filename();
    if (deed == "abort") std::abort();
    if (deed == "crash") std::raise(SIGSEGV);
    if (deed == "exit") std::_Exit(0);
    if (deed == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
    if (deed == "eat") eat_memory();
    if (deed == "babble") {
        const char noise[] = {'\xff', '\xff', '\xff', '\xff', '!'};
        if (::write(STDOUT_FILENO, noise, sizeof noise) < 0) std::_Exit(1);
        std::this_thread::sleep_for(std::chrono::hours(1));
    }
    return "read " + deed;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string(argv[1]) == "--stillborn") return 3;
    return lockbox::serve_pages(STDIN_FILENO, STDOUT_FILENO, misbehave);
}
