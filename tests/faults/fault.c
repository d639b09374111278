/* Preloaded into the commands that the tests run: the n-th call of a kind fails in one folder.
 *
 * What always holds: until fault_tell() is called every call goes through; afterwards calls on
 * files under the folder are counted by kind, and only the one that was asked for (or all from it
 * on) fails. fault.py compiles this and says what the numbers mean.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATE, WRITE, SYNC, RENAME, REMOVE, MKDIR, LINK, COPY, SIZE, MODE, READ, KINDS };
static const char *const NAMES[KINDS] = {"create", "write", "sync", "rename", "remove", "mkdir",
                                         "link",   "copy",  "size", "mode",   "read"};

static int wanted = -1, error, lasting, notes;
static long at;
static char folder[PATH_MAX];
static atomic_long met[KINDS];

/* Fail the at-th call of the kind under the folder with the error, and all later ones if lasting.
 * Error 0 writes a part only, a negative one is a signal to this process and lets the call through.
 * With at = 0 nothing fails. Calls are noted at the descriptor: all of them, or the one that failed.
 */
void fault_tell(const char *kind, long number, int how, int on, const char *where, int to) {
    for (int known = 0; known < KINDS; known++)
        if (!strcmp(NAMES[known], kind)) wanted = known;
    at = number, error = how, lasting = on, notes = to;
    snprintf(folder, sizeof folder, "%s/", where);
}

/* 0 to go on, 1 to fail with errno, 2 to write a part. */
static int strikes(enum kind kind, int base, const char *path) {
    char where[2 * PATH_MAX] = "", place[64];
    if (wanted < 0) return 0;
    if (!path || path[0] != '/') {
        snprintf(place, sizeof place, base == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", base);
        ssize_t length = readlink(place, where, PATH_MAX);
        if (length < 0) return 0;
        where[length] = 0;
        if (path) strcat(where, "/");
    }
    if (path) strncat(where, path, PATH_MAX - 1);
    if (strncmp(where, folder, strlen(folder))) return 0;
    long number = atomic_fetch_add(&met[kind], 1) + 1;
    int due = at && (int)kind == wanted && (number == at || (lasting && number > at));
    if (!at || due) {
        char line[2 * PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%s %ld %s\n", NAMES[kind], number, where);
        syscall(SYS_write, notes, line, length);
    }
    if (!due) return 0;
    if (error < 0) return syscall(SYS_kill, getpid(), -error), 0;
    errno = error;
    return error ? 1 : 2;
}

#define REAL(name)                                                    \
    ({                                                                \
        static __typeof__(&name) found;                               \
        if (!found) found = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
        found;                                                        \
    })
#define FAILING(kind, base, path, type, name, taken, given) \
    type name taken {                                       \
        if (strikes(kind, base, path) == 1) return -1;      \
        return REAL(name) given;                            \
    }
/* A part is half of what was to be written. */
#define IN_PARTS(kind, fd, name, taken, given)     \
    ssize_t name taken {                           \
        int struck = strikes(kind, fd, NULL);      \
        if (struck == 1) return -1;                \
        if (struck == 2 && size > 1) size /= 2;    \
        return REAL(name) given;                   \
    }
#define OPENING(name, base, taken, given)                               \
    int name taken {                                                    \
        mode_t mode = 0;                                                \
        if (flags & (O_CREAT | __O_TMPFILE)) {                          \
            va_list more;                                               \
            va_start(more, flags);                                      \
            mode = va_arg(more, mode_t);                                \
            va_end(more);                                               \
            if (strikes(CREATE, base, path) == 1) return -1;            \
        }                                                               \
        return REAL(name) given;                                        \
    }

OPENING(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, base, (int base, const char *path, int flags, ...), (base, path, flags, mode))
OPENING(openat64, base, (int base, const char *path, int flags, ...), (base, path, flags, mode))

IN_PARTS(WRITE, fd, write, (int fd, const void *from, size_t size), (fd, from, size))
IN_PARTS(WRITE, fd, pwrite, (int fd, const void *from, size_t size, off_t where), (fd, from, size, where))
IN_PARTS(WRITE, fd, pwrite64, (int fd, const void *from, size_t size, off64_t where), (fd, from, size, where))
IN_PARTS(WRITE, fd, writev, (int fd, const struct iovec *from, int size), (fd, from, size))
IN_PARTS(WRITE, fd, pwritev, (int fd, const struct iovec *from, int size, off_t where), (fd, from, size, where))
IN_PARTS(COPY, fd, sendfile, (int fd, int from, off_t *where, size_t size), (fd, from, where, size))
IN_PARTS(COPY, fd, sendfile64, (int fd, int from, off64_t *where, size_t size), (fd, from, where, size))
IN_PARTS(COPY, fd, copy_file_range,
         (int from, off64_t *there, int fd, off64_t *where, size_t size, unsigned flags),
         (from, there, fd, where, size, flags))

FAILING(SYNC, fd, NULL, int, fsync, (int fd), (fd))
FAILING(SYNC, fd, NULL, int, fdatasync, (int fd), (fd))
FAILING(SIZE, fd, NULL, int, ftruncate, (int fd, off_t size), (fd, size))
FAILING(SIZE, fd, NULL, int, ftruncate64, (int fd, off64_t size), (fd, size))
FAILING(RENAME, AT_FDCWD, to, int, rename, (const char *from, const char *to), (from, to))
FAILING(RENAME, there, to, int, renameat, (int base, const char *from, int there, const char *to),
        (base, from, there, to))
FAILING(REMOVE, AT_FDCWD, path, int, unlink, (const char *path), (path))
FAILING(REMOVE, AT_FDCWD, path, int, remove, (const char *path), (path))
FAILING(REMOVE, AT_FDCWD, path, int, rmdir, (const char *path), (path))
FAILING(REMOVE, base, path, int, unlinkat, (int base, const char *path, int flags), (base, path, flags))
FAILING(MKDIR, AT_FDCWD, path, int, mkdir, (const char *path, mode_t mode), (path, mode))
FAILING(MKDIR, base, path, int, mkdirat, (int base, const char *path, mode_t mode), (base, path, mode))
FAILING(LINK, AT_FDCWD, to, int, link, (const char *from, const char *to), (from, to))
FAILING(LINK, there, to, int, linkat, (int base, const char *from, int there, const char *to, int flags),
        (base, from, there, to, flags))
FAILING(LINK, AT_FDCWD, to, int, symlink, (const char *from, const char *to), (from, to))
FAILING(LINK, base, to, int, symlinkat, (const char *from, int base, const char *to), (from, base, to))
FAILING(MODE, AT_FDCWD, path, int, chmod, (const char *path, mode_t mode), (path, mode))
FAILING(MODE, fd, NULL, int, fchmod, (int fd, mode_t mode), (fd, mode))
FAILING(MODE, base, path, int, fchmodat, (int base, const char *path, mode_t mode, int flags),
        (base, path, mode, flags))
FAILING(READ, fd, NULL, ssize_t, read, (int fd, void *to, size_t size), (fd, to, size))
FAILING(READ, fd, NULL, ssize_t, pread, (int fd, void *to, size_t size, off_t where), (fd, to, size, where))
FAILING(READ, fd, NULL, ssize_t, pread64, (int fd, void *to, size_t size, off64_t where),
        (fd, to, size, where))
