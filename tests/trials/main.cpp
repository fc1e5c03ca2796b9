#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "trials.h"

namespace lockbox::trials {

bool failed(const std::string& what) {
    std::fprintf(stderr, "FAILED: %s\n", what.c_str());
    return false;
}

}  // namespace lockbox::trials

int main(int argc, char** argv) {
    // The helpers of the other tests check what they do: here outside of a test case.
    doctest::Context context;
    context.setAsDefaultForAssertsOutOfTestCases();
    context.setAssertHandler([](const doctest::AssertData& data) {
        std::fprintf(stderr, "FAILED: %s:%d: %s\n", data.m_file, data.m_line, data.m_expr);
        std::_Exit(1);
    });

    CLI::App app("Trials of the book; each says its figures and ends with status 0 when all held.", "book_trials");
    app.require_subcommand(1);
    int count = 0, seconds = 10;
    unsigned seed = 1;
    std::int64_t checks = 20'000;
    std::string folder = "/tmp";
    bool good = false;
    using namespace lockbox::trials;
    const auto add = [&](const char* name, const char* help, const char* what, int usual, auto run) {
        CLI::App* command = app.add_subcommand(name, help);
        command->add_option("--count", count, what)->default_val(usual);
        command->add_option("--seed", seed, "Of all that is random")->capture_default_str();
        command->callback([&, run] { good = run(count, seed); });
        return command;
    };
    add("crash", "SIGKILL at random moments", "How many", 40, crash);
    add("disk", "Faults of the disk", "How many", 40, disk);
    add("simulate", "Business days against an independent auditor", "How many", 25, simulate);
    bool with_reader = false;
    add("program", "SIGKILL at random moments of the program's commands", "How many", 24, [&](int kills, unsigned of) {
        return program(kills, of, with_reader ? Reader::real : Reader::none);
    })->add_flag("--reader", with_reader, "Pages are read, as slowly as they are");
    CLI::App* together_command = app.add_subcommand("together", "Eight processes on one book");
    together_command->add_option("--seconds", seconds, "How long")->capture_default_str();
    together_command->callback([&] { good = together(seconds); });
    CLI::App* size_command = app.add_subcommand("size", "A large book");
    size_command->add_option("--checks", checks, "How many")->capture_default_str();
    size_command->add_option("--folder", folder, "Where to make it")->capture_default_str();
    size_command->callback([&] { good = size(checks, folder); });
    CLI11_PARSE(app, argc, argv);
    return good ? 0 : 1;
}
