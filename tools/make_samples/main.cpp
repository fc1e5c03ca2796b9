// make_samples draws a batch of mail with its account file and its truth.

#include <CLI/CLI.hpp>
#include <iostream>
#include <opencv2/core/utility.hpp>

#include "tools/make_samples/batch_drawing.h"

namespace {

using namespace lockbox;
using namespace lockbox::samples;

constexpr const char* kHelp =
    R"(Draws scanned mail for tests, demonstrations and training: coupons, checks, money orders, letters.

Writes three things into the folder --out:
  batch/         images of fronts and backs, and batch.json with the operator's control totals
  accounts.csv   the account file that the payments are for, with look-alike neighbours
  truth.json     what stands on every page, and what must become of every check

The same options and seed give the same bytes. Mixes:
  usual        a working day: mostly coupons with checks, some handwriting, few exceptions
  handwritten  checks without coupons: Member IDs, names and insurers written by hand
  hard         the same mail as usual after bad scanners and careless people
  sample       every scenario once, so that each reason for review occurs

Examples:
  tools/fonts && make_samples --mix sample --seed 7 --out build/demo
  make_samples --mix handwritten --transactions 300 --accounts 20000 --hold-out caveat kristi --out build/read
  make_samples --form bare --transactions 20 --out build/bare      (no batch.json: pages must be paired and grouped)
)";

int fail(const Error& error) {
    std::cerr << "make_samples: " << error.message() << "\n";
    return 3;
}

}  // namespace

int main(int argc, char** argv) {
    cv::setNumThreads(1);
    BatchOptions options;
    DrawingOptions drawing;
    std::filesystem::path fonts_folder = "build/fonts";
    std::vector<std::string> held_out;
    std::string mix = "usual", form = "listed", designs = "common";
    CLI::App app{kHelp, "make_samples"};
    app.add_option("--seed", options.seed, "where chance begins")->capture_default_str();
    app.add_option("--mix", mix, "what kind of day")
        ->check(CLI::IsMember({"usual", "handwritten", "hard", "sample"}))
        ->capture_default_str();
    app.add_option("--transactions", options.transactions, "envelopes; 0: 100, or each scenario of `sample` once")
        ->check(CLI::Range(0, 9999))
        ->capture_default_str();
    app.add_option("--accounts", options.billing_accounts, "billing accounts in accounts.csv")
        ->check(CLI::Range(50, 700000))
        ->capture_default_str();
    app.add_option("--fonts", fonts_folder, "folder of handwriting fonts (tools/fonts fills it)")
        ->capture_default_str();
    app.add_option("--hold-out", held_out, "names of fonts that must not be used")->expected(1, 100);
    app.add_option("--designs", designs, "common, or rare: other stocks and coupons, every other stock by lot")
        ->check(CLI::IsMember({"common", "rare"}))
        ->capture_default_str();
    app.add_option("--form", form, "listed: with batch.json; bare: without; stacked: one multi-page TIFF of fronts")
        ->check(CLI::IsMember({"listed", "bare", "stacked"}))
        ->capture_default_str();
    app.add_option("--out", drawing.out, "folder for what is written")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    options.mix = *mix_from(mix);
    options.designs = designs == "rare" ? Designs::rare : Designs::common;
    drawing.form = form == "bare" ? FolderForm::bare : form == "stacked" ? FolderForm::stacked : FolderForm::listed;
    const auto fonts = load_fonts(fonts_folder, held_out);
    if (!fonts) return fail(fonts.error());
    const auto plan = plan_batch(options);
    if (!plan) return fail(plan.error());
    if (const auto drawn = draw_batch(options, *plan, *fonts, drawing); !drawn) return fail(drawn.error());
    const Control control = control_of(*plan);
    std::cout << plan->transactions.size() << " transactions, " << control.pages << " pages, " << control.checks
              << " checks, " << control.total.to_display() << "; " << plan->accounts.size() << " plans; in "
              << drawing.out.string() << "\n";
    return 0;
}
