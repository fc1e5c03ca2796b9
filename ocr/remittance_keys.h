#pragma once
// The stable keys of a page's readings in JSON, and the words of their enumerators: one list that writes and reads.
// Each `fields` names a value's members through a structured binding, so a member that is added to a value does not
// compile until it has its key here. Keys are never renamed: the ledger keeps such readings for years.
// Internal to remittance_json.cpp.

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

#include "ocr/remittance.h"

namespace lockbox::remittance_keys {

constexpr auto words(Presence) {
    return std::to_array<std::string_view>({"absent", "illegible", "read"});
}
constexpr auto words(Side) {
    return std::to_array<std::string_view>({"front", "back"});
}
constexpr auto words(PlanKind) {
    return std::to_array<std::string_view>({"health", "dental"});
}
constexpr auto words(CouponCodeSource) {
    return std::to_array<std::string_view>({"barcode", "scan_line"});
}
constexpr auto words(Symbology) {
    return std::to_array<std::string_view>({"code128", "qr", "pdf417", "data_matrix"});
}
constexpr auto words(PayeeVerdict) {
    return std::to_array<std::string_view>({"unreadable", "health_connector", "other"});
}
constexpr auto words(IdentifierKind) {
    return std::to_array<std::string_view>({"member_id", "billing_account", "enrollment_id"});
}
constexpr auto words(Instrument) {
    return std::to_array<std::string_view>({"unknown", "personal", "business", "bank_bill_pay", "money_order"});
}
constexpr auto words(DocumentKind) {
    return std::to_array<std::string_view>({"check", "money_order", "coupon", "letter", "envelope", "blank", "other"});
}
constexpr auto words(QualityFlaw) {
    return std::to_array<std::string_view>({"too_dark", "too_light", "cut_off", "folded_corner", "streaks", "noise",
                                            "out_of_focus", "too_small", "too_large", "skewed", "front_missing",
                                            "back_missing", "unreadable_file"});
}

/// A value or, when writing, a constant one.
template <class T, class Value>
concept Either = std::same_as<std::remove_const_t<T>, Value>;

template <class T>
struct IsAlternative : std::false_type {};
template <class T>
struct IsAlternative<Alternative<T>> : std::true_type {};
template <class T>
struct IsReading : std::false_type {};
template <class T>
struct IsReading<Reading<T>> : std::true_type {};

void fields(auto& keys, Either<Box> auto& box) {
    auto& [left, top, width, height] = box;
    keys("left_px", left), keys("top_px", top), keys("width_px", width), keys("height_px", height);
}

void fields(auto& keys, Either<Region> auto& region) {
    auto& [side, box] = region;
    keys("side", side), keys("box", box);
}

template <class T>
requires IsAlternative<std::remove_const_t<T>>::value void fields(auto& keys, T& alternative) {
    auto& [value, probability] = alternative;
    keys("value", value), keys.probability("probability", probability);
}

template <class T>
requires IsReading<std::remove_const_t<T>>::value void fields(auto& keys, T& reading) {
    auto& [presence, alternatives, region, lattice] = reading;
    keys("presence", presence), keys("alternatives", alternatives), keys("region", region);
    keys("lattice", lattice);
}

void fields(auto& keys, Either<Barcode> auto& barcode) {
    auto& [symbology, text, region, turn] = barcode;
    keys("symbology", symbology), keys("text", text), keys("region", region);
    keys("clockwise_degrees", turn);
}

void fields(auto& keys, Either<UprightTransform> auto& transform) {
    auto& [turn, skew, crop, scale] = transform;
    keys("clockwise_degrees", turn), keys("skew_degrees", skew), keys("crop", crop), keys("scale", scale);
}

void fields(auto& keys, Either<ImageQuality> auto& quality) {
    auto& [ink_share, contrast, sharpness, flaws, usable] = quality;
    keys("ink_share", ink_share), keys("contrast", contrast), keys("sharpness", sharpness);
    keys("flaws", flaws), keys("usable", usable);
}

void fields(auto& keys, Either<MicrReading> auto& micr) {
    auto& [presence, line, characters, routing, account, serial, probability, region] = micr;
    keys("presence", presence), keys("line", line), keys("character_probability", characters);
    keys("routing", routing), keys("account", account), keys("serial", serial);
    keys.probability("probability", probability), keys("region", region);
}

void fields(auto& keys, Either<CouponCode> auto& code) {
    auto& [account, kind, invoice, amount, month] = code;
    keys("billing_account", account), keys("plan_kind", kind), keys("invoice_number", invoice);
    keys("amount_due_cents", amount), keys("coverage_month", month);
}

void fields(auto& keys, Either<IdentifierReading> auto& identifier) {
    auto& [kind, printed, digits] = identifier;
    keys("kind", kind), keys("printed", printed), keys("digits", digits);
}

void fields(auto& keys, Either<CouponReading> auto& coupon) {
    auto& [code, source, further, name, insurer, invoice, identifiers, due, enclosed, region] = coupon;
    keys("code", code), keys("code_source", source), keys("further_codes", further);
    keys("subscriber_name", name), keys("insurer", insurer), keys("invoice_number", invoice);
    keys("identifiers", identifiers), keys("total_due_cents", due), keys("amount_enclosed_cents", enclosed);
    keys("code_region", region);
}

void fields(auto& keys, Either<CheckReading> auto& check) {
    auto& [instrument, micr, courtesy, legal, legal_text, date, payee, verdict, signature, legend, foreign, identifiers,
           memo, payer_name, payer_address, writing, upper_writing, number] = check;
    keys("instrument", instrument), keys("micr", micr);
    keys("courtesy_amount_cents", courtesy), keys("legal_amount_cents", legal), keys("legal_text", legal_text);
    keys("date", date), keys("payee", payee), keys("payee_verdict", verdict), keys("signature", signature);
    keys("restrictive_legend", legend), keys("foreign_currency", foreign), keys("identifiers", identifiers);
    keys("memo", memo), keys("payer_name", payer_name), keys("payer_address", payer_address);
    keys("writing", writing), keys("upper_writing", upper_writing), keys("printed_number", number);
}

void fields(auto& keys, Either<PageReading> auto& page) {
    auto& [sequence, kind, kind_probability, front_transform, back_transform, front_quality, back_quality, has_back,
           barcodes, check, coupon, identifiers, text, failure, timings] = page;
    keys("sequence", sequence), keys("kind", kind), keys.probability("kind_probability", kind_probability);
    keys("front_transform", front_transform), keys("back_transform", back_transform);
    keys("front_quality", front_quality), keys("back_quality", back_quality), keys("has_back", has_back);
    keys("barcodes", barcodes), keys("check", check), keys("coupon", coupon), keys("identifiers", identifiers);
    keys("text", text), keys("failure", failure), keys("timings_ms", timings);
}

}  // namespace lockbox::remittance_keys
