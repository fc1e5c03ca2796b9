#include "tools/lockbox/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace lockbox {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr std::size_t kBarWidth = 30;

}  // namespace

Progress::Progress(std::string title, std::size_t total)
    : title_(std::move(title)), total_(total), shown_(::isatty(STDERR_FILENO) == 1), started_(Clock::now()) {
    draw();
}

Progress::~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::advance_to(std::size_t done) {
    done_ = done;
    if (Clock::now() - drawn_ >= kRedrawEvery || done == total_) draw();
}

void Progress::draw() {
    if (!shown_) return;
    drawn_ = Clock::now();
    const double seconds = std::chrono::duration<double>(drawn_ - started_).count();
    const double rate = seconds > 0.5 ? static_cast<double>(done_) / seconds : 0;
    std::string line = fmt::format("\r\033[K{} ", title_);
    if (total_ > 0) {
        const std::size_t filled = kBarWidth * std::min(done_, total_) / total_;
        line +=
            fmt::format("[{}{}] {}/{}", std::string(filled, '#'), std::string(kBarWidth - filled, '.'), done_, total_);
        if (rate > 0)
            line += fmt::format("  {:.0f} s left", static_cast<double>(total_ - std::min(done_, total_)) / rate);
    } else {
        line += fmt::format("{}", done_);
    }
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
}

}  // namespace lockbox
