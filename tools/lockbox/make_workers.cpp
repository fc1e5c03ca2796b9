#include "tools/lockbox/make_workers.h"

#include <algorithm>
#include <filesystem>
#include <thread>

namespace lockbox {
namespace {

int worker_count(int jobs, const Config& config) {
    const int asked = jobs > 0 ? jobs : config.workers.jobs;
    return asked > 0 ? asked : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

WorkerPool make_workers(const CommonOptions& common, int jobs, const Config& config) {
    std::vector<std::string> command = {std::filesystem::read_symlink("/proc/self/exe").string(), "worker", "--db",
                                        common.db.string()};
    if (common.config) command.insert(command.end(), {"--config", common.config->string()});
    WorkerLimits limits;
    limits.workers = worker_count(jobs, config);
    const std::int64_t memory_mib = config.workers.memory_mib_max;
    limits.memory_bytes_max = memory_mib > 0 ? memory_mib << 20 : kNoMemoryLimit;
    limits.page_time_max = std::chrono::seconds(config.workers.page_seconds_max);
    return {std::move(command), limits};
}

}  // namespace lockbox
