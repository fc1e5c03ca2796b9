#include <unistd.h>

#include "ocr/line_net.h"
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

Result<std::unique_ptr<LineReader>> make_line_reader(const Config& config) {
    if (config.reader_engine == "none") return make_null_line_reader();
    auto net = config.line_model.empty() ? Result<LineNet>(LineNet::shipped())
                                         : LineNet::from_file(config.line_model, config.line_model_sha256);
    if (!net) return net.error();
    return std::unique_ptr<LineReader>(std::make_unique<LineNet>(*std::move(net)));
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
    const auto writing = make_line_reader(*config);
    if (!writing) {
        print_error(writing.error());
        return kCouldNotRun;
    }
    const Readers readers{**engine, **writing};
    return serve_pages(STDIN_FILENO, STDOUT_FILENO,
                       [&](const PageTask& task) { return to_json(read_page_task(task, readers, *config)); });
}

}  // namespace lockbox
