#pragma once
// File names of a batch folder: their order, which two of them are sides of one page, and how to show a hostile one.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox {

/// As a person sorts: runs of digits by value ("2" before "10"), letters without case; ties by bytes.
[[nodiscard]] bool natural_less(std::string_view a, std::string_view b);

struct NamedPage {
    std::optional<std::string> front;
    std::optional<std::string> back;
};

/// Names in natural order as pages, by their stems without folder and extension:
/// `X_front` with `X_rear` or `X_back`, and `XF` with `XB`, are the sides of page X (any case). A single letter counts
/// only after a digit, '_', '-', ' ' or '.', or where the partner is there: "brief.tif" is a page of its own.
/// A second file of the same side is a page of its own; a back without its front has no front.
[[nodiscard]] std::vector<NamedPage> pair_sides(std::vector<std::string> names);

/// The name in quotes for messages: control characters as '?', cut to 80 bytes.
[[nodiscard]] std::string shown_name(std::string_view name);

/// True when the name holds bytes below space or DEL, NUL among them.
[[nodiscard]] bool has_control_characters(std::string_view name);

}  // namespace lockbox
