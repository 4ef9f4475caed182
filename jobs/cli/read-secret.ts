import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** A secret from standard input: piped in, or typed at a prompt that shows nothing. Never an argument: those are seen by all. */
export async function readSecret(): Promise<string> {
  const prompts = process.stdin.isTTY === true;
  if (prompts) process.stderr.write('Rahasia: ');
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: prompts });
  lines.on('SIGINT', () => process.exit(130));
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
    if (prompts) process.stderr.write('\n');
  }
}
