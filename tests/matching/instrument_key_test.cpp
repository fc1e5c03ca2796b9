#include "matching/instrument_key.h"

#include <doctest/doctest.h>

#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("the key of a check") {
    CheckReading check;
    check.micr = micr("0998");
    check.micr.account = "66958-88913";
    const auto key = instrument_key(check, dollars("42.17"));
    REQUIRE(key);
    CHECK(key->to_string() == "check|011000015|6695888913|998|4217");
    CHECK(instrument_key(check, std::nullopt)->to_string() == "check|011000015|6695888913|998|?");
}

TEST_CASE("no key without every number that makes it") {
    for (const auto& damage : std::vector<std::function<void(MicrReading&)>>{
             [](MicrReading& m) { m.routing.reset(); },
             [](MicrReading& m) { m.account.reset(); },
             [](MicrReading& m) { m.account = "--"; },
             [](MicrReading& m) { m.serial.reset(); },
             [](MicrReading& m) { m.serial = ""; },
         }) {
        CheckReading check;
        check.micr = micr();
        damage(check.micr);
        CHECK_FALSE(instrument_key(check, dollars("42.17")));
    }
}

TEST_CASE("a money order is known by its serial, whatever its amount") {
    CheckReading order;
    order.instrument = Instrument::money_order;
    order.micr.serial = "16236732071";
    const auto a = instrument_key(order, dollars("10.00")), b = instrument_key(order, std::nullopt);
    REQUIRE(a);
    REQUIRE(b);
    CHECK(*a == *b);
    CHECK(a->to_string() == "money_order||16236732071");
}

TEST_CASE("a money order's printed number counts where nothing else can say it") {
    CheckReading order;
    order.instrument = Instrument::money_order;
    order.printed_number = text("34049086636", 0.99);
    REQUIRE(serial_of(order));
    CHECK(instrument_key(order, std::nullopt)->to_string() == "money_order||34049086636");

    CheckReading doubtful = order;
    doubtful.printed_number = text("34049086636", 0.9);
    CHECK_FALSE(serial_of(doubtful));

    CheckReading with_line = order;  // a line that was not read: what it says of the serial is not known
    with_line.micr.presence = Presence::read;
    CHECK_FALSE(serial_of(with_line));
    with_line.micr.account = "34049086637";
    CHECK_FALSE(serial_of(with_line));
    with_line.micr.account = "40-34049086636";
    with_line.micr.routing = RoutingNumber::parse("011075503");
    CHECK(instrument_key(with_line, std::nullopt)->to_string() == "money_order|011075503|34049086636");

    CheckReading check = order;
    check.instrument = Instrument::personal;
    CHECK_FALSE(serial_of(check));
}

TEST_CASE("the serial of a postal money order checks itself") {
    CHECK(postal_serial_ok("16236732071"));
    CHECK_FALSE(postal_serial_ok("16236732072"));
    CHECK_FALSE(postal_serial_ok("1623673207"));
    CHECK_FALSE(postal_serial_ok(""));
    CheckReading order;
    order.instrument = Instrument::money_order;
    order.micr.routing = RoutingNumber::parse(kPostalMoneyOrderRouting);
    REQUIRE(order.micr.routing);
    order.micr.serial = "16236732072";
    CHECK_FALSE(instrument_key(order, dollars("10.00")));
}

TEST_CASE("keys that may be one instrument") {
    const InstrumentKey key{"011000015", "42", "7", dollars("1.00")};
    InstrumentKey other = key;
    CHECK(may_be_same(key, other));
    other.amount = dollars("2.00");
    CHECK_FALSE(may_be_same(key, other));
    other.amount.reset();
    CHECK(may_be_same(key, other));
    other.serial = "8";
    CHECK_FALSE(may_be_same(key, other));
}
