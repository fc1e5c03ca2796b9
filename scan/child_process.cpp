#include "scan/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>

namespace lockbox {
namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return descriptor_; }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }

  private:
    int descriptor_ = -1;
};

std::optional<std::string> installed_path(const std::string& program) {
    for (const char* folder : {"/usr/bin/", "/bin/", "/usr/local/bin/"}) {
        std::string path = folder + program;
        if (::access(path.c_str(), X_OK) == 0) return path;
    }
    return std::nullopt;
}

bool write_whole(int descriptor, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return true;
}

void limit(__rlimit_resource resource, rlim_t most) {
    const rlimit both{most, most};
    ::setrlimit(resource, &both);
}

/// Runs in the child between fork and exec, where only async-signal-safe calls may stand.
[[noreturn]] void become(const char* path, char* const* arguments, int input, int output, const ChildLimits& limits) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nothing = ::open("/dev/null", O_RDWR);
    // Both ends are moved above 3 first, so that none is overwritten by the other.
    const int high_input = ::fcntl(input, F_DUPFD, 10), high_output = ::fcntl(output, F_DUPFD, 10);
    if (nothing < 0 || ::dup2(nothing, 0) < 0 || ::dup2(high_output, 1) < 0 || ::dup2(nothing, 2) < 0 ||
        ::dup2(high_input, 3) < 0 || ::close_range(4, ~0U, 0) != 0) {
        ::_exit(126);
    }
    // A write to a file then fails instead of killing: the program may try to write a font cache.
    ::signal(SIGXFSZ, SIG_IGN);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_AS, limits.memory_bytes_max);
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.deadline.count() / 1000 + 1));
    static const std::array<const char*, 3> kEnvironment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", nullptr};
    ::execve(path, arguments, const_cast<char* const*>(kEnvironment.data()));
    ::_exit(127);
}

enum class Ending { closed, too_much, too_late };

/// Everything from the pipe until the child closes it or exceeds a limit.
Ending collect(int pipe, const ChildLimits& limits, Clock::time_point until, std::vector<std::uint8_t>& output) {
    std::array<std::uint8_t, 65536> piece;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd waiting{pipe, POLLIN, 0};
        const int ready = left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return Ending::too_late;
        const ssize_t got = ::read(pipe, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Ending::closed;
        if (output.size() + static_cast<std::size_t>(got) > limits.output_bytes_max) return Ending::too_much;
        output.insert(output.end(), piece.begin(), piece.begin() + got);
    }
}

/// The exit status, nothing when a signal ended the child. A child that closed its output but lives on gets until then.
std::optional<int> reap(pid_t child, Clock::time_point until) {
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (Clock::now() >= until) {
            ::kill(-child, SIGKILL);
            ::waitpid(child, &status, 0);
            break;
        }
        ::usleep(500);
    }
    ::kill(-child, SIGKILL);  // whatever it started
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

}  // namespace

Result<std::vector<std::uint8_t>> run_on_input(const std::string& program, const std::vector<std::string>& arguments,
                                               std::span<const std::uint8_t> input, const ChildLimits& limits) {
    const auto path = installed_path(program);
    if (!path) return Error{"the program is not installed", program, "apt-get install poppler-utils"};
    const Error unable{"the program could not be started", program, "free memory or processes on this machine"};
    const Descriptor memory(::memfd_create("lockbox-page", MFD_CLOEXEC));
    std::array<int, 2> ends{};
    if (memory.get() < 0 || !write_whole(memory.get(), input) || ::pipe2(ends.data(), O_CLOEXEC) != 0) return unable;
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);

    std::vector<char*> argument_list{const_cast<char*>(path->c_str())};
    for (const std::string& argument : arguments) argument_list.push_back(const_cast<char*>(argument.c_str()));
    argument_list.push_back(nullptr);
    const auto until = Clock::now() + limits.deadline;
    const pid_t child = ::fork();
    if (child < 0) return unable;
    if (child == 0) become(path->c_str(), argument_list.data(), memory.get(), writing.get(), limits);
    ::setpgid(child, child);  // in both, so that the group is there whoever runs first
    writing.close();

    std::vector<std::uint8_t> output;
    const Ending ending = collect(reading.get(), limits, until, output);
    const auto status = reap(child, ending == Ending::closed ? until : Clock::now());
    if (ending == Ending::too_late) return Error{"the program took too long and was ended", program, "split the file"};
    if (ending == Ending::too_much) return Error{"the program's answer is too large", program, "rescan at 200 dpi"};
    if (status != 0) return Error{"the program failed on this file", program, "open it in a viewer and scan it again"};
    return output;
}

}  // namespace lockbox
