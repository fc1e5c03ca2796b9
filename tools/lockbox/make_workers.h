#pragma once
// The workers that read pages for this program, as configured.

#include "tools/lockbox/commands.h"
#include "tools/lockbox/config.h"
#include "tools/lockbox/worker_pool.h"

namespace lockbox {

/// `jobs` 0: as configured.
[[nodiscard]] WorkerPool make_workers(const CommonOptions& common, int jobs, const Config& config);

}  // namespace lockbox
