import { CommanderError } from 'commander';
import { plainSentence } from '../../clickhouse/plain-error';
import { program } from './program';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
  process.exit(process.exitCode ?? 0);
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode);
  process.stderr.write(`${plainSentence(error)}\n`);
  if (process.env.RK_DEBUG && !(error as { type?: string }).type) process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}
