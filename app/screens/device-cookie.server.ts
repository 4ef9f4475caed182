import { randomBytes } from 'node:crypto';
import { tokenCookie } from '../access/token-cookie.server';

/** As long as a browser keeps any cookie; every report of the screen renews it. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** The token that this browser was given, paired or not, and how it is given. */
export const { read: readToken, write: writeToken } = tokenCookie('rk-layar', KEPT_SECONDS);

export const newToken = (): string => randomBytes(32).toString('base64url');
