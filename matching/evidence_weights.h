#pragma once
// What labelled batches teach about payers: shares that the weights of evidence are made of. `lockbox-weigh --learn`
// counts each of them on labelled batches, by the name it has here, with the bounds within which it may lie, beside the
// value in force. Counted on 1,950 synthetic checks of two generators; where those two differ, or people are likely less
// regular than both (amounts), the value leans to the careful side. Of printed numbers too few were seen to count
// (none was wrong of 317 that two readers read alike): those two are judgements. Internal to matching/ and tools/weigh.

namespace lockbox::learned {

// Amounts.
inline constexpr double kAmountIsDue = 0.8;             // of checks, those for exactly what a plan of the account owes
inline constexpr double kFiguresAndWordsDiffer = 0.006; // of checks, those on which they truly do
inline constexpr double kMisreadAlike = 0.05;           // of cents misread in the figures, those read so in the words too

// Persons.
inline constexpr double kPayerIsSubscriber = 0.82;
inline constexpr double kPayerOfHousehold = 0.06;       // another first name, the subscriber's last name
inline constexpr double kWrittenNameIsSubscriber = 0.9;
inline constexpr double kWrittenNameOfHousehold = 0.04;

// Numbers. A slip is the writer's: what a reader doubts is in the reading.
inline constexpr double kWrittenDigitWrong = 0.006;
inline constexpr double kWrittenNumberUnrelated = 6e-3; // nothing to do with the payer's account
inline constexpr double kPrintedDigitWrong = 1e-4;      // of print that both readers read alike; else more, as the engine says
inline constexpr double kPrintedNumberUnrelated = 5e-4;

// Coupons.
inline constexpr double kCouponOfAnother = 1.3e-2;        // beside a number or name that is clearly somebody else's

}  // namespace lockbox::learned
