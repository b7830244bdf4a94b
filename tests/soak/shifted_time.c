/* Time that somebody else moves on, for programs that run unchanged (LD_PRELOAD).
 *
 * SOAK_WORLD names a file of three doubles: seconds that the wall's clock and the clock that counts sleep are ahead; seconds that
 * the steady clock of a machine that slept is ahead; unused. SOAK_OWN names a file of one double more for this kiosk's wall clock.
 * SOAK_STEADY says what CLOCK_MONOTONIC does: "none" (true), "slept" (the second double), "awake" (the first).
 *
 * Waits end when the shifted clock says so: each is waited for in slices, after which the clock is read again.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SLICE 0.04

static volatile double nothing[3];
static volatile double *world = nothing, *own = nothing;
static int steady = -1;

static volatile double *mapped(const char *name, size_t size) {
    const char *path = getenv(name);
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return nothing;
    void *found = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    return found == MAP_FAILED ? nothing : found;
}

__attribute__((constructor)) static void begin(void) {
    const char *word = getenv("SOAK_STEADY");
    world = mapped("SOAK_WORLD", 3 * sizeof(double));
    own = mapped("SOAK_OWN", sizeof(double));
    steady = !word ? -1 : !strcmp(word, "awake") ? 0 : !strcmp(word, "slept") ? 1 : -1;
}

static double shift(clockid_t clock) {
    switch (clock) {
    case CLOCK_REALTIME: case CLOCK_REALTIME_COARSE: return world[0] + own[0];
    case CLOCK_BOOTTIME: return world[0];
    case CLOCK_MONOTONIC: case CLOCK_MONOTONIC_RAW: case CLOCK_MONOTONIC_COARSE: return steady < 0 ? 0 : world[steady];
    default: return 0;
    }
}

static struct timespec spec(double seconds) {
    struct timespec made = {(time_t)floor(seconds), 0};
    made.tv_nsec = (long)((seconds - floor(seconds)) * 1e9);
    return made;
}

static double number(const struct timespec *at) { return at->tv_sec + at->tv_nsec / 1e9; }

static struct timespec added(struct timespec at, double seconds) {
    struct timespec more = spec(seconds);
    at.tv_sec += more.tv_sec;
    at.tv_nsec += more.tv_nsec;
    if (at.tv_nsec >= 1000000000) { at.tv_sec++; at.tv_nsec -= 1000000000; }
    return at;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = dlsym(RTLD_NEXT, #name)

static int true_clock(clockid_t clock, struct timespec *at) {
    REAL(clock_gettime);
    return real(clock, at);
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    int code = true_clock(clock, at);
    double by = code ? 0 : shift(clock);
    if (by != 0) *at = added(*at, by);
    return code;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}

static double now(clockid_t clock) {
    struct timespec at;
    clock_gettime(clock, &at);
    return number(&at);
}

/* Seconds to wait truly before the clock is read again, when `end` on the steady clock is waited for. */
static double piece(double end) {
    double left = end - now(CLOCK_MONOTONIC);
    return left < 0 ? 0 : left < SLICE ? left : SLICE;
}

static int over(double end) { return now(CLOCK_MONOTONIC) >= end; }

static int true_ppoll(struct pollfd *files, nfds_t count, const struct timespec *wait, const sigset_t *mask) {
    REAL(ppoll);
    return real(files, count, wait, mask);
}

int ppoll(struct pollfd *files, nfds_t count, const struct timespec *wait, const sigset_t *mask) {
    if (steady < 0 || !wait || number(wait) <= 0.002) return true_ppoll(files, count, wait, mask);
    double end = now(CLOCK_MONOTONIC) + number(wait);
    for (;;) {
        struct timespec slice = spec(piece(end));
        int found = true_ppoll(files, count, &slice, mask);
        if (found || over(end)) return found;
    }
}

int poll(struct pollfd *files, nfds_t count, int milliseconds) {
    struct timespec wait = spec(milliseconds / 1000.0);
    return ppoll(files, count, milliseconds < 0 ? NULL : &wait, NULL);
}

int __poll_chk(struct pollfd *files, nfds_t count, int milliseconds, size_t size) {
    (void)size;
    return poll(files, count, milliseconds);
}

int select(int count, fd_set *in, fd_set *out, fd_set *other, struct timeval *wait) {
    REAL(select);
    if (steady < 0 || !wait) return real(count, in, out, other, wait);
    double end = now(CLOCK_MONOTONIC) + wait->tv_sec + wait->tv_usec / 1e6;
    fd_set sets[3], *given[3] = {in, out, other};
    for (int at = 0; at < 3; at++) if (given[at]) sets[at] = *given[at];
    for (;;) {
        double left = piece(end);
        struct timeval slice = {(time_t)left, (suseconds_t)((left - (time_t)left) * 1e6)};
        int found = real(count, in, out, other, &slice);
        if (found || over(end)) return found;
        for (int at = 0; at < 3; at++) if (given[at]) *given[at] = sets[at];
    }
}

int epoll_wait(int file, struct epoll_event *events, int most, int milliseconds) {
    REAL(epoll_wait);
    if (steady < 0 || milliseconds <= 2) return real(file, events, most, milliseconds);
    double end = now(CLOCK_MONOTONIC) + milliseconds / 1000.0;
    for (;;) {
        int found = real(file, events, most, (int)ceil(piece(end) * 1000));
        if (found || over(end)) return found;
    }
}

static int true_sleep(double seconds) {
    struct timespec wait = spec(seconds);
    REAL(clock_nanosleep);
    return real(CLOCK_MONOTONIC, 0, &wait, NULL);
}

static int slept(clockid_t clock, double end) {
    for (;;) {
        double left = end - now(clock);
        if (left <= 0) return 0;
        int code = true_sleep(left < SLICE ? left : SLICE);
        if (code) return code;
    }
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wait, struct timespec *rest) {
    REAL(clock_nanosleep);
    if (steady < 0 && !(flags & TIMER_ABSTIME)) return real(clock, flags, wait, rest);
    double end = (flags & TIMER_ABSTIME ? 0 : now(clock)) + number(wait);
    int code = slept(clock, end);
    if (code && rest && !(flags & TIMER_ABSTIME)) *rest = spec(fmax(0, end - now(clock)));
    return code;
}

int nanosleep(const struct timespec *wait, struct timespec *rest) {
    int code = clock_nanosleep(CLOCK_MONOTONIC, 0, wait, rest);
    if (code) errno = code;
    return code ? -1 : 0;
}

int usleep(useconds_t wait) {
    struct timespec made = spec(wait / 1e6);
    return nanosleep(&made, NULL);
}

unsigned sleep(unsigned wait) {
    struct timespec made = {wait, 0}, rest = {0, 0};
    return nanosleep(&made, &rest) ? (unsigned)rest.tv_sec : 0;
}

/* One wait with a deadline, by whatever lock: sliced on the true wall clock, which `sem_clockwait` and its like take. */
#define UNTIL(clock, deadline, attempt) \
    do { \
        double end_ = number(deadline); \
        for (;;) { \
            double left_ = end_ - now(clock); \
            struct timespec at_; \
            true_clock(clock, &at_); \
            at_ = added(at_, left_ < 0 ? 0 : left_ < SLICE ? left_ : SLICE); \
            int code_ = (attempt); \
            if (!TIMED_OUT(code_) || now(clock) >= end_) return code_; \
        } \
    } while (0)

#define TIMED_OUT(code) ((code) == -1 && errno == ETIMEDOUT)

int sem_clockwait(sem_t *one, clockid_t clock, const struct timespec *deadline) {
    REAL(sem_clockwait);
    UNTIL(clock, deadline, real(one, clock, &at_));
}

int sem_timedwait(sem_t *one, const struct timespec *deadline) {
    REAL(sem_timedwait);
    UNTIL(CLOCK_REALTIME, deadline, real(one, &at_));
}

#undef TIMED_OUT
#define TIMED_OUT(code) ((code) == ETIMEDOUT)

int pthread_cond_clockwait(pthread_cond_t *one, pthread_mutex_t *lock, clockid_t clock, const struct timespec *deadline) {
    REAL(pthread_cond_clockwait);
    UNTIL(clock, deadline, real(one, lock, clock, &at_));
}

int pthread_cond_timedwait(pthread_cond_t *one, pthread_mutex_t *lock, const struct timespec *deadline) {
    static __typeof__(pthread_cond_timedwait) *real;
    if (!real) real = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    clockid_t clock = deadline->tv_sec > 1000000000 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    UNTIL(clock, deadline, real(one, lock, &at_));
}
