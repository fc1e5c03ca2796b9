#include "tools/lockbox/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "tools/lockbox/commands.h"

namespace lockbox {
namespace {

const std::map<std::string, Format> kFormats = {
    {"text", Format::text}, {"json", Format::json}, {"jsonl", Format::jsonl}, {"csv", Format::csv}};

/// What every command takes. The values live as long as the program.
struct Arguments {
    CommonOptions common;
    ProcessOptions process;
    ReviewListOptions filter;
    ResolveOptions resolve;
    CloseOptions close;
    VerifyCommandOptions verify;
    PurgeOptions purge;
    ReprocessOptions reprocess;
    WatchOptions watch;
    CorrectOptions correct;
    FindOptions find;
    ServeOptions serve;
    UserOptions user;
    std::filesystem::path file;
    std::string name;
    bool defaults_only = false;
    int status = kDone;
};

void add_common(CLI::App* command, Arguments& given) {
    command->add_option("--db", given.common.db, "The database")->capture_default_str();
    command->add_option("--config", given.common.config,
                        "Settings (default: lockbox.toml beside the database, else what is compiled in)");
}

void add_format(CLI::App* command, Arguments& given, std::string note = "") {
    command
        ->add_option("--format", given.common.format, "How to print: text for people, else json, jsonl or csv" + note)
        ->transform(CLI::CheckedTransformer(kFormats, CLI::ignore_case))
        ->default_str("text");
}

CLI::App* add_command(CLI::App& parent, Arguments& given, const char* name, const char* help) {
    CLI::App* command = parent.add_subcommand(name, help);
    add_common(command, given);
    return command;
}

void add_book_commands(CLI::App& app, Arguments& given) {
    CLI::App* init = add_command(app, given, "init", "Make the database");
    init->footer(
        "Example: lockbox init --db /srv/lockbox/lockbox.db\nImages are kept beside it, in lockbox.db.images/.");
    init->callback([&given] { given.status = init_command(given.common); });

    CLI::App* accounts = app.add_subcommand("accounts", "The account file of the billing system");
    accounts->require_subcommand(1);
    CLI::App* load = add_command(*accounts, given, "load", "Load tonight's account file: all of it, or nothing");
    load->add_option("FILE", given.file, "accounts.csv: UTF-8, one row for each plan")->required();
    load->footer(
        "A changed row updates its plan; a plan missing from the file is marked closed; the same file again\n"
        "changes nothing. Bad rows are listed with line, column and reason, and then nothing is loaded.");
    load->callback([&given] { given.status = accounts_load_command(given.common, given.file); });

    CLI::App* config = add_command(app, given, "config", "Check the settings and print what is in force");
    config->add_flag("--defaults", given.defaults_only, "Print the commented file of defaults instead");
    config->footer("To begin a file of one's own: lockbox config --defaults > lockbox.toml");
    config->callback([&given] { given.status = config_command(given.common, given.defaults_only); });
}

void add_find_command(CLI::App& app, Arguments& given) {
    CLI::App* find = add_command(app, given, "find", "Any check of the book by what is known of it, the latest first");
    find->add_option("--amount", given.find.amount, "For instance 46.10");
    find->add_option("--number", given.find.number, "Of the check, or serial of a money order");
    find->add_option("--account", given.find.account, "The payer's bank account, as printed");
    find->add_option("--billing-account", given.find.billing_account, "The account that it was taken to pay");
    find->add_option("--from", given.find.from, "Received on this day or later, YYYY-MM-DD");
    find->add_option("--to", given.find.to, "Received on this day or earlier");
    find->add_option("--dated", given.find.dated, "The date on the check");
    add_format(find, given);
    find->callback([&given] { given.status = find_command(given.common, given.find); });
}

void add_batch_commands(CLI::App& app, Arguments& given) {
    CLI::App* process = add_command(app, given, "process", "Read, match and post scanner batches");
    process
        ->add_option("BATCH", given.process.batches,
                     "Folders of a scanner, with or without batch.json; or single image files")
        ->required();
    process->add_option("--jobs", given.process.jobs, "Pages read at a time (0: as configured)")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    process->add_option("--received", given.process.received,
                        "Date received, YYYY-MM-DD, for batches that do not say (default: today)");
    process->add_flag("--tell-pages", given.process.tell_pages, "Print a line for each page that is read");
    process->footer(
        "The same batch given twice changes nothing; one that was interrupted is finished.\n"
        "Exit status: 0 all done, 1 a batch failed or pages could not be read, 2 wrong use, 3 could not run.");
    process->callback([&given] { given.status = process_command(given.common, given.process); });

    CLI::App* batches = add_command(app, given, "batches", "List the batches, newest first");
    add_format(batches, given);
    batches->callback([&given] { given.status = batches_command(given.common); });

    CLI::App* results = add_command(app, given, "results", "Decisions of a batch, a line for each transaction");
    results->add_option("BATCH", given.name, "The batch id")->required();
    add_format(results, given, "; docs/results.schema.json describes a line");
    results->callback([&given] { given.status = results_command(given.common, given.name); });

    CLI::App* show = add_command(app, given, "show", "One check: images, readings, candidates, evidence, history");
    show->add_option("CHECK", given.name, "The check's number, or BATCH:PAGE")->required();
    add_format(show, given);
    show->callback([&given] { given.status = show_command(given.common, given.name); });
}

void add_item_and_user(CLI::App* command, Arguments& given, const char* item_help) {
    command->add_option("ITEM", given.resolve.item, item_help)->required();
    command->add_option("--user", given.resolve.user, "Who decides (default: the name you are signed in under)");
}

void add_resolve_command(CLI::App& review, Arguments& given) {
    CLI::App* resolve = add_command(review, given, "resolve", "Decide an item");
    add_item_and_user(resolve, given, "The item's number, as the list shows it");
    resolve->add_option("OUTCOME", given.resolve.act, "post, correct, return, refund, not_payment, file, refer or hold")
        ->required();
    resolve->add_option("--to", given.resolve.to, "post: ACCOUNT:PLAN");
    resolve->add_option("--amount", given.resolve.amount, "post: the amount, where it is not known or wrong");
    resolve->add_option("--set", given.resolve.fields, "correct, post: what you read, FIELD=VALUE; may be repeated");
    resolve->add_option("--until", given.resolve.until,
                        "hold: the day on which it comes back, YYYY-MM-DD (default: the date on a postdated check)");
    resolve->add_option("--note", given.resolve.note, "Why; refer: to whom");
    resolve->footer(
        "post         the money goes to this account and plan, whatever the rules say\n"
        "correct      a field was read wrong: the rules run again with what you read. Fields: amount, date, routing,\n"
        "             account, number, billing_account, signature_seen, payee_seen, legend_harmless, in_dollars,\n"
        "             image_is_usable\n"
        "return       to the sender, before it is deposited\n"
        "refund       it was deposited, and its money is paid back\n"
        "not_payment  the page is no check;  file: pages without money, seen\n"
        "refer        to somebody else (--note);  hold: comes back on its day (--until)\n"
        "Above review.second_user_above a second person must decide the same, without seeing the first entry.\n"
        "Example: lockbox review resolve 17 post --to 772037105:18076MA2112002 --set number=4186");
    resolve->callback([&given] { given.status = review_resolve_command(given.common, given.resolve); });

    CLI::App* undo = add_command(review, given, "undo", "Take back the last decision of an item");
    add_item_and_user(undo, given, "The item's number");
    undo->add_option("--note", given.resolve.note, "Why");
    undo->footer("Until the batch is closed. Money moves back by reversal, and the question waits as a new item.");
    undo->callback([&given] { given.status = review_undo_command(given.common, given.resolve); });

    CLI::App* claim = add_command(review, given, "claim", "Keep an item to yourself for review.claim_minutes");
    add_item_and_user(claim, given, "The item's number, or `next`");
    claim->footer("`next` is the oldest item that you may decide and nobody holds.");
    claim->callback([&given] { given.status = review_claim_command(given.common, given.resolve, false); });
    CLI::App* release = add_command(review, given, "release", "Let others have a claimed item");
    add_item_and_user(release, given, "The item's number");
    release->callback([&given] { given.status = review_claim_command(given.common, given.resolve, true); });
}

void add_review_commands(CLI::App& app, Arguments& given) {
    CLI::App* review = app.add_subcommand("review", "What waits for a person");
    review->require_subcommand(1);
    CLI::App* list = add_command(*review, given, "list", "The queue, oldest first, with the money at stake");
    list->add_option("--batch", given.filter.batch, "Only of this batch");
    list->add_option("--reason", given.filter.reason, "Only with this reason, for instance amount_mismatch");
    list->add_option("--at-least", given.filter.at_least, "Only with so much at stake, for instance 1000.00");
    list->add_option("--at-most", given.filter.at_most, "Only with no more at stake");
    list->add_option("--standing", given.filter.standing, "Only these: ready, second, held or referred");
    list->add_flag("--all", given.filter.all, "Also what is held or referred");
    list->add_option("--limit", given.filter.limit, "So many at most; 0: all")->capture_default_str();
    add_format(list, given);
    list->callback([&given] { given.status = review_list_command(given.common, given.filter); });

    CLI::App* show = add_command(*review, given, "show", "One item: reasons, readings, candidates");
    show->add_option("ITEM", given.name, "The item's number, as the list shows it")->required();
    add_format(show, given);
    show->add_option("--crop", given.file, "Write the part of the page that is in question to this PNG file");
    show->footer("Terminals that can show pictures (kitty, WezTerm, ghostty) show that part by themselves.");
    show->callback([&given] { given.status = review_show_command(given.common, given.name, given.file); });
    add_resolve_command(*review, given);
}

void add_user(CLI::App* command, std::string& user) {
    command->add_option("--user", user, "Who answers for it (default: the name you are signed in under)");
}

void add_day_commands(CLI::App& app, Arguments& given) {
    CLI::App* balance = add_command(app, given, "balance", "A batch against its count, or the accounts of the book");
    balance->add_option("BATCH", given.name, "The batch id; without it: every account of the book");
    add_format(balance, given);
    balance->footer(
        "Shows a difference to the cent and to the page, and pages that may explain it: missing numbers, amounts\n"
        "that equal the difference, exchanged digits. Exit status 1 when the batch is out of balance.");
    balance->callback([&given] { given.status = balance_command(given.common, given.name); });

    CLI::App* close = add_command(app, given, "close", "Close a batch: nothing of it changes any more but by reversal");
    close->add_option("BATCH", given.close.batch, "The batch id")->required();
    close->add_option("--accept", given.close.accept, "Close it although it is not balanced, and say why");
    add_user(close, given.close.user);
    close->callback([&given] { given.status = close_command(given.common, given.close); });

    CLI::App* report = add_command(app, given, "report", "A day: money received, posted and returned, and the queue");
    report->add_option("--day", given.name, "The day of the book, YYYY-MM-DD (default: today's)");
    add_format(report, given);
    report->callback([&given] { given.status = report_command(given.common, given.name); });

    CLI::App* verify = add_command(app, given, "verify", "Check the whole book, and name the first thing wrong");
    verify->add_flag("--no-images", given.verify.no_images, "Do not re-hash the image files");
    verify->add_option("--head", given.verify.head, "An end of the audit chain that was kept elsewhere");
    add_format(verify, given);
    verify->footer(
        "Schema, audit chain, the seal of every row, every balance, every image. Exit status 1 when something is "
        "wrong.");
    verify->callback([&given] { given.status = verify_command(given.common, given.verify); });

    CLI::App* purge = add_command(app, given, "purge", "Drop images past their time; the record that they were stays");
    purge->add_option("--before", given.purge.before, "Of closed batches received before this day")->required();
    purge->add_flag("--apply", given.purge.apply, "Do it; without this only say what would go");
    add_user(purge, given.purge.user);
    purge->callback([&given] { given.status = purge_command(given.common, given.purge); });
}

void add_again_commands(CLI::App& app, Arguments& given) {
    CLI::App* again = add_command(app, given, "reprocess", "Read and decide again, with today's program and accounts");
    again->add_option("--batch", given.reprocess.batch, "Everything of this batch");
    again->add_option("--check", given.reprocess.check, "One check: its number, or BATCH:PAGE");
    again->add_option("--reason", given.reprocess.reason, "Whatever waits for this reason");
    again->add_flag("--open", given.reprocess.open, "Whatever waits");
    again->add_flag("--apply", given.reprocess.apply, "Write it; without this only say what would change");
    again->add_flag("--over-people", given.reprocess.over_people, "Also what a person decided");
    again->add_flag("--closed", given.reprocess.in_closed, "Also closed batches, where money may move to another plan");
    again->add_option("--jobs", given.reprocess.jobs, "Pages read at a time (0: as configured)")
        ->check(CLI::Range(0, 256));
    add_format(again, given);
    again->footer("Posted money moves by reversal and new posting; old readings stay in the history.");
    again->callback([&given] { given.status = reprocess_command(given.common, given.reprocess); });

    CLI::App* watch = add_command(app, given, "watch", "Process each batch that a scanner finishes in a folder");
    watch->add_option("FOLDER", given.watch.folder, "Holds a folder for each batch")->required();
    watch->add_option("--marker", given.watch.marker, "A file of this name says that a batch is complete")
        ->capture_default_str();
    watch
        ->add_option("--quiet", given.watch.quiet_seconds,
                     "Without the marker: complete when unchanged for so long (s)")
        ->check(CLI::Range(0, 86400))
        ->capture_default_str();
    watch->add_option("--jobs", given.watch.jobs, "Pages read at a time (0: as configured)")->check(CLI::Range(0, 256));
    watch->add_flag("--once", given.watch.once, "Take what is complete now, and end");
    watch->footer(
        "A batch that is in the book moves to FOLDER/done, one that was refused to FOLDER/failed. After a stop or a\n"
        "crash the same command goes on: a batch that was begun is finished.");
    watch->callback([&given] { given.status = watch_command(given.common, given.watch); });
}

void add_correction(CLI::App& correct, Arguments& given, const char* name, const char* help, Correction kind) {
    CLI::App* command = add_command(correct, given, name, help);
    const bool credit = kind == Correction::refund_credit;
    command
        ->add_option(credit ? "PLAN" : "CHECK", given.correct.what,
                     credit ? "ACCOUNT:PLAN" : "The check's number, or BATCH:PAGE")
        ->required();
    if (kind == Correction::move) command->add_option("--to", given.correct.to, "ACCOUNT:PLAN")->required();
    if (credit) command->add_option("--amount", given.correct.amount, "So much, for instance 12.50")->required();
    command->add_option("--why", given.correct.why, "Stands in the audit trail")->required();
    add_user(command, given.correct.user);
    if (kind != Correction::nsf)
        command->footer("Above review.second_user_above a second person must give the same command.");
    command->callback([&given, kind] { given.status = correct_command(given.common, given.correct, kind); });
}

void add_correct_commands(CLI::App& app, Arguments& given) {
    CLI::App* correct = app.add_subcommand("correct", "Posted money that must move again, by reversal");
    correct->require_subcommand(1);
    add_correction(*correct, given, "return",
                   "The payer's bank did not pay the check (NSF); charges book.returned_check_fee", Correction::nsf);
    add_correction(*correct, given, "refund", "The check's money is paid back", Correction::refund);
    add_correction(*correct, given, "refund-credit", "A plan's credit is paid back", Correction::refund_credit);
    add_correction(*correct, given, "move", "The check was posted to the wrong plan", Correction::move);
}

void add_user_change(CLI::App& users, Arguments& given, const char* name, const char* help, UserChange change) {
    CLI::App* command = add_command(users, given, name, help);
    command->add_option("NAME", given.user.name, "1 to 32 of a-z 0-9 . _ -")->required();
    if (change == UserChange::add || change == UserChange::role) {
        command->add_option("--role", given.user.role, "operator, reviewer, supervisor or auditor")->required();
    }
    if (change == UserChange::add || change == UserChange::password) {
        command->footer("The password is asked for at the terminal, or read from standard input: a line of its own.");
    }
    add_user(command, given.user.by);
    command->callback([&given, change] { given.status = users_change_command(given.common, given.user, change); });
}

void add_workstation_commands(CLI::App& app, Arguments& given) {
    CLI::App* serve = add_command(app, given, "serve", "The workstation: a web page on which people clear the queue");
    serve->add_option("--address", given.serve.address, "Where to listen; other than this machine only with TLS")
        ->capture_default_str();
    serve->add_option("--port", given.serve.port, "0: any that is free")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    auto* certificate = serve->add_option("--tls-cert", given.serve.tls_certificate, "PEM file of the certificate");
    serve->add_option("--tls-key", given.serve.tls_key, "PEM file of its key")->needs(certificate);
    serve->add_option("--page", given.serve.pages, "Serve the page's files from this folder")->group("");
    serve->footer(
        "The first user is made in the shell:  lockbox users add anna --role supervisor\n"
        "Ctrl-C ends it; decisions are in the book at once, and people sign in again afterwards.");
    serve->callback([&given] { given.status = serve_command(given.common, given.serve); });

    CLI::App* users = app.add_subcommand("users", "Who may sign in at the workstation");
    users->require_subcommand(1);
    CLI::App* list = add_command(*users, given, "list", "Everybody, with role");
    add_format(list, given);
    list->callback([&given] { given.status = users_list_command(given.common); });
    add_user_change(*users, given, "add", "A new user", UserChange::add);
    add_user_change(*users, given, "disable", "May not sign in any more", UserChange::disable);
    add_user_change(*users, given, "enable", "May sign in again", UserChange::enable);
    add_user_change(*users, given, "role", "Another role", UserChange::role);
    add_user_change(*users, given, "password", "Another password", UserChange::password);
}

void add_worker_command(CLI::App& app, Arguments& given) {
    CLI::App* worker = add_command(app, given, "worker", "Reads pages for `process`; not for people");
    worker->group("");  // hidden
    worker->callback([&given] { given.status = worker_command(given.common); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CLI::App app(
        "lockbox - from scanned envelopes to money in a ledger.\n"
        "A first day:  lockbox init;  lockbox accounts load accounts.csv;  lockbox process BATCH;  lockbox review list",
        "lockbox");
    app.set_version_flag("--version", "lockbox " LOCKBOX_VERSION);
    app.require_subcommand(1);
    Arguments given;
    add_book_commands(app, given);
    add_batch_commands(app, given);
    add_find_command(app, given);
    add_review_commands(app, given);
    add_day_commands(app, given);
    add_again_commands(app, given);
    add_correct_commands(app, given);
    add_workstation_commands(app, given);
    add_worker_command(app, given);
    const auto is_asked = [&](const CLI::App* command) { return argc > 1 && command->check_name(argv[1]); };
    if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(is_asked).empty()) {
        std::cerr << "lockbox: " << argv[1] << ": no such command (`lockbox --help` lists them)\n";
        return kWrongUse;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int status = app.exit(error);
        return status == 0 ? kDone : kWrongUse;
    }
    return given.status;
}

}  // namespace lockbox
