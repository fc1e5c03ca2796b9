#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "ocr/line_net.h"
#include "ocr/printed_text.h"
#include "scan/image_file.h"
#include "tools/bench/bench.h"
#include "tools/lockbox/config.h"
#include "tools/lockbox/scan_and_read.h"
#include "tools/lockbox/step_timer.h"
#include "tools/lockbox/worker_pool.h"

namespace lockbox::bench {
namespace {

/// Counts the calls that a page makes, to tell pages that need a text engine from those that do not.
class CountingEngine final : public TextEngine {
  public:
    explicit CountingEngine(std::unique_ptr<TextEngine> engine) : engine_(std::move(engine)) {}
    int calls = 0;

    TextLine read_line(const PageImage& image, const Box& box, TextAlphabet alphabet) override {
        ++calls;
        return engine_->read_line(image, box, alphabet);
    }
    std::vector<TextLine> read_block(const PageImage& image, const Box& box) override {
        ++calls;
        return engine_->read_block(image, box);
    }

  private:
    std::unique_ptr<TextEngine> engine_;
};

struct Group {
    int pages = 0;
    double sum_ms = 0, worst_ms = 0;
    int calls = 0;

    void add(double ms, int engine_calls) {
        ++pages;
        sum_ms += ms;
        worst_ms = std::max(worst_ms, ms);
        calls += engine_calls;
    }
};

void print_groups(const std::map<std::string, Group>& groups) {
    fmt::print("{:<28} {:>6} {:>10} {:>10} {:>14}\n", "pages", "count", "mean ms", "worst ms", "engine calls");
    for (const auto& [name, group] : groups) {
        fmt::print("{:<28} {:>6} {:>10.1f} {:>10.1f} {:>14.1f}\n", name, group.pages, group.sum_ms / group.pages,
                   group.worst_ms, static_cast<double>(group.calls) / group.pages);
    }
}

/// Processor time of decoding alone: the floor under everything else.
double decode_ms(const std::vector<PageTask>& pages) {
    const double before = thread_ms();
    for (const PageTask& page : pages) {
        for (const auto& source : {std::optional(page.front), page.back}) {
            if (!source) continue;
            const auto bytes = read_image_file(source->file);
            if (bytes && !decode(*bytes, "page", source->frame)) fmt::print("page {} does not decode\n", page.sequence);
        }
    }
    return thread_ms() - before;
}

/// One core, in this process: returns the processor time of all pages.
double by_step(const std::vector<PageTask>& pages, CountingEngine& engine, LineReader& writing, const Config& config) {
    std::map<std::string, double> steps;
    std::map<std::string, Group> groups;
    double total_ms = 0;
    for (const PageTask& page : pages) {
        engine.calls = 0;
        const double before = thread_ms();
        const PageReading reading = read_page_task(page, {engine, writing}, config);
        const double ms = thread_ms() - before;
        total_ms += ms;
        for (const auto& [step, step_ms] : reading.timings_ms) steps[step] += step_ms;
        groups["all"].add(ms, engine.calls);
        groups[std::string(to_word(reading.kind)) + (engine.calls > 0 ? ", text engine" : ", no text engine")].add(
            ms, engine.calls);
    }
    print_groups(groups);
    fmt::print("\n{:<28} {:>10} {:>8}\n", "step", "ms a page", "share");
    for (const auto& [step, ms] : steps) {
        fmt::print("{:<28} {:>10.2f} {:>7.1f}%\n", step, ms / static_cast<double>(pages.size()), 100 * ms / total_ms);
    }
    return total_ms;
}

double pages_per_second(const std::vector<PageTask>& pages, int workers) {
    WorkerLimits limits;
    limits.workers = workers;
    WorkerPool pool({LOCKBOX_PROGRAM, "worker"}, limits);
    const auto started = std::chrono::steady_clock::now();
    const auto run = pool.run(pages, [](const PageOutcome&) {});
    if (!run) fmt::print("{}\n", run.error().message());
    return static_cast<double>(pages.size()) /
           std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

}  // namespace

int run_whole_batch(const std::vector<PageTask>& pages) {
    const auto config = load_config(std::nullopt);
    auto engine = make_tesseract_engine();
    if (!config || !engine || pages.empty()) {
        fmt::print(stderr, "lockbox-bench: nothing to measure\n");
        return 3;
    }
    CountingEngine counting(*std::move(engine));
    const double decoding_ms = decode_ms(pages);
    LineNet net = LineNet::shipped();
    const double whole_ms = by_step(pages, counting, net, *config);
    fmt::print("\nwhole / decoding alone       {:>10.1f}   ({:.2f} / {:.2f} ms a page)\n", whole_ms / decoding_ms,
               whole_ms / static_cast<double>(pages.size()), decoding_ms / static_cast<double>(pages.size()));
    const double one = pages_per_second(pages, 1), two = pages_per_second(pages, 2);
    fmt::print("pages a second, 1 worker     {:>10.1f}\npages a second, 2 workers    {:>10.1f}   ({:.2f} times)\n", one,
               two, two / one);
    return 0;
}

}  // namespace lockbox::bench
