/**
 * A small young generation: a worker reads large files, and what it leaves behind would otherwise lie there for 30 to 50 MB. And an
 * old one that is collected as soon as it has grown by a fifth: a log of 10 GB took 25 MB more than one of 1 GB, all of it garbage.
 */
export const WORKER_FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=20'];
