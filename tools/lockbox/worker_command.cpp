#include <unistd.h>

#include "ocr/printed_text.h"
#include "ocr/remittance_json.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/log.h"
#include "tools/lockbox/scan_and_read.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/worker_pool.h"

namespace lockbox {
namespace {

Result<std::unique_ptr<TextEngine>> make_engine(const Config& config) {
    if (config.reader_engine == "none") return make_null_engine();
    return make_tesseract_engine();
}

}  // namespace

int worker_command(const CommonOptions& common) {
    const auto config = load_config(config_file(common));
    if (!config) {
        print_error(config.error());
        return kCouldNotRun;
    }
    if (auto opened = open_log(config.value().log); !opened) {
        print_error(opened.error());
        return kCouldNotRun;
    }
    const auto engine = make_engine(*config);
    if (!engine) {
        print_error(engine.error());
        return kCouldNotRun;
    }
    return serve_pages(STDIN_FILENO, STDOUT_FILENO,
                       [&](const PageTask& task) { return to_json(read_page_task(task, **engine, *config)); });
}

}  // namespace lockbox
