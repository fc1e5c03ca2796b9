#include "scan/code128_profile.h"

#include <doctest/doctest.h>

#ifndef ZX_USE_UTF8
#define ZX_USE_UTF8
#endif
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace lockbox;

namespace {

/// Another implementation draws the symbol; ink bleeds by `bleed` modules at each edge, and noise is added.
std::vector<float> profile_of(const std::string& text, double module, double bleed, float noise, unsigned seed) {
    const ZXing::BitMatrix bits =
        ZXing::MultiFormatWriter(ZXing::BarcodeFormat::Code128).setMargin(0).encode(text, 1, 1);
    const double quiet = 10 * module;
    std::vector<float> darkness(static_cast<std::size_t>(bits.width() * module + 2 * quiet));
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < darkness.size(); ++i) {
        const double at = (static_cast<double>(i) - quiet) / module;
        for (const double near : {at - bleed, at, at + bleed}) {
            if (near >= 0 && near < bits.width() && bits.get(static_cast<int>(near), 0)) darkness[i] = 1;
        }
        darkness[i] += noise * (std::generate_canonical<float, 24>(random) - 0.5F);
    }
    return darkness;
}

const std::string kCode = "0177203710524089491196000000461020261208";

}  // namespace

TEST_CASE("symbols drawn by another implementation are read, all characters of sets B and C") {
    std::string printable;
    for (char c = ' '; c < 127; ++c) printable += c;
    for (const std::string& text :
         {kCode, std::string("Payment 12345678 ref"), printable.substr(0, 48), printable.substr(48)}) {
        const auto code = read_code128_profile(profile_of(text, 6.3, 0, 0, 1));
        REQUIRE(code);
        CHECK(code->text == text);
        CHECK_FALSE(code->reversed);
    }
    std::string all_pairs;
    for (int pair = 0; pair < 100; ++pair)
        all_pairs += {static_cast<char>('0' + pair / 10), static_cast<char>('0' + pair % 10)};
    for (std::size_t at = 0; at < all_pairs.size(); at += 40) {
        const auto code = read_code128_profile(profile_of(all_pairs.substr(at, 40), 5, 0, 0, 1));
        REQUIRE(code);
        CHECK(code->text == all_pairs.substr(at, 40));
    }
}

TEST_CASE("on its head, bled and noisy") {
    for (const double bleed : {0.0, 0.15, 0.3, 0.4}) {
        for (unsigned seed = 0; seed < 5; ++seed) {
            CAPTURE(bleed);
            std::vector<float> darkness = profile_of(kCode, 11.7, bleed, 0.3F, seed);
            std::reverse(darkness.begin(), darkness.end());
            const auto code = read_code128_profile(darkness);
            REQUIRE(code);
            CHECK(code->text == kCode);
            CHECK(code->reversed);
        }
    }
}

TEST_CASE("a symbol with a part covered, noise and emptiness give nothing") {
    const std::vector<float> whole = profile_of(kCode, 8, 0.1, 0, 1);
    for (std::size_t at = 100; at + 400 < whole.size(); at += 90) {
        for (const float cover : {0.0F, 1.0F}) {
            std::vector<float> torn = whole;
            std::fill(torn.begin() + static_cast<std::ptrdiff_t>(at),
                      torn.begin() + static_cast<std::ptrdiff_t>(at) + 300, cover);
            CHECK_FALSE(read_code128_profile(torn));
        }
    }
    CHECK_FALSE(read_code128_profile({}));
    CHECK_FALSE(read_code128_profile(std::vector<float>(3, 1.0F)));
    CHECK_FALSE(read_code128_profile(std::vector<float>(4000, 0.0F)));
    CHECK_FALSE(read_code128_profile(std::vector<float>(4000, 1.0F)));
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        std::vector<float> noise(2000);
        for (float& value : noise) value = std::generate_canonical<float, 24>(random);
        CHECK_FALSE(read_code128_profile(noise));
    }
}
