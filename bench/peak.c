/* Runs a command and writes the peak of its resident memory, in KiB, into a file.
 *
 *     peak FILE COMMAND ARGUMENT...
 *
 * The exit status is the command's. A process starts its count anew at fork, so what this small
 * program itself takes (about 1 MiB) is the least it can report. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s FILE COMMAND ARGUMENT...\n", argv[0]);
    return 1;
  }
  pid_t child = fork();
  if (child == 0) {
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) {
    perror("peak");
    return 1;
  }
  FILE *file = fopen(argv[1], "w");
  if (file == NULL || fprintf(file, "%ld\n", usage.ru_maxrss) < 0 || fclose(file) != 0) {
    perror(argv[1]);
    return 1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
