#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <thread>

#include "days_work.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

using std::chrono::microseconds;

/// In which step the child is, also after its death: a page that both have.
class SharedStep {
  public:
    SharedStep()
        : at_(static_cast<int*>(
              ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
    ~SharedStep() { ::munmap(at_, sizeof(int)); }
    SharedStep(const SharedStep&) = delete;
    SharedStep& operator=(const SharedStep&) = delete;
    [[nodiscard]] volatile int* at() const { return at_; }

  private:
    int* at_;
};

pid_t start(const std::filesystem::path& folder, const SharedStep& step) {
    *step.at() = 0;
    const pid_t child = ::fork();
    if (child == 0) ::_exit(do_days_work(folder, step.at()));
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
    const SharedStep step;
    const auto begun = std::chrono::steady_clock::now();
    if (end_of(start(undisturbed.path(), step)) != 0) return failed("the undisturbed work did not end well");
    const auto whole = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - begun);
    const std::string expected = sound_book(undisturbed.path());
    if (expected.empty()) return false;
    std::mt19937 random(seed);
    int killed = 0, books = 0;
    std::array<int, kDaySteps.size()> hits{};
    while (killed < moments) {
        const TrialFolder folder;
        prepare(folder.path());
        for (;;) {
            const pid_t child = start(folder.path(), step);
            // Work that was begun is gone on with, so that even short lives come to an end.
            const auto life = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.count()));
            if (killed < moments) std::this_thread::sleep_for(microseconds(life));
            if (killed < moments) ::kill(child, SIGKILL);
            const int status = end_of(child);
            if (WIFSIGNALED(status)) {
                ++killed;
                ++hits[static_cast<std::size_t>(*step.at())];
                if (killed % 10 == 0 && sound_book(folder.path()).empty()) return false;
                continue;
            }
            if (status != 0) return failed("the work ended with status " + std::to_string(WEXITSTATUS(status)));
            break;
        }
        ++books;
        if (!same_book(expected, sound_book(folder.path()))) return false;
    }
    std::printf("crash: killed at %d random moments over %d books of %.0f ms work each; every book as undisturbed.\n",
                killed, books, static_cast<double>(whole.count()) / 1000);
    for (std::size_t i = 0; i < hits.size(); ++i) std::printf("  %4d in %s\n", hits[i], kDaySteps[i]);
    return true;
}

}  // namespace lockbox::trials
