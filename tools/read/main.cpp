// lockbox-read: the line reader on a folder of line images. Anyone can compare it with another reader on their own
// lines.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "scan/image_file.h"
#include "tools/read/fit.h"
#include "tools/read/labelled_lines.h"
#include "tools/read/reading_modes.h"
#include "tools/read/reliability.h"
#include "tools/read/score.h"

namespace lockbox {
namespace {

struct Options {
    std::string folder;
    ReadAs mode = ReadAs::text;
    std::optional<std::string> lexicon, labels, reliability, model, model_sha256;
    bool fit = false;
};

constexpr const char* kFooter = R"(Examples:
  lockbox-read amounts/ --as digits --labels amounts/labels.tsv
  lockbox-read names/ --as name --labels names/labels.tsv --lexicon names.txt
Prints file<TAB>best<TAB>probability; with --labels it ends with the exact rate, the character error rate and the share
that can be read at 5, 1 and 0.1 % error.)";

std::optional<Options> options_of(int argc, char** argv, int& exit_code) {
    const std::map<std::string, ReadAs> modes = {{"text", ReadAs::text},
                                                 {"digits", ReadAs::digits},
                                                 {"amount", ReadAs::amount},
                                                 {"name", ReadAs::name},
                                                 {"micr", ReadAs::micr}};
    Options options;
    CLI::App app("Reads a folder of line images with the project's line reader.", "lockbox-read");
    app.footer(kFooter);
    app.add_option("folder", options.folder, "folder of images, one line each")
        ->required()
        ->check(CLI::ExistingDirectory);
    std::string mode = "text";
    app.add_option("--as", mode, "what the lines are: text, digits, amount, name or micr")
        ->check(CLI::IsMember({"text", "digits", "amount", "name", "micr"}));
    app.add_option("--lexicon", options.lexicon, "rank the strings of this file, one a line, against each image");
    app.add_option("--labels", options.labels, "file<TAB>text a line: what the images say");
    app.add_option("--reliability", options.reliability, "write claimed against observed to NAME.csv and NAME.png");
    app.add_flag("--fit", options.fit, "print the calibration that fits these labelled lines best");
    auto* model = app.add_option("--model", options.model, "weights other than the program's own");
    app.add_option("--model-sha256", options.model_sha256, "the SHA-256 of those weights")->needs(model);
    model->needs("--model-sha256");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exit_code = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    options.mode = modes.at(mode);
    return options;
}

Result<PageImage> image_of(const std::string& path) {
    const auto bytes = read_image_file(path);
    if (!bytes) return bytes.error();
    return decode(*bytes, path);
}

class Run {
  public:
    Run(const Options& options, LineNet net, std::vector<std::string> lexicon)
        : options_(options), net_(std::move(net)), ranks_(!lexicon.empty()), lexicon_(std::move(lexicon)) {}

    Result<void> operator()(const std::vector<LabelledLine>& lines) {
        for (const LabelledLine& line : lines) {
            const auto image = image_of(options_.folder + "/" + line.file);
            if (!image) return image.error();
            const ReadLine read = ranks_ ? lexicon_.best(net_.read(*image, image->bounds()), line.label)
                                         : read_as(options_.mode, net_, *image);
            fmt::print("{}\t{}\t{:.6f}", line.file, read.best, read.probability);
            if (read.rank) fmt::print("\trank {}", *read.rank);
            fmt::print("\n");
            keep(read, line);
        }
        if (!outcomes_.empty()) return report();
        return {};
    }

  private:
    void keep(const ReadLine& read, const LabelledLine& line) {
        if (!line.label) return;
        outcomes_.push_back(
            {comparable(options_.mode, read.best), comparable(options_.mode, *line.label), read.probability});
        fits_.push_back({read, outcomes_.back().right()});
        first_ += read.rank && *read.rank == 1 ? 1U : 0U;
    }

    Result<void> report() const {
        const Score score = score_of(outcomes_);
        const auto percent = [&](std::size_t part) {
            return 100.0 * static_cast<double>(part) / static_cast<double>(score.lines);
        };
        fmt::print("lines {}: exact {:.1f} %, character error rate {:.1f} %\n", score.lines, percent(score.exact),
                   100 * score.character_error_rate);
        if (ranks_) fmt::print("true one ranked first among {}: {:.1f} %\n", lexicon_.size(), percent(first_));
        for (const double error : {0.05, 0.01, 0.001}) {
            const ReadShare at = read_share_at(outcomes_, error);
            fmt::print("read at {:4.1f} % error: {:5.1f} % (from probability {:.4f}; wrong {:.2f} %)\n", 100 * error,
                       100 * at.share, at.threshold, 100 * at.error_share);
        }
        const auto bins = reliability(outcomes_, 15);
        fmt::print("calibration error {:.2f} %\n", 100 * calibration_error(bins));
        if (options_.fit) {
            const Fit fit = fit_calibration(fits_);
            fmt::print("best fit: sharpness {:.3f}, rival {:.2f} nats, log loss {:.4f}\n", fit.calibration.sharpness,
                       fit.calibration.rival_nats, fit.log_loss);
        }
        return options_.reliability ? write_reliability(bins, *options_.reliability) : Result<void>();
    }

    const Options& options_;
    LineNet net_;
    bool ranks_;
    Lexicon lexicon_;
    std::vector<LineOutcome> outcomes_;
    std::vector<FitLine> fits_;
    std::size_t first_ = 0;
};

Result<void> run(const Options& options) {
    const auto lines = labelled_lines(options.folder, options.labels);
    if (!lines) return lines.error();
    std::vector<std::string> lexicon;
    if (options.lexicon) {
        auto entries = lines_of_file(*options.lexicon);
        if (!entries) return entries.error();
        lexicon = *std::move(entries);
    }
    auto net =
        options.model ? LineNet::from_file(*options.model, *options.model_sha256) : Result<LineNet>(LineNet::shipped());
    if (!net) return net.error();
    return Run(options, *std::move(net), std::move(lexicon))(*lines);
}

}  // namespace
}  // namespace lockbox

int main(int argc, char** argv) {
    int exit_code = 0;
    const auto options = lockbox::options_of(argc, argv, exit_code);
    if (!options) return exit_code;
    const auto done = lockbox::run(*options);
    if (done) return 0;
    fmt::print(stderr, "lockbox-read: {}\n", done.error().message());
    return 1;
}
