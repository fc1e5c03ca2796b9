// grow_accounts makes an account file large, with neighbours around every number.

#include <CLI/CLI.hpp>
#include <iostream>

#include "tools/grow_accounts/growth.h"

namespace {

constexpr const char* kHelp =
    R"(Grows an account file to the size of a marketplace's, so that a batch can be matched among half a million members.

The rows of FILE stay as they are. The members added have identifiers one slip away from those of FILE or next to them;
some are namesakes, juniors at the same address, or housemates; insurers, plans and contributions are those of FILE.
The same file, options and seed give the same bytes. Nobody in the new rows is real.

Example:
  grow_accounts accounts.csv --members 500000 --seed 3 --out grown.csv
)";

}  // namespace

int main(int argc, char** argv) {
    std::filesystem::path given, out;
    lockbox::samples::GrowthOptions options;
    CLI::App app{kHelp, "grow_accounts"};
    app.add_option("FILE", given, "the account file to begin with")->required();
    app.add_option("--members", options.members, "billing accounts in the grown file")
        ->check(CLI::Range(1, 5'000'000))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "where chance begins")->capture_default_str();
    app.add_option("--out", out, "the grown file")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto report = lockbox::samples::grow_accounts(given, out, options);
    if (!report) {
        std::cerr << "grow_accounts: " << report.error().message() << "\n";
        return 3;
    }
    std::cout << report->members_given << " members as they were, " << report->members_added << " added; "
              << report->rows << " plans in " << out.string() << "\n";
    return 0;
}
