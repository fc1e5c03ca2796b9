#pragma once
// How well a line fits a name, asked of the pixels where the line kept its lattice, else of its text. Unlike a verdict
// (name_evidence.h) a fit is comparable: how much better it is than that of names in general is evidence.

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "matching/name_evidence.h"
#include "ocr/ctc.h"
#include "ocr/remittance.h"

namespace lockbox {

struct NameFit {
    double full_nats = 0;  ///< first and last name, either order, anything between; 0 is perfect, never positive
    double last_nats = 0;  ///< the last name alone
};

/// One line of writing or print. Keeps what it has been asked; not for several threads at once.
class NameLine {
  public:
    explicit NameLine(const TextReading& reading);

    /// First names also fit as initials and in their short forms, last names in their parts, at a price.
    [[nodiscard]] NameFit fit(const SubscriberName& name) const;

  private:
    [[nodiscard]] double word_nats(const std::string& word) const;
    [[nodiscard]] double initial_nats(char initial) const;
    [[nodiscard]] double first_nats(std::string_view first) const;
    [[nodiscard]] double last_nats(std::string_view last) const;
    [[nodiscard]] double best_form_nats(std::string_view name) const;

    LineForTexts line_;                           ///< small letters; empty where only text is known
    std::vector<std::vector<std::string>> read_;  ///< folded words of each alternative
    mutable std::unordered_map<std::string, double> asked_;
};

/// What a line says about persons, measured against persons taken at random.
class NameLikelihood {
  public:
    /// `people` are some dozens of subscribers that have nothing to do with the line.
    NameLikelihood(const TextReading& reading, const std::vector<SubscriberName>& people);

    struct Shares {
        double subscriber = 0;  ///< how often the line names the subscriber when this is the account
        double household = 0;   ///< ... somebody of the same last name
        [[nodiscard]] double others() const { return 1 - subscriber - household; }
    };
    /// ln P(the line | this account) / P(the line | another account), at most `nats_max`.
    [[nodiscard]] double nats(const SubscriberName& name, const Shares& shares, double nats_max) const;
    /// The same for anybody whose name is not what the line says: what it weighs against all accounts that are no
    /// candidates by it.
    [[nodiscard]] double nats_of_a_stranger(const Shares& shares) const;
    /// Whether the line fits the name about as well as a line can.
    [[nodiscard]] bool names(const SubscriberName& name) const;

  private:
    /// The mean likelihood of the line under people's names, but for those of this last name: namesakes are told apart
    /// by other evidence.
    struct MeanLikelihood {
        double full = 0, last = 0;
        [[nodiscard]] MeanLikelihood bounded() const;  ///< not below what a few dozen names can show
    };
    [[nodiscard]] MeanLikelihood at_random(const std::string& but_for_last_name) const;

    NameLine line_;
    MeanLikelihood sum_;  ///< over all people
    std::size_t people_count_ = 0;
    struct Namesakes {
        std::size_t count = 0;
        MeanLikelihood sum;
    };
    std::unordered_map<std::string, Namesakes> by_last_name_;
};

}  // namespace lockbox
