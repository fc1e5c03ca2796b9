#pragma once
// The settings in force: the defaults compiled in (lockbox.toml beside this file), overlaid by the operator's file.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ledger/money.h"
#include "ledger/result.h"
#include "ocr/coupon_code.h"

namespace lockbox {

struct InsurerNames {
    std::string name;                  ///< as the account file spells it
    std::vector<std::string> aliases;  ///< what people write
};

struct Config {
    struct Posting {
        double risk_max = 0;
        Cents over_limit;
        int first_payment_times_max = 0;
        int stale_after_days = 0;
        bool date_unreadable_is_a_reason = false;
    } posting;
    std::vector<std::string> payees;
    std::vector<InsurerNames> insurers;
    CouponCodeLayout coupon_code;
    struct Review {
        Cents second_user_above;
        int claim_minutes = 0;
    } review;
    struct Book {
        int cut_off_minute = 0;  ///< of the day: what is booked from then on belongs to the next bank day
        Cents returned_check_fee;
        int keep_images_days = 0;
    } book;
    struct Images {
        std::int64_t file_bytes_max = 0, pixels_max = 0;
        int side_px_max = 0;
    } images;
    struct Workers {
        int jobs = 0;
        int memory_mib_max = 0;
        int page_seconds_max = 0;
    } workers;
    std::string reader_engine;
    std::string line_model, line_model_sha256;  ///< empty: the weights that the program was built with
    struct Log {
        std::string level, file;
    } log;
};

/// The commented file that is compiled in.
[[nodiscard]] const char* default_config_text();

/// Defaults overlaid by `file` where there is one. Errors name file, line and column, key and remedy: unknown keys,
/// wrong types and values out of range are errors, so that a misspelt setting never passes in silence.
[[nodiscard]] Result<Config> load_config(const std::optional<std::filesystem::path>& file);

/// The settings in force in the form of the file, for people and for `lockbox config`.
[[nodiscard]] std::string to_toml(const Config& config);

}  // namespace lockbox
