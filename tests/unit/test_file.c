/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/file.h"

/* Each test works in an empty folder of its own. */
static int setup(void **state)
{
    char *folder = strdup("/tmp/renfort-file-XXXXXX");
    *state = folder;
    return folder == NULL || mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int teardown(void **state)
{
    DIR *folder = opendir(".");
    for (const struct dirent *e = readdir(folder); e != NULL; e = readdir(folder))
        if (e->d_name[0] != '.' && unlink(e->d_name) != 0 && rmdir(e->d_name) != 0)
            print_message("%s stays\n", e->d_name);
    closedir(folder);
    const int failed = chdir("/") != 0 || rmdir(*state) != 0;
    free(*state);
    return failed;
}

static int n_entries(const char *path)
{
    int n = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (const struct dirent *e = readdir(folder); e != NULL; e = readdir(folder))
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(folder);
    return n;
}

static void put(const char *path, const char *text)
{
    rf_err err;
    assert_int_equal(rf_file_write(path, text, strlen(text), &err), RF_OK);
}

static void assert_holds(const char *path, const char *wanted)
{
    rf_err err;
    rf_buf buf = rf_buf_new(1 << 20);
    assert_int_equal(rf_file_read(&buf, path, &err), RF_OK);
    assert_string_equal(rf_buf_text(&buf), wanted);
    rf_buf_free(&buf);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode;
}

static void what_is_written_is_read_back_whole(void **state)
{
    rf_err err;
    const size_t n = 300000;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * 31 >> 3);
    assert_int_equal(rf_file_write("big", bytes, n, &err), RF_OK);
    rf_buf buf = rf_buf_new(n);
    assert_int_equal(rf_file_read(&buf, "big", &err), RF_OK);
    assert_int_equal(buf.length, n);
    assert_memory_equal(buf.text, bytes, n);
    rf_buf_free(&buf);
    free(bytes);
}

static void an_empty_file_is_written_and_read(void **state)
{
    put("empty", "");
    assert_holds("empty", "");
    assert_int_equal(n_entries("."), 1);
}

static void a_missing_file_is_said_with_its_path_and_the_reason(void **state)
{
    rf_err err;
    rf_buf buf = rf_buf_new(100);
    assert_int_equal(rf_file_read(&buf, "none.csv", &err), RF_IO);
    assert_non_null(strstr(err.text, "none.csv"));
    assert_non_null(strstr(err.text, "No such file"));
    rf_buf_free(&buf);
}

static void a_folder_cannot_be_read_as_a_file(void **state)
{
    rf_err err;
    rf_buf buf = rf_buf_new(100);
    assert_int_equal(rf_file_read(&buf, ".", &err), RF_IO);
    assert_int_equal(buf.length, 0);
    rf_buf_free(&buf);
}

static void a_file_over_the_limit_is_bad_input_and_leaves_nothing(void **state)
{
    rf_err err;
    put("five", "12345");
    rf_buf buf = rf_buf_new(4);
    assert_int_equal(rf_file_read(&buf, "five", &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "five"));
    assert_int_equal(buf.length, 0);
    rf_buf_free(&buf);
    buf = rf_buf_new(5);
    assert_int_equal(rf_file_read(&buf, "five", &err), RF_OK);
    rf_buf_free(&buf);
}

static void replacing_keeps_the_mode_and_leaves_no_other_file(void **state)
{
    put("plan", "old, and longer");
    assert_int_equal(chmod("plan", 0640), 0);
    put("plan", "new");
    assert_holds("plan", "new");
    assert_int_equal(mode_of("plan") & 07777, 0640);
    assert_int_equal(n_entries("."), 1);
}

static void a_new_file_has_the_mode_of_the_umask(void **state)
{
    const mode_t before = umask(027);
    put("plan", "x");
    umask(before);
    assert_int_equal(mode_of("plan") & 07777, 0640);
}

static void a_symbolic_link_is_followed_and_stays(void **state)
{
    assert_int_equal(mkdir("sub", 0755), 0);
    put("sub/real", "old");
    assert_int_equal(symlink("sub/real", "hop"), 0);
    assert_int_equal(symlink("hop", "link"), 0);
    put("link", "new");
    assert_true(S_ISLNK(mode_of("link")) && S_ISLNK(mode_of("hop")));
    assert_holds("sub/real", "new");
    assert_int_equal(n_entries("sub"), 1);
    assert_int_equal(unlink("sub/real"), 0);
}

static void a_link_to_nothing_makes_what_it_names(void **state)
{
    assert_int_equal(symlink("later", "link"), 0);
    put("link", "new");
    assert_true(S_ISLNK(mode_of("link")));
    assert_true(S_ISREG(mode_of("later")));
    assert_holds("later", "new");
}

static void a_link_to_itself_is_refused(void **state)
{
    rf_err err;
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(rf_file_write("loop", "x", 1, &err), RF_IO);
    assert_non_null(strstr(err.text, strerror(ELOOP)));
}

static void a_folder_is_not_overwritten(void **state)
{
    rf_err err;
    assert_int_equal(mkdir("sub", 0755), 0);
    assert_int_equal(rf_file_write("sub", "x", 1, &err), RF_IO);
    assert_non_null(strstr(err.text, "sub"));
    assert_int_equal(rf_file_write("none/plan", "x", 1, &err), RF_IO);
    assert_non_null(strstr(err.text, "none/plan"));
    assert_int_equal(n_entries("."), 1);
}

static void a_full_device_is_said(void **state)
{
    rf_err err;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(rf_file_write("/dev/full", "x", 1, &err), RF_IO);
    assert_non_null(strstr(err.text, strerror(ENOSPC)));
}

static void a_pipe_is_written_in_place(void **state)
{
    assert_int_equal(mkfifo("pipe", 0600), 0);
    const int fd = open("pipe", O_RDWR);
    assert_true(fd >= 0);
    put("pipe", "hello");
    char got[6] = "";
    assert_int_equal(read(fd, got, 5), 5);
    assert_string_equal(got, "hello");
    close(fd);
    assert_true(S_ISFIFO(mode_of("pipe")));
}

static void a_dash_is_standard_output(void **state)
{
    const int kept = dup(STDOUT_FILENO);
    fflush(stdout);
    const int fd = open("out", O_WRONLY | O_CREAT, 0600);
    dup2(fd, STDOUT_FILENO);
    rf_err err;
    printf("before ");
    const rf_status status = rf_file_write("-", "plan", 4, &err);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(fd);
    assert_int_equal(status, RF_OK);
    assert_holds("out", "before plan");
}

static void a_leftover_of_a_killed_run_is_no_obstacle(void **state)
{
    char name[64];
    snprintf(name, sizeof name, ".renfort-%ld-0.tmp", (long)getpid());
    put("plan", "old");
    const int fd = open(name, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    close(fd);
    put("plan", "new");
    assert_holds("plan", "new");
    assert_int_equal(unlink(name), 0);
}

/* A child with a temporary file of its own; when this returns, the file is there. */
static pid_t child_with_temporary(bool waits)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        char name[64];
        snprintf(name, sizeof name, ".renfort-%ld-7.tmp", (long)getpid());
        const int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (write(fd, "A-1", 3) != 3 || write(ready[1], "r", 1) != 1)
            _exit(1);
        alarm(20); /* should the test fail */
        while (waits)
            pause();
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return child;
}

static bool temporary_is_there(pid_t process, int round)
{
    char name[64];
    snprintf(name, sizeof name, ".renfort-%ld-%d.tmp", (long)process, round);
    return access(name, F_OK) == 0;
}

static void what_a_killed_run_left_goes_with_the_next_write(void **state)
{
    const pid_t living = child_with_temporary(true), killed = child_with_temporary(true);
    put("plan", "while both live");
    assert_true(temporary_is_there(living, 7) && temporary_is_there(killed, 7));
    kill(killed, SIGKILL);
    waitpid(killed, NULL, 0);
    put("other", "when one is dead");
    assert_true(temporary_is_there(living, 7));
    assert_false(temporary_is_there(killed, 7));
    kill(living, SIGKILL);
    waitpid(living, NULL, 0);
    put("plan", "when both are");
    assert_false(temporary_is_there(living, 7));
    assert_int_equal(n_entries("."), 2);
}

/* Of a process that is gone here: one that a writer elsewhere holds, other names, other kinds. */
static void what_only_looks_like_a_leftover_stays(void **state)
{
    enum { STAYING = 6 };
    char name[STAYING][64], locked[64];
    const pid_t gone = child_with_temporary(false);
    waitpid(gone, NULL, 0);
    snprintf(locked, sizeof locked, ".renfort-%ld-7.tmp", (long)gone);
    const int fd = open(locked, O_RDONLY);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    snprintf(name[0], sizeof name[0], ".renfort-%ld-1.tmp.bak", (long)gone);
    snprintf(name[1], sizeof name[1], ".renfort-0%ld-1.tmp", (long)gone);
    snprintf(name[2], sizeof name[2], ".renfort-%ld.tmp", (long)gone);
    snprintf(name[3], sizeof name[3], ".renfort--1-1.tmp");
    snprintf(name[4], sizeof name[4], ".renfort-%ld-2.tmp", (long)gone);
    snprintf(name[5], sizeof name[5], ".renfort-%ld-3.tmp", (long)gone);
    for (int i = 0; i < 4; i++)
        assert_int_equal(close(open(name[i], O_WRONLY | O_CREAT, 0600)), 0);
    assert_int_equal(mkdir(name[4], 0700), 0);
    assert_int_equal(symlink("plan", name[5]), 0);
    put("plan", "text");
    assert_true(temporary_is_there(gone, 7));
    for (int i = 0; i < STAYING; i++) {
        struct stat st;
        assert_int_equal(lstat(name[i], &st), 0);
        assert_int_equal(i == 4 ? rmdir(name[i]) : unlink(name[i]), 0);
    }
    close(fd);
    put("plan", "again");
    assert_false(temporary_is_there(gone, 7));
}

/* A child writes two versions in turn and is killed at some moment: one of them is there. */
static void a_killed_writer_leaves_the_old_or_the_new_file(void **state)
{
    enum { SIZE = 200000 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (int round = 0; round < 20; round++) {
        const pid_t child = fork();
        if (child == 0) {
            for (char c = 'a';; c = c == 'a' ? 'b' : 'a') {
                rf_err err;
                memset(text, c, SIZE);
                if (rf_file_write("plan", text, SIZE, &err) != RF_OK)
                    _exit(1);
            }
        }
        while (access("plan", F_OK) != 0)
            usleep(100);
        usleep((useconds_t)(round * 700));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        rf_err err;
        rf_buf buf = rf_buf_new(SIZE);
        assert_int_equal(rf_file_read(&buf, "plan", &err), RF_OK);
        assert_int_equal(buf.length, SIZE);
        memset(text, buf.text[0], SIZE);
        assert_memory_equal(buf.text, text, SIZE);
        rf_buf_free(&buf);
        unlink("plan");
    }
    free(text);
    put("plan", "");
    assert_int_equal(n_entries("."), 1);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_written_is_read_back_whole),
        IN_A_FOLDER(an_empty_file_is_written_and_read),
        IN_A_FOLDER(a_missing_file_is_said_with_its_path_and_the_reason),
        IN_A_FOLDER(a_folder_cannot_be_read_as_a_file),
        IN_A_FOLDER(a_file_over_the_limit_is_bad_input_and_leaves_nothing),
        IN_A_FOLDER(replacing_keeps_the_mode_and_leaves_no_other_file),
        IN_A_FOLDER(a_new_file_has_the_mode_of_the_umask),
        IN_A_FOLDER(a_symbolic_link_is_followed_and_stays),
        IN_A_FOLDER(a_link_to_nothing_makes_what_it_names),
        IN_A_FOLDER(a_link_to_itself_is_refused),
        IN_A_FOLDER(a_folder_is_not_overwritten),
        IN_A_FOLDER(a_full_device_is_said),
        IN_A_FOLDER(a_pipe_is_written_in_place),
        IN_A_FOLDER(a_dash_is_standard_output),
        IN_A_FOLDER(a_leftover_of_a_killed_run_is_no_obstacle),
        IN_A_FOLDER(what_a_killed_run_left_goes_with_the_next_write),
        IN_A_FOLDER(what_only_looks_like_a_leftover_stays),
        IN_A_FOLDER(a_killed_writer_leaves_the_old_or_the_new_file),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
