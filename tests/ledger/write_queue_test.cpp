#include "ledger/write_queue.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "book_for_test.h"
#include "ledger/sqlite.h"

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

TEST_CASE("who waits gets the turn in order, and who gives up holds nobody up") {
    const TempFolder folder;
    const auto queue = WriteQueue::of(folder / "a.db");
    std::mutex mutex;
    std::vector<int> order;
    std::vector<std::thread> threads;
    bool impatient_had_it = true;
    {
        const WriteQueue::Turn held(queue, 1s);
        CHECK(held.has());
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back([&, i] {
                const WriteQueue::Turn turn(WriteQueue::of(folder.path() / "." / "a.db"), i == 2 ? 1ms : 10s);
                const std::lock_guard lock(mutex);
                if (i == 2)
                    impatient_had_it = turn.has();
                else
                    order.push_back(i);
            });
            std::this_thread::sleep_for(30ms);  // each is in the queue before the next one comes
        }
        const WriteQueue::Turn elsewhere(WriteQueue::of(folder / "b.db"), 1ms);
        CHECK(elsewhere.has());
    }
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(impatient_had_it);
    CHECK(order == std::vector{0, 1, 3, 4});
    CHECK(WriteQueue::Turn(queue, 1ms).has());
}

TEST_CASE("ten writers wait for about as long as each other") {
    const TempFolder folder;
    const std::filesystem::path file = folder / "a.db";
    Connection(file, Connection::Missing::create, 10s).run("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
    constexpr int kWriters = 10, kTimes = 20;
    std::mutex mutex;
    std::vector<std::chrono::milliseconds> waits;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < kWriters; ++writer) {
        threads.emplace_back([&] {
            Connection connection(file, Connection::Missing::refuse, 30s);
            for (int i = 0; i < kTimes; ++i) {
                const auto asked = std::chrono::steady_clock::now();
                Transaction transaction(connection, Transaction::Kind::write);
                const auto waited = std::chrono::steady_clock::now() - asked;
                connection.run("UPDATE t SET n = n + 1");
                std::this_thread::sleep_for(2ms);
                transaction.commit();
                const std::lock_guard lock(mutex);
                waits.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(waited));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    Connection connection(file, Connection::Missing::refuse, 1s);
    CHECK(*query_one<int>(connection, "SELECT n FROM t") == kWriters * kTimes);
    std::sort(waits.begin(), waits.end());
    // Whoever came last has nine before him; by polling, a writer that has just ended is first again.
    CHECK(waits.back() < 4 * waits[waits.size() / 2] + 200ms);
}
