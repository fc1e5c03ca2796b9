#include "ledger/sha256.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ledger/clock.h"

using namespace lockbox;

TEST_CASE("SHA-256 of the examples of FIPS 180") {
    struct Row {
        std::string text;
        const char* hex;
    };
    const std::vector<Row> rows = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const Row& row : rows) {
        CHECK(sha256_hex(row.text) == row.hex);
        Sha256 in_pieces;
        for (std::size_t at = 0; at < row.text.size(); at += 977) in_pieces.update(row.text.substr(at, 977));
        CHECK(in_pieces.hex() == row.hex);
        CHECK(in_pieces.hex() == rows[0].hex);  // afresh
        CHECK(is_sha256_hex(row.hex));
    }
    CHECK_FALSE(is_sha256_hex(""));
    CHECK_FALSE(is_sha256_hex(std::string(64, 'g')));
    CHECK_FALSE(is_sha256_hex(std::string(63, 'a')));
}

TEST_CASE("moments are UTC and sort as text") {
    std::vector<std::string> moments;
    for (int i = 0; i < 1000; ++i) moments.push_back(utc_now());
    CHECK(std::is_sorted(moments.begin(), moments.end()));
    CHECK(moments[0].size() == 24);
    CHECK(moments[0][10] == 'T');
    CHECK(moments[0].ends_with('Z'));
}
