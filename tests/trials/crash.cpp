#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <thread>

#include "days_work.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

using std::chrono::microseconds;

pid_t start(const std::filesystem::path& folder) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(do_days_work(folder));
    return child;
}

/// Wait status.
int end_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

}  // namespace

bool crash(int moments, unsigned seed) {
    const TrialFolder undisturbed;
    prepare(undisturbed.path());
    const auto begun = std::chrono::steady_clock::now();
    if (end_of(start(undisturbed.path())) != 0) return failed("the undisturbed work did not end well");
    const auto whole = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - begun);
    const std::string expected = sound_book(undisturbed.path());
    if (expected.empty()) return false;
    std::mt19937 random(seed);
    int killed = 0, books = 0;
    while (killed < moments) {
        const TrialFolder folder;
        prepare(folder.path());
        for (;;) {
            const pid_t child = start(folder.path());
            // Work that was begun is gone on with, so that even short lives come to an end.
            const auto life = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.count()));
            if (killed < moments) std::this_thread::sleep_for(microseconds(life));
            if (killed < moments) ::kill(child, SIGKILL);
            const int status = end_of(child);
            if (WIFSIGNALED(status)) {
                ++killed;
                if (killed % 10 == 0 && sound_book(folder.path()).empty()) return false;
                continue;
            }
            if (status != 0) return failed("the work ended with status " + std::to_string(WEXITSTATUS(status)));
            break;
        }
        ++books;
        if (sound_book(folder.path()) != expected) return failed("a disturbed book differs from the undisturbed one");
    }
    std::printf("crash: killed at %d random moments over %d books of %.0f ms work each; every book as undisturbed.\n",
                killed, books, static_cast<double>(whole.count()) / 1000);
    return true;
}

}  // namespace lockbox::trials
