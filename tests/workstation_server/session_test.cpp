// Sign-in, sessions, roles, requests of other sites.

#include <set>

#include "desk_for_test.h"
#include "ledger/users.h"
#include "tools/workstation/password.h"
#include "tools/workstation/sessions.h"

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

TEST_CASE("a password is kept as argon2id, and only the right one opens") {
    const auto hash = hash_password(kPassword);
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(is_password(kPassword, *hash));
    CHECK_FALSE(is_password("correct horse batterY", *hash));
    CHECK_FALSE(is_password("", *hash));
    CHECK_FALSE(hash_password("too short"));
    CHECK_FALSE(hash_password(std::string(201, 'x')));
    CHECK(random_hex(32).size() == 64);
    CHECK(random_hex(32) != random_hex(32));
}

TEST_CASE("sign-in gives a session to the right password alone, and every answer is safe") {
    ServedDesk desk;
    desk.add_user("anna", Role::review);
    Person anna(desk.port());
    const Reply wrong = anna.sign_in("anna", "wrong password");
    CHECK(wrong.status == 401);
    CHECK(wrong.code() == "wrong_password");
    const Reply nobody = anna.sign_in("zoe", kPassword);
    CHECK(nobody.status == 401);
    CHECK(nobody.body == wrong.body);  // nobody learns which names there are
    CHECK(anna.sign_in("../etc", kPassword).status == 401);
    CHECK(anna.get("/api/me").status == 401);

    const Reply right = anna.sign_in("anna", kPassword);
    REQUIRE(right.status == 200);
    CHECK(right.json()["role"] == "reviewer");
    const std::string cookie = right.header("Set-Cookie");
    CHECK(cookie.find("HttpOnly") != std::string::npos);
    CHECK(cookie.find("SameSite=Strict") != std::string::npos);
    const Reply me = anna.get("/api/me");
    CHECK(me.json()["user"] == "anna");
    for (const Reply& reply : {me, wrong, anna.get("/nothing.js"), anna.get("/")}) {
        CAPTURE(reply.head);
        CHECK(reply.header("X-Content-Type-Options") == "nosniff");
        CHECK(reply.header("Content-Security-Policy").find("default-src 'none'; script-src 'self';") == 0);
        CHECK(reply.header("Content-Security-Policy").find("unsafe") == std::string::npos);
        CHECK(reply.header("Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    }
    CHECK(me.header("Cache-Control") == "no-store");
    CHECK(anna.get("/").body.find("<script>") == std::string::npos);

    CHECK(anna.post("/api/sign-out").status == 200);
    CHECK(anna.get("/api/me").status == 401);
    CHECK(count_audit(desk.book(), "signed_in", "user anna") == 1);
    CHECK(count_audit(desk.book(), "sign_in_refused") == 3);
}

TEST_CASE("forged cookies are nobody's") {
    ServedDesk desk;
    const Person anna = desk.person("anna", Role::review);
    Person forger(desk.port());
    std::string near = anna.cookie;
    near.back() = near.back() == '0' ? '1' : '0';
    for (const std::string& cookie : {near, std::string(64, '0'), std::string("anna"), std::string(4000, 'a'),
                                      anna.cookie + "x", anna.cookie.substr(0, 63), std::string("' OR 1=1 --")}) {
        CAPTURE(cookie);
        forger.cookie = cookie;
        CHECK(forger.get("/api/me").status == 401);
        CHECK(forger.get("/api/images/b/1/front").status == 401);
        CHECK(forger.get("/api/events").status == 401);
    }
}

TEST_CASE("a thousand wrong passwords are slowed down, and the right one waits too") {
    ServedDesk desk;
    desk.add_user("anna", Role::review);
    Person guesser(desk.port());
    int tried = 0, refused = 0;
    for (int i = 0; i < 1'000; ++i) {
        const int status = guesser.sign_in("anna", "guess number " + std::to_string(i)).status;
        tried += status == 401 ? 1 : 0;
        refused += status == 429 ? 1 : 0;
    }
    CHECK(tried == 5);
    CHECK(refused == 995);
    CHECK(guesser.sign_in("anna", kPassword).code() == "too_many");
    desk.pass(31s);
    CHECK(guesser.sign_in("anna", "one more guess").status == 401);
    CHECK(guesser.sign_in("anna", kPassword).status == 429);  // and now a minute
    desk.pass(61s);
    CHECK(guesser.sign_in("anna", kPassword).status == 200);
}

TEST_CASE("an address that tries many names is slowed down as well") {
    std::chrono::steady_clock::time_point now{};
    SignInThrottle throttle([&] { return now; });
    for (int i = 0; i < 20; ++i) {
        CHECK(throttle.wait("user" + std::to_string(i), "10.0.0.9") == 0s);
        throttle.failed("user" + std::to_string(i), "10.0.0.9");
    }
    CHECK(throttle.wait("somebody", "10.0.0.9") > 0s);
    CHECK(throttle.wait("somebody", "10.0.0.10") == 0s);
    now += 61s;
    CHECK(throttle.wait("somebody", "10.0.0.9") == 0s);
    for (int i = 0; i < 100'000; ++i) throttle.failed("u" + std::to_string(i), "a" + std::to_string(i));
}

TEST_CASE("sessions end by themselves, with the user, and with the server") {
    ServedDesk desk;
    Person anna = desk.person("anna", Role::review), ida = desk.person("ida", Role::supervise);

    desk.pass(14min);
    CHECK(anna.get("/api/me", {"X-Background: 1"}).status == 200);  // nobody caused it: it keeps nothing alive
    desk.pass(2min);
    CHECK(anna.get("/api/me").status == 401);
    CHECK(anna.sign_in("anna", kPassword).status == 200);
    for (int i = 0; i < 60; ++i) {
        desk.pass(10min);
        if (anna.get("/api/me").status != 200) break;
    }
    CHECK(anna.get("/api/me").status == 401);  // ten hours, however busy

    REQUIRE(anna.sign_in("anna", kPassword).status == 200);
    REQUIRE(ida.sign_in("ida", kPassword).status == 200);
    CHECK(ida.post("/api/users/anna", {{"role", "auditor"}}).status == 200);
    CHECK(anna.get("/api/me").status == 401);
    REQUIRE(anna.sign_in("anna", kPassword).status == 200);
    // Changed in the shell: the server finds out.
    CHECK(Users(desk.book()).change(*UserName::parse("anna"), {{}, false, {}}, "test"));
    CHECK(anna.get("/api/me").status == 401);
    CHECK(anna.sign_in("anna", kPassword).status == 401);

    desk.restart();
    Person again(desk.port());
    again.cookie = ida.cookie;
    CHECK(again.get("/api/me").status == 401);
    CHECK(again.sign_in("ida", kPassword).status == 200);
}

TEST_CASE("requests of other sites and without the token change nothing") {
    ServedDesk desk;
    Person ida = desk.person("ida", Role::supervise);
    const std::string own = "Origin: http://127.0.0.1:" + std::to_string(desk.port());
    const std::string body = R"({"user":"eve","role":"supervisor","password":"a long password"})";
    const std::string json = "Content-Type: application/json", token = "X-CSRF-Token: " + ida.csrf;
    struct Case {
        const char* what;
        std::vector<std::string> headers;
    };
    const std::vector<Case> cases = {
        {"no token", {json}},
        {"a wrong token", {json, "X-CSRF-Token: " + std::string(64, 'a')}},
        {"another site", {json, token, "Origin: https://evil.example"}},
        {"another port", {json, token, "Origin: http://127.0.0.1:1"}},
        {"no origin to speak of", {json, token, "Origin: null"}},
        {"a form's type", {"Content-Type: text/plain", token}},
        {"a form", {"Content-Type: application/x-www-form-urlencoded", token}},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        const int status = ida.request("POST", "/api/users", body, one.headers).status;
        CHECK((status == 403 || status == 400));
    }
    CHECK(ida.get("/api/users").json()["users"].size() == 1);
    CHECK(ida.request("POST", "/api/users", body, {json, token, own}).status == 201);
    CHECK(
        ida.request("POST", "/api/sign-in", R"({"user":"ida","password":"x"})", {json, "Origin: https://evil.example"})
            .code() == "origin");
}

TEST_CASE("each role does what is its own") {
    ServedDesk desk;
    desk.add_items("b1", 1, {Reason::account_not_found}, Cents(4610));
    const Person operate = desk.person("otto", Role::operate), review = desk.person("rita", Role::review),
                 supervise = desk.person("ida", Role::supervise), audit = desk.person("adam", Role::audit);
    struct Case {
        const char* method;
        const char* path;
        bool operate, review, supervise, audit;
    };
    const std::vector<Case> cases = {
        {"GET", "/api/batches", true, true, true, true},
        {"GET", "/api/day", true, true, true, true},
        {"GET", "/api/queue", true, true, true, true},
        {"GET", "/api/checks?amount=46.10", true, true, true, true},
        {"GET", "/api/checks/1", true, true, true, true},
        {"GET", "/api/images/b1/1/front", true, true, true, true},
        {"GET", "/api/items/1", false, true, true, true},
        {"GET", "/api/accounts?q=smith", false, true, true, true},
        {"GET", "/api/users", false, false, true, true},
        {"GET", "/api/audit", false, false, true, true},
        {"GET", "/api/second", false, false, true, true},
        {"GET", "/api/limits", false, false, true, true},
        {"POST", "/api/uploads", true, false, true, false},
        {"POST", "/api/next", false, true, true, false},
        {"POST", "/api/items/1/release", false, true, true, false},
        {"POST", "/api/reveal", false, true, true, false},
        {"POST", "/api/users", false, false, true, false},
        {"POST", "/api/batches/b1/close", false, false, true, false},
    };
    for (const Case& one : cases) {
        CAPTURE(one.method);
        CAPTURE(one.path);
        const auto may = [&](const Person& person) {
            const std::string method = one.method;
            return (method == "GET" ? person.get(one.path) : person.post(one.path)).code() != "not_allowed";
        };
        CHECK(may(operate) == one.operate);
        CHECK(may(review) == one.review);
        CHECK(may(supervise) == one.supervise);
        CHECK(may(audit) == one.audit);
    }
}

TEST_CASE("somebody can always supervise") {
    ServedDesk desk;
    Person ida = desk.person("ida", Role::supervise);
    CHECK(ida.post("/api/users/ida", {{"enabled", false}}).code() == "refused");
    CHECK(ida.post("/api/users", {{"user", "max"}, {"role", "supervisor"}, {"password", kPassword}}).status == 201);
    CHECK(ida.post("/api/users", {{"user", "max"}, {"role", "auditor"}, {"password", kPassword}}).code() == "exists");
    CHECK(ida.post("/api/users", {{"user", "Max!"}, {"role", "auditor"}, {"password", kPassword}}).status == 400);
    CHECK(ida.post("/api/users", {{"user", "moe"}, {"role", "king"}, {"password", kPassword}}).status == 400);
    CHECK(ida.post("/api/users", {{"user", "moe"}, {"role", "auditor"}, {"password", "short"}}).status == 400);
    CHECK(ida.post("/api/users/max", {{"enabled", false}}).status == 200);
    // The last one, from the shell too.
    CHECK_FALSE(Users(desk.book()).change(*UserName::parse("ida"), {Role::review, {}, {}}, "test"));
    CHECK(ida.post("/api/password", {{"old", "not this one"}, {"new", "another password"}}).status == 401);
    CHECK(ida.post("/api/password", {{"old", kPassword}, {"new", "another password"}}).status == 200);
    CHECK(ida.get("/api/me").status == 401);  // the old session is over
    CHECK(ida.sign_in("ida", "another password").status == 200);
}
