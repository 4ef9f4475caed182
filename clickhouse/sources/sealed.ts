import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyFor } from '../data-folder/secrets';

export interface Sealed {
  /** Both base64. */
  iv: string;
  text: string;
}

/** Encrypts what must lie in a table and be read by nobody who has only the table (AES-256-GCM). */
export function sealed(purpose: string, text: string | Buffer): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv);
  const body = Buffer.concat([
    typeof text === 'string' ? cipher.update(text, 'utf8') : cipher.update(text),
    cipher.final(),
  ]);
  return { iv: iv.toString('base64'), text: Buffer.concat([body, cipher.getAuthTag()]).toString('base64') };
}

export function opened(purpose: string, { iv, text }: Sealed): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), Buffer.from(iv, 'base64'));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
}
