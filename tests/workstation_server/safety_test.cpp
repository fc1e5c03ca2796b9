// Hostile input: each kind meets the real server on its port.

#include <future>

#include "desk_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("no path of a request reaches the file system") {
    ServedDesk desk;
    Person anna = desk.person("anna", Role::supervise);
    for (const char* path : {"/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
                             "//etc/passwd", "/page/../../lockbox.db", "/lockbox.db", "/api/images/../1/front",
                             "/api/images/..%2f..%2f/1/front", "/api/images/b/1/front/../../../x",
                             "/api/batches/..%2f..%2fetc", "/index.html%00.js", "/api/uploads/..%2f..%2f/x.tif"}) {
        CAPTURE(std::string(path));
        const Reply reply = anna.get(path);
        CHECK(reply.status >= 400);
        CHECK(reply.status < 500);
        CHECK(reply.body.find("root:") == std::string::npos);
    }
}

TEST_CASE("uploaded names are names and no paths") {
    ServedDesk desk;
    Person otto = desk.person("otto", Role::operate);
    const std::string upload = otto.post("/api/uploads", {{"name", "20261118-009"}}).json().value("upload", "");
    REQUIRE(upload.size() == 16);
    for (const char* name : {"..%2fevil.tif", ".hidden.tif", "evil.sh", "a%2fb.tif", "evil.tif%00", "%2e%2e", "x.exe",
                             "a%20b.tif", "a%3bb.tif"}) {
        CAPTURE(name);
        const Reply reply = otto.put("/api/uploads/" + upload + "/" + name, "bytes");
        CHECK((reply.status == 400 || reply.status == 404));
    }
    CHECK(otto.put("/api/uploads/0000000000000000/a.tif", "bytes").status == 404);
    CHECK(otto.put("/api/uploads/../a.tif", "bytes").status == 404);
    CHECK(otto.post("/api/uploads", {{"name", "../x"}}).status == 400);
    const Reply good = otto.put("/api/uploads/" + upload + "/page1F.tif", "bytes");
    CHECK(good.status == 200);
    CHECK(good.json()["files"] == 1);
    CHECK(std::filesystem::exists(desk.database().string() + ".uploads/" + upload + "/20261118-009/page1F.tif"));
    CHECK(otto.remove("/api/uploads/" + upload).status == 200);
    CHECK_FALSE(std::filesystem::exists(desk.database().string() + ".uploads/" + upload));
}

TEST_CASE("a body that is too large is refused before it is read") {
    ServedDesk::Options options;
    options.limits.upload_bytes_max = 100'000;
    ServedDesk desk(options);
    Person anna = desk.person("anna", Role::supervise);
    const Reply reply = anna.post("/api/items/1/resolve", {{"act", "file"}, {"note", std::string(200'000, 'x')}});
    CHECK(reply.status == 413);
    CHECK(reply.code() == "too_large");

    // Without a length it is counted as it comes.
    Wire chunked(desk.port());
    std::string head =
        anna.text_of("POST", "/api/items/1/resolve", "",
                     {"Content-Type: application/json", "X-CSRF-Token: " + anna.csrf, "Transfer-Encoding: chunked"});
    head.replace(head.find("Content-Length: 0\r\n"), 19, "");
    chunked.send(head);
    for (int i = 0; i < 40 && chunked.send("1000\r\n" + std::string(4096, ' ') + "\r\n"); ++i) {
    }
    const Reply of_chunks = chunked.receive();
    CHECK((of_chunks.status == 413 || of_chunks.status == 0));

    const std::string upload = anna.post("/api/uploads").json().value("upload", "");
    CHECK(anna.put("/api/uploads/" + upload + "/a.tif", std::string(150'000, 'x')).status == 413);
    CHECK(anna.put("/api/uploads/" + upload + "/a.tif", std::string(90'000, 'x')).status == 200);
}

TEST_CASE("what is no request gets no more than an error, and the server goes on") {
    ServedDesk desk;
    Person anna = desk.person("anna", Role::supervise);
    const std::vector<std::string> wrong = {
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "BREW /api/me HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /" + std::string(30'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'b') + "\r\n\r\n",
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=q\r\nContent-Length: "
        "5\r\n\r\n12345",
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n12345",
        "GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1,1-2,2-3,x\r\n\r\n",
        std::string("\0\1\2\3\xff\xfe\r\n\r\n", 10),
    };
    for (const std::string& bytes : wrong) {
        CAPTURE(bytes.substr(0, 60));
        Wire wire(desk.port());
        wire.send(bytes);
        const Reply reply = wire.receive(8'000);
        CHECK((reply.status == 0 || reply.status >= 400));
    }
    CHECK(anna.get("/api/me").status == 200);

    for (const char* body :
         {"", "{", "[]", "null", "{\"act\":5}", "{\"act\":\"post\",\"amount\":46.1}", "{\"act\":\"undo\"}"}) {
        CAPTURE(body);
        const Reply reply = anna.request("POST", "/api/items/1/resolve", body,
                                         {"Content-Type: application/json", "X-CSRF-Token: " + anna.csrf});
        CHECK(reply.status == 400);
    }
    CHECK(anna.request("POST", "/api/items/1/resolve", std::string(60'000, '['),
                       {"Content-Type: application/json", "X-CSRF-Token: " + anna.csrf})
              .status == 400);
    for (const char* path :
         {"/api/items/0", "/api/items/-1", "/api/items/x", "/api/items/99999999999999999999", "/api/queue?limit=-1",
          "/api/queue?reason=none", "/api/queue?min=4,5", "/api/queue?from=today", "/api/day?date=2026-02-30",
          "/api/checks", "/api/checks?amount=x", "/api/images/b/1/front?box=1,2,3"}) {
        CAPTURE(std::string(path));
        const int status = anna.get(path).status;
        CHECK((status == 400 || status == 404));
    }
}

TEST_CASE("whoever sends drop by drop is cut off, and others are served meanwhile") {
    ServedDesk::Options options;
    options.limits.head_ms_max = std::chrono::milliseconds(1'000);
    options.limits.body_ms_max = std::chrono::milliseconds(1'000);
    options.limits.idle_ms_max = std::chrono::milliseconds(1'500);
    ServedDesk desk(options);
    Person anna = desk.person("anna", Role::supervise);

    Wire slow_head(desk.port()), slow_body(desk.port()), silent(desk.port());
    slow_body.send(
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{");
    const auto begun = std::chrono::steady_clock::now();
    bool cut = false;
    for (int i = 0; i < 100 && !cut; ++i) {  // each byte in time, all of them not
        slow_head.send("a");
        cut = slow_head.is_closed_within(100);
    }
    CHECK(cut);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(8));
    CHECK(anna.get("/api/me").status == 200);
    CHECK(slow_body.is_closed_within(8'000));
    CHECK(silent.is_closed_within(8'000));
}

TEST_CASE("more connections than allowed are closed at once; the others are served") {
    ServedDesk::Options options;
    options.limits.connections_max = 4;
    ServedDesk desk(options);
    Person anna = desk.person("anna", Role::supervise);
    {
        std::vector<std::unique_ptr<Wire>> wires;
        // The connection by which she signed in may hold a place until the server has noticed that it is closed.
        for (int i = 0; i < 100 && wires.size() < 4; ++i) {
            auto wire = std::make_unique<Wire>(desk.port());
            wire->send(anna.text_of("GET", "/api/me", "", {}));
            if (wire->receive().status == 200)
                wires.push_back(std::move(wire));
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        REQUIRE(wires.size() == 4);
        Wire one_more(desk.port());
        CHECK(one_more.is_closed_within(5'000));
        wires.front()->send(anna.text_of("GET", "/api/me", "", {}));
        CHECK(wires.front()->receive().status == 200);
    }
    int status = 0;  // the places are free again once the server has noticed
    for (int i = 0; i < 100 && status != 200; ++i) {
        status = anna.get("/api/me").status;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(status == 200);
}

TEST_CASE("a server that is told to stop before it listens does not begin") {
    HttpServer server({}, {[](const HttpRequest&) { return HttpResponse{}; },
                           [](const HttpRequest&, const BodyReader&) { return HttpResponse{}; }});
    REQUIRE(server.bind("127.0.0.1", 0));
    server.stop();
    auto ended = std::async(std::launch::async, [&] { server.run(); });
    CHECK(ended.wait_for(std::chrono::seconds(2)) == std::future_status::ready);
    server.stop();
}
