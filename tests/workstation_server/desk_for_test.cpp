#include "desk_for_test.h"

#include "ledger/users.h"
#include "ledger/workstation_log.h"
#include "ocr/remittance_json.h"
#include "scan/png_writer.h"
#include "scan/upright.h"
#include "tools/workstation/password.h"

namespace lockbox::test {
namespace {

/// Hashing costs a tenth of a second or more: everybody has the same password.
const std::string& password_hash() {
    static const std::string hash = *hash_password(kPassword);
    return hash;
}

/// A check of sorts: some dark lines, others for each serial.
PageImage drawn_check(int serial) {
    PageImage image;
    image.width_px = 1200;
    image.height_px = 520;
    image.pixels.assign(1200 * 520, 255);
    for (int line = 0; line < 6; ++line) {
        const int y = 60 + 70 * line;
        for (int x = 100; x < 400 + (serial * 37 + line * 91) % 600; ++x) {
            for (int thick = 0; thick < 6; ++thick) {
                if ((x / 9 + serial) % 4 != 0) image.pixels[static_cast<std::size_t>((y + thick) * 1200 + x)] = 20;
            }
        }
    }
    return image;
}

}  // namespace

ServedDesk::ServedDesk(Options options) : options_(std::move(options)) {
    book_.emplace(book_with_accounts(folder_, options_.members));
    start();
}

ServedDesk::~ServedDesk() {
    stop();
}

void ServedDesk::start() {
    WorkstationSettings settings;
    settings.database = book_->connection().path();
    settings.program = LOCKBOX_PROGRAM;
    settings.config = *load_config({});
    settings.config.review.claim_minutes = options_.claim_minutes;
    settings.config.review.second_user_above = options_.second_above.value_or(Cents(100'000'000));
    settings.version = "test";
    settings.sessions = options_.sessions;
    settings.clock = [this] { return std::chrono::steady_clock::now() + std::chrono::seconds(passed_); };
    const std::filesystem::path path = settings.database;
    desk_ = std::make_unique<Workstation>(std::move(settings), [path] { return Book::open(path); });
    server_ = std::make_unique<HttpServer>(
        options_.limits, HttpHandlers{[this](const HttpRequest& request) { return desk_->answer(request); },
                                      [this](const HttpRequest& request, const BodyReader& body) {
                                          return desk_->upload(request, body);
                                      }});
    port_ = *server_->bind("127.0.0.1", 0);
    thread_ = std::thread([this] { server_->run(); });
}

void ServedDesk::stop() {
    desk_->stop();
    server_->stop();
    thread_.join();
    server_.reset();
    desk_.reset();
}

void ServedDesk::restart() {
    stop();
    start();
}

void ServedDesk::add_user(const std::string& name, Role role) {
    const auto added = Users(*book_).add({*UserName::parse(name), role, true, password_hash()}, "test");
    REQUIRE_MESSAGE(added, error_of(added));
}

Person ServedDesk::person(const std::string& name, Role role) {
    add_user(name, role);
    Person person(port_);
    const Reply reply = person.sign_in(name, kPassword);
    REQUIRE_MESSAGE(reply.status == 200, reply.body);
    return person;
}

void ServedDesk::add_items(const std::string& id, int count, std::vector<Reason> reasons, std::optional<Cents> amount,
                           const std::function<void(PageReading&)>& change) {
    BatchStore store(*book_);
    const auto begun = store.begin(header(id, count));
    REQUIRE_MESSAGE(begun, error_of(begun));
    for (int i = 1; i <= count; ++i) {
        const PageImage image = drawn_check(++serial_);
        const auto stored = book_->images().put(*to_png(image), "image/png");
        REQUIRE(stored);
        PageReading reading;
        reading.sequence = i;
        reading.kind = DocumentKind::check;
        reading.front_transform = straighten(image).transform;
        reading.check.emplace();
        reading.check->courtesy_amount = {
            Presence::read, {{Cents(4610), 0.9}}, Region{Side::front, {800, 100, 200, 60}}, {}};
        reading.check->micr.account = "2430813235";
        if (change) change(reading);
        EnvelopeRecord envelope;
        envelope.transaction = i;
        PageRecord page_record = page(i, "check");
        page_record.front = PageSide{*stored, 0};
        page_record.disposition = Disposition::check;
        page_record.reading_json = to_json(reading);
        envelope.pages = {page_record};
        CheckRecord check = check_in_review(i, reasons, amount);
        const std::string serial = std::to_string(5000 + serial_);
        check.routing = RoutingNumber::parse("211342353");
        check.account = "2430813235";
        check.number = serial;
        check.instrument = InstrumentNumbers{InstrumentNumbers::Kind::check, "211342353", "2430813235", serial};
        envelope.checks = {check};
        const auto recorded = store.record(*BatchId::parse(id), envelope);
        REQUIRE_MESSAGE(recorded, error_of(recorded));
    }
    REQUIRE(store.finish(*BatchId::parse(id)));
}

int count_audit(const Book& book, const std::string& action, const std::string& subject) {
    AuditQuery query;
    query.action = action;
    query.subject = subject;
    query.limit = 100'000;
    const auto rows = read_audit(book, query);
    return rows ? static_cast<int>(rows->size()) : -1;
}

}  // namespace lockbox::test
