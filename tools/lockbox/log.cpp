#include "tools/lockbox/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

namespace lockbox {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

std::shared_ptr<spdlog::logger>& logger() {
    static std::shared_ptr<spdlog::logger> instance;
    return instance;
}

}  // namespace

Result<void> open_log(const Config::Log& settings) {
    try {
        spdlog::sink_ptr sink;
        if (settings.file.empty()) {
            sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        } else {
            const mode_t before = ::umask(0077);
            sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(settings.file);
            ::umask(before);
        }
        logger() = std::make_shared<spdlog::logger>("lockbox", sink);
        logger()->set_level(spdlog::level::from_str(settings.level));
        logger()->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
        logger()->flush_on(spdlog::level::warn);
        return {};
    } catch (const spdlog::spdlog_ex& error) {
        return Error{std::string("the log cannot be opened: ") + error.what(), settings.file, "check log.file"};
    }
}

void log_event(LogLevel level, std::string_view event, LogFields fields) {
    if (!logger() || !logger()->should_log(to_spdlog(level))) return;
    nlohmann::ordered_json line;
    line["event"] = event;
    for (const auto& [key, value] : fields) line[std::string(key)] = value;
    const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    logger()->log(to_spdlog(level), "{}", std::string_view(text).substr(1, text.size() - 2));
}

}  // namespace lockbox
