// lockbox-bench [--batch FOLDER] [--parts] [Google Benchmark's own options]
//
// Ratios within one run mean something on any machine; milliseconds only on this one.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>

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
    std::vector<char*> rest = {argv[0]};
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--parts") == 0) {
            parts = true;
        } else if (std::strcmp(argv[i], "--batch") == 0 && i + 1 < argc) {
            batch = argv[++i];
        } else {
            rest.push_back(argv[i]);
        }
    }
    const auto folder = lockbox::read_batch_folder(batch);
    if (!folder) {
        std::fprintf(stderr, "lockbox-bench: %s\n", folder.error().message().c_str());
        return 3;
    }
    const std::vector<lockbox::PageTask> pages = pages_of(*folder);
    if (!parts) return lockbox::bench::run_whole_batch(pages);
    int count = static_cast<int>(rest.size());
    lockbox::bench::register_parts(pages);
    lockbox::bench::register_lines(pages);
    benchmark::Initialize(&count, rest.data());
    if (benchmark::ReportUnrecognizedArguments(count, rest.data())) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
