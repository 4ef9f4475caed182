/** A small young generation: a worker reads large files, and what it leaves behind would otherwise lie there for 30 to 50 MB. */
export const WORKER_FLAGS = ['--max-semi-space-size=4'];
