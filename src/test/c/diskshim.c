/*
 * Preloaded into a process, stands between it and the files of one directory: logs what is done to
 * them in the order in which it is done, makes calls fail or take long, and kills the process at a
 * chosen call.
 *
 * DISK_ROOT     the directory; files named *-shm and *.lock are left alone
 * DISK_LOG      if set, the file that the log goes to; DiskLog.java reads it
 * DISK_CONTROL  if set, a file of 32-bit integers, shared with DiskShim.java: enum control below
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum control {
  WRITE_ERRNO,  /* of write, pwrite, ftruncate; 0 for none */
  SYNC_ERRNO,   /* of fsync, fdatasync */
  OPEN_ERRNO,   /* of open */
  SYNC_MILLIS,  /* that fsync, fdatasync take longer */
  KILL_CALL,    /* 0 for none, else enum call */
  KILL_FILE,    /* enum file */
  KILL_AFTER,   /* 0 to die before the call, 1 after it */
  KILL_COUNT,   /* which of these calls, from 1 */
  FAULTS,       /* counts the calls that were made to fail */
  CONTROLS
};
enum call { CALL_WRITE = 1, CALL_SYNC = 2 };
enum file { UNTRACKED, DATABASE, WAL, JOURNAL, ACKNOWLEDGEMENTS, DIRECTORY, OTHER };

#define MAX_FD 4096
#define MAX_NAME 128

static struct {
  volatile enum file kind;
  char name[MAX_NAME];
} files[MAX_FD];

static const char *root;
static size_t root_length;
static int log_fd = -1;
static int32_t no_control[CONTROLS];
static volatile int32_t *control = no_control;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

static void init(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  root = getenv("DISK_ROOT");
  root_length = root ? strlen(root) : 0;
  const char *log = getenv("DISK_LOG");
  if (log) {
    log_fd = real_open(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  }
  const char *shared = getenv("DISK_CONTROL");
  if (shared) {
    int fd = real_open(shared, O_RDWR | O_CLOEXEC);
    void *mapped = mmap(NULL, sizeof no_control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || mapped == MAP_FAILED) {
      static const char message[] = "diskshim: DISK_CONTROL cannot be used\n";
      real_write(2, message, sizeof message - 1);
      _exit(70);
    }
    control = mapped;
    real_close(fd);
  }
}

static int ends_with(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

static enum file kind_of(const char *path) {
  pthread_once(&once, init);
  if (!root || strncmp(path, root, root_length) != 0) return UNTRACKED;
  if (ends_with(path, "-shm") || ends_with(path, ".lock")) return UNTRACKED;
  if (path[root_length] != '\0' && path[root_length] != '/') return UNTRACKED;
  struct stat status;
  if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) return DIRECTORY;
  if (ends_with(path, ".db")) return DATABASE;
  if (ends_with(path, "-wal")) return WAL;
  if (ends_with(path, "-journal")) return JOURNAL;
  if (ends_with(path, ".acks")) return ACKNOWLEDGEMENTS;
  return OTHER;
}

static const char *name_in_root(const char *path) {
  return path[root_length] == '/' ? path + root_length + 1 : "";
}

static enum file kind_of_fd(int fd) {
  pthread_once(&once, init);
  return fd >= 0 && fd < MAX_FD ? files[fd].kind : UNTRACKED;
}

/* The lock is held over the call and its line, so that the log has the order of the effects. */
static void begin(void) {
  if (log_fd >= 0) pthread_mutex_lock(&order);
}

static void end(char what, const char *name, off64_t offset, const void *data, size_t length) {
  if (log_fd < 0) return;
  if (what) {
    unsigned char head[14 + MAX_NAME];
    uint32_t size = data ? (uint32_t)length : 0;
    uint64_t at = (uint64_t)offset;
    size_t name_length = strnlen(name, MAX_NAME);
    head[0] = (unsigned char)what;
    head[1] = (unsigned char)name_length;
    memcpy(head + 2, &size, 4);
    memcpy(head + 6, &at, 8);
    memcpy(head + 14, name, name_length);
    real_write(log_fd, head, 14 + name_length);
    if (size > 0) real_write(log_fd, data, size);
  }
  pthread_mutex_unlock(&order);
}

static void die_if_chosen(enum call call, enum file kind, int after) {
  if (control[KILL_CALL] != (int32_t)call || control[KILL_FILE] != (int32_t)kind) return;
  if (control[KILL_AFTER] == after && __sync_sub_and_fetch(&control[KILL_COUNT], 1) == 0) {
    kill(getpid(), SIGKILL);
    pause();
  }
}

static int fails(enum control which, enum file kind) {
  if (kind == UNTRACKED || kind == ACKNOWLEDGEMENTS || control[which] == 0) return 0;
  __sync_add_and_fetch(&control[FAULTS], 1);
  errno = control[which];
  return 1;
}

static int open_file(const char *path, int flags, mode_t mode) {
  enum file kind = kind_of(path);
  if (kind == UNTRACKED) return real_open(path, flags, mode);
  if (fails(OPEN_ERRNO, kind)) return -1;
  begin();
  int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
  int fd = real_open(path, flags, mode);
  if (fd >= 0 && fd < MAX_FD) {
    snprintf(files[fd].name, MAX_NAME, "%s", name_in_root(path));
    files[fd].kind = kind;
  }
  end(fd >= 0 && is_new ? 'C' : 0, name_in_root(path), 0, NULL, 0);
  return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int open64(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(path, flags, mode);
}

int close(int fd) {
  if (kind_of_fd(fd) != UNTRACKED) files[fd].kind = UNTRACKED;
  return real_close(fd);
}

static ssize_t write_file(int fd, const void *data, size_t length, off64_t offset) {
  enum file kind = files[fd].kind;
  if (fails(WRITE_ERRNO, kind)) return -1;
  begin();
  die_if_chosen(CALL_WRITE, kind, 0);
  off64_t at = offset;
  if (offset < 0) {
    struct stat status;
    at = fcntl(fd, F_GETFL) & O_APPEND && fstat(fd, &status) == 0 ? status.st_size
                                                                  : lseek(fd, 0, SEEK_CUR);
  }
  ssize_t done = offset < 0 ? real_write(fd, data, length) : real_pwrite(fd, data, length, offset);
  end(done > 0 ? 'W' : 0, files[fd].name, at, data, done > 0 ? (size_t)done : 0);
  die_if_chosen(CALL_WRITE, kind, 1);
  return done;
}

ssize_t write(int fd, const void *data, size_t length) {
  return kind_of_fd(fd) == UNTRACKED ? real_write(fd, data, length)
                                     : write_file(fd, data, length, -1);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  return kind_of_fd(fd) == UNTRACKED ? real_pwrite(fd, data, length, offset)
                                     : write_file(fd, data, length, offset);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  return pwrite64(fd, data, length, offset);
}

int ftruncate64(int fd, off64_t size) {
  enum file kind = kind_of_fd(fd);
  if (kind == UNTRACKED) return real_ftruncate(fd, size);
  if (fails(WRITE_ERRNO, kind)) return -1;
  begin();
  int result = real_ftruncate(fd, size);
  end(result == 0 ? 'T' : 0, files[fd].name, size, NULL, 0);
  return result;
}

int ftruncate(int fd, off_t size) {
  return ftruncate64(fd, size);
}

static int sync_file(int fd, int (*real_sync)(int)) {
  enum file kind = kind_of_fd(fd);
  if (kind == UNTRACKED) return real_sync(fd);
  int32_t millis = control[SYNC_MILLIS];
  if (millis > 0) {
    struct timespec time = {millis / 1000, millis % 1000 * 1000000L};
    nanosleep(&time, NULL);
  }
  if (fails(SYNC_ERRNO, kind)) return -1;
  begin();
  die_if_chosen(CALL_SYNC, kind, 0);
  int result = real_sync(fd);
  end(result == 0 ? (kind == DIRECTORY ? 'D' : 'S') : 0, files[fd].name, 0, NULL, 0);
  die_if_chosen(CALL_SYNC, kind, 1);
  return result;
}

int fsync(int fd) {
  return sync_file(fd, (pthread_once(&once, init), real_fsync));
}

int fdatasync(int fd) {
  return sync_file(fd, (pthread_once(&once, init), real_fdatasync));
}

int unlink(const char *path) {
  enum file kind = kind_of(path);
  if (kind == UNTRACKED) return real_unlink(path);
  if (fails(WRITE_ERRNO, kind)) return -1;
  begin();
  int result = real_unlink(path);
  end(result == 0 ? 'U' : 0, name_in_root(path), 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  if (kind_of(from) == UNTRACKED || kind_of(to) == UNTRACKED) {
    return real_rename(from, to);
  }
  begin();
  int result = real_rename(from, to);
  end(result == 0 ? 'R' : 0, name_in_root(from), 0, name_in_root(to), strlen(name_in_root(to)));
  return result;
}
