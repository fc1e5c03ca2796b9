#pragma once
// What a worker is asked to read: one page, whose images already lie in the image store.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/date.h"
#include "ledger/result.h"

namespace lockbox {

struct PageTask {
    struct Source {
        std::filesystem::path file;
        int frame = 0;  ///< of a multi-page file, from 0
    };
    int sequence = 0;
    Source front;
    std::optional<Source> back;
    Date received;
};

[[nodiscard]] std::string to_json(const PageTask& task);
[[nodiscard]] Result<PageTask> page_task_from_json(std::string_view json);

}  // namespace lockbox
