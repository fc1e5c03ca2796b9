#include "faulty_vfs.h"

#include <sqlite3.h>

#include <cstring>

namespace lockbox::trials {
namespace {

DiskFault g_fault = DiskFault::error;
std::int64_t g_after = 0, g_done = 0;
sqlite3_vfs g_vfs;
sqlite3_io_methods g_methods;

struct FaultyFile {
    sqlite3_file base;
    sqlite3_file* real;  ///< lies behind this struct
};

sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<FaultyFile*>(file)->real;
}
sqlite3_vfs* real_vfs() {
    return static_cast<sqlite3_vfs*>(g_vfs.pAppData);
}

/// The code with which this operation fails; SQLITE_OK: it does not.
int trouble(int io_error) {
    ++g_done;
    if (g_after == 0 || g_done < g_after) return SQLITE_OK;
    return g_fault == DiskFault::full ? SQLITE_FULL : io_error;
}

int do_close(sqlite3_file* file) {
    return real_of(file)->pMethods->xClose(real_of(file));
}
int do_read(sqlite3_file* file, void* data, int bytes, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), data, bytes, at);
}
int do_write(sqlite3_file* file, const void* data, int bytes, sqlite3_int64 at) {
    const bool first = g_after != 0 && g_done + 1 == g_after;
    if (const int code = trouble(SQLITE_IOERR_WRITE); code != SQLITE_OK) {
        if (first && g_fault == DiskFault::torn) real_of(file)->pMethods->xWrite(real_of(file), data, bytes / 2, at);
        return code;
    }
    return real_of(file)->pMethods->xWrite(real_of(file), data, bytes, at);
}
int do_truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = trouble(SQLITE_IOERR_TRUNCATE); code != SQLITE_OK) return code;
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int do_sync(sqlite3_file* file, int flags) {
    if (const int code = trouble(SQLITE_IOERR_FSYNC); code != SQLITE_OK) return code;
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}
int do_size(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int do_lock(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}
int do_unlock(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int do_check_lock(sqlite3_file* file, int* out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
int do_control(sqlite3_file* file, int op, void* argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
}
int do_sector(sqlite3_file* file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}
int do_traits(sqlite3_file* file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
int do_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
int do_shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}
void do_shm_barrier(sqlite3_file* file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}
int do_shm_unmap(sqlite3_file* file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

int do_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* faulty = reinterpret_cast<FaultyFile*>(file);
    faulty->real = reinterpret_cast<sqlite3_file*>(faulty + 1);
    std::memset(faulty->real, 0, static_cast<std::size_t>(real_vfs()->szOsFile));
    const int code = real_vfs()->xOpen(real_vfs(), name, faulty->real, flags, out_flags);
    faulty->base.pMethods = faulty->real->pMethods != nullptr ? &g_methods : nullptr;
    return code;
}

void install() {
    if (g_vfs.zName != nullptr) return;
    sqlite3_vfs* real = sqlite3_vfs_find(nullptr);
    g_methods = {2,           do_close,       do_read,       do_write,   do_truncate, do_sync,   do_size,
                 do_lock,     do_unlock,      do_check_lock, do_control, do_sector,   do_traits, do_shm_map,
                 do_shm_lock, do_shm_barrier, do_shm_unmap,  nullptr,    nullptr};
    g_vfs = *real;
    g_vfs.pAppData = real;
    g_vfs.zName = "faulty";
    g_vfs.szOsFile = static_cast<int>(sizeof(FaultyFile)) + real->szOsFile;
    g_vfs.xOpen = do_open;
    sqlite3_vfs_register(&g_vfs, 1);
}

}  // namespace

void arm_faulty_disk(DiskFault fault, std::int64_t after) {
    install();
    g_fault = fault;
    g_after = after;
    g_done = 0;
}

std::int64_t disk_operations() {
    return g_done;
}

}  // namespace lockbox::trials
