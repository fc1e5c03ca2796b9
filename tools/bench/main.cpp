// lockbox-bench [--batch FOLDER] [--parts] [Google Benchmark's own options]
//
// Ratios within one run mean something on any machine; milliseconds only on this one.

#include <benchmark/benchmark.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "scan/batch_folder.h"
#include "tools/bench/bench.h"

namespace {

using namespace lockbox;

std::vector<PageTask> pages_of(const BatchFolder& folder) {
    std::vector<PageTask> tasks;
    for (const ScannedPage& page : folder.pages) {
        if (page.problem || !page.front) continue;
        PageTask task;
        task.sequence = page.sequence;
        task.front = {page.front->path, page.front->frame};
        if (page.back) task.back = PageTask::Source{page.back->path, page.back->frame};
        task.received = folder.received.value_or(Date());
        tasks.push_back(std::move(task));
    }
    return tasks;
}

}  // namespace

int main(int argc, char** argv) {
    std::filesystem::path batch = std::filesystem::path(LOCKBOX_SAMPLES) / "batch";
    bool parts = false;
    CLI::App app(
        "Times the reading of a batch: processor time by step and kind of page, pages a second with 1 and 2 workers");
    app.add_option("--batch", batch, "A scanner's folder")->capture_default_str();
    app.add_flag("--parts", parts, "Time the parts alone, a line's steps beside Tesseract's");
    app.allow_extras();
    app.footer("With --parts further options are those of Google Benchmark: --benchmark_filter=line");
    CLI11_PARSE(app, argc, argv);
    std::vector<std::string> further = app.remaining();
    if (!parts && !further.empty()) {
        std::fprintf(stderr, "lockbox-bench: %s is no option (see --help)\n", further.front().c_str());
        return 2;
    }
    const auto folder = lockbox::read_batch_folder(batch);
    if (!folder) {
        std::fprintf(stderr, "lockbox-bench: %s\n", folder.error().message().c_str());
        return 3;
    }
    const std::vector<lockbox::PageTask> pages = pages_of(*folder);
    if (!parts) return lockbox::bench::run_whole_batch(pages);
    std::vector<char*> rest = {argv[0]};
    for (std::string& option : further) rest.push_back(option.data());
    int count = static_cast<int>(rest.size());
    lockbox::bench::register_parts(pages);
    lockbox::bench::register_lines(pages);
    benchmark::Initialize(&count, rest.data());
    if (benchmark::ReportUnrecognizedArguments(count, rest.data())) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
