#include "tools/lockbox/page_task.h"

#include <nlohmann/json.hpp>

namespace lockbox {
namespace {

using nlohmann::json;

json source_json(const PageTask::Source& source) {
    return {{"file", source.file.string()}, {"frame", source.frame}};
}

PageTask::Source source_from(const json& value) {
    return {value.at("file").get<std::string>(), value.at("frame").get<int>()};
}

}  // namespace

std::string to_json(const PageTask& task) {
    json value = {
        {"sequence", task.sequence}, {"front", source_json(task.front)}, {"received", task.received.to_string()}};
    if (task.back) value["back"] = source_json(*task.back);
    return value.dump();
}

Result<PageTask> page_task_from_json(std::string_view text) {
    try {
        const json value = json::parse(text);
        PageTask task;
        task.sequence = value.at("sequence").get<int>();
        task.front = source_from(value.at("front"));
        if (value.contains("back")) task.back = source_from(value.at("back"));
        const auto received = Date::parse(value.at("received").get<std::string>());
        if (!received) return Error{"a page task has no date received", "worker", ""};
        task.received = *received;
        return task;
    } catch (const json::exception& error) {
        return Error{std::string("a page task is malformed: ") + error.what(), "worker", ""};
    }
}

}  // namespace lockbox
