#pragma once
// The commands of interfaces.md section 5, one function each. Every function prints its own errors and returns the exit
// status of the program.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lockbox {

/// Exit statuses (interfaces.md section 5). Where what is named - a batch, check, item, user or plan - is not in the
/// book, every command ends with kCouldNotRun; a search or a filter that finds nothing is done.
inline constexpr int kDone = 0, kSomeFailed = 1, kWrongUse = 2, kCouldNotRun = 3;

enum class Format { text, json, jsonl, csv };

struct CommonOptions {
    std::filesystem::path db = "lockbox.db";
    std::optional<std::filesystem::path> config;  ///< else lockbox.toml beside the database, else the defaults
    Format format = Format::text;
};

struct ProcessOptions {
    std::vector<std::filesystem::path> batches;
    int jobs = 0;             ///< 0: as configured
    std::string received;     ///< date for batches that do not say; empty: today
    bool tell_pages = false;  ///< "pages 12 of 120" on standard output, a line for each page
};

struct ReviewListOptions {
    std::string batch, reason;      ///< empty: any
    std::string at_least, at_most;  ///< decimal dollars; empty: any
    std::string standing;           ///< empty: what waits for anybody now
    bool all = false;               ///< also what is held or referred
    int limit = 100;                ///< 0: all
};

/// As people type it.
struct ResolveOptions {
    std::string item, act, user, note, to, amount, until;
    std::vector<std::string> fields;
};

struct CloseOptions {
    std::string batch, user;
    std::string accept;  ///< why a batch that is not balanced is closed; empty: it is not
};
struct VerifyCommandOptions {
    bool no_images = false;
    std::string head;  ///< of the audit chain, as an earlier report printed it
};
struct PurgeOptions {
    std::string before, user;
    bool apply = false;
};
struct ReprocessOptions {
    std::string batch, check, reason;
    bool open = false, apply = false, over_people = false, in_closed = false;
    int jobs = 0;  ///< 0: as configured
};
struct WatchOptions {
    std::filesystem::path folder;
    std::string marker = "batch.done";
    int quiet_seconds = 30;
    int jobs = 0;
    bool once = false;  ///< takes what is complete and ends
};
struct CorrectOptions {
    std::string what, to, amount, user, why;
};
enum class Correction { nsf, refund, refund_credit, move };

struct ServeOptions {
    std::string address = "127.0.0.1";
    int port = 8480;  ///< 0: any that is free
    std::filesystem::path tls_certificate, tls_key, pages;
};
struct UserOptions {
    std::string name, role, by;
};
enum class UserChange { add, disable, enable, role, password };

/// As people type it; empty: any.
struct FindOptions {
    std::string amount, number, account, billing_account, from, to, dated;
};

int init_command(const CommonOptions& common);
int accounts_load_command(const CommonOptions& common, const std::filesystem::path& file);
int process_command(const CommonOptions& common, const ProcessOptions& options);
int batches_command(const CommonOptions& common);
int results_command(const CommonOptions& common, const std::string& batch);
int show_command(const CommonOptions& common, const std::string& check);
int review_list_command(const CommonOptions& common, const ReviewListOptions& filter);
/// `crop`: where to write the part of the page that is in question, as PNG; empty: nowhere.
int review_show_command(const CommonOptions& common, const std::string& item, const std::filesystem::path& crop);
int review_resolve_command(const CommonOptions& common, const ResolveOptions& options);
int review_undo_command(const CommonOptions& common, const ResolveOptions& options);
int review_claim_command(const CommonOptions& common, const ResolveOptions& options, bool release);
int balance_command(const CommonOptions& common, const std::string& batch);
int close_command(const CommonOptions& common, const CloseOptions& options);
int report_command(const CommonOptions& common, const std::string& day);
int verify_command(const CommonOptions& common, const VerifyCommandOptions& options);
int purge_command(const CommonOptions& common, const PurgeOptions& options);
int reprocess_command(const CommonOptions& common, const ReprocessOptions& options);
int watch_command(const CommonOptions& common, const WatchOptions& options);
int correct_command(const CommonOptions& common, const CorrectOptions& options, Correction correction);
int find_command(const CommonOptions& common, const FindOptions& options);
int serve_command(const CommonOptions& common, const ServeOptions& options);
int users_list_command(const CommonOptions& common);
int users_change_command(const CommonOptions& common, const UserOptions& options, UserChange change);
int config_command(const CommonOptions& common, bool defaults_only);

/// Not for people: reads pages for `process` over its standard input and output.
int worker_command(const CommonOptions& common);

}  // namespace lockbox
