#include "tools/make_samples/scenarios.h"

#include <vector>

namespace lockbox::samples {

std::optional<Mix> mix_from(std::string_view word) {
    if (word == "usual") return Mix::usual;
    if (word == "handwritten") return Mix::handwritten;
    if (word == "hard") return Mix::hard;
    if (word == "sample") return Mix::sample;
    return std::nullopt;
}

std::span<const Scenario> scenarios() {
    static const std::vector<Scenario> all = [] {
        std::vector<Scenario> gathered;
        for (const auto family : {coupon_scenarios(), written_scenarios(), instrument_scenarios(), other_scenarios()})
            gathered.insert(gathered.end(), family.begin(), family.end());
        return gathered;
    }();
    return all;
}

}  // namespace lockbox::samples
