#pragma once
// Structured logs: one JSON object a line, with time, level, event and fields. Fields carry counts, ids of batches and
// pages, durations and reasons; never names, account numbers, amounts of a person or pixels.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/result.h"
#include "tools/lockbox/config.h"

namespace lockbox {

enum class LogLevel { debug, info, warning, error };

/// Opens the log as configured. Before that, and when it is off, events go nowhere.
[[nodiscard]] Result<void> open_log(const Config::Log& settings);

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

/// `event` is a stable word: "page_failed", "batch_done".
void log_event(LogLevel level, std::string_view event, LogFields fields);

}  // namespace lockbox
