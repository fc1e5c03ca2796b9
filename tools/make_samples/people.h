#pragma once
// Invented people of Massachusetts: names as mixed as the state's, streets, and towns with their real ZIP codes.

#include <span>
#include <string>
#include <string_view>

#include "tools/make_samples/random.h"

namespace lockbox::samples {

struct Person {
    std::string first_name, last_name;
    std::string address, city, state, zip;

    [[nodiscard]] std::string name() const { return first_name + " " + last_name; }
    [[nodiscard]] std::string place() const { return city + ", " + state + " " + zip; }
    bool operator==(const Person&) const = default;
};

[[nodiscard]] Person make_person(Random& random);
[[nodiscard]] std::span<const std::string_view> first_names();
[[nodiscard]] std::span<const std::string_view> last_names();
/// Someone else under the same roof, most often of the same name.
[[nodiscard]] Person make_housemate(const Person& person, Random& random);

struct Bank {
    std::string_view name;
    std::string_view place;
};
[[nodiscard]] std::span<const Bank> banks();
[[nodiscard]] std::string company_name(Random& random);

}  // namespace lockbox::samples
