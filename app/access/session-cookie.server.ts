import { tokenCookie } from './token-cookie.server';

const NAME = 'rk-sesi';

/** The session id in the request, if its signature is ours; how it is written, and taken away. */
export const { read: readSessionId, write: writeSessionId, clear: clearSessionId } = tokenCookie(NAME);

/** Whether a request carries our session cookie, valid or not (used where only that matters, before any look-up). */
export const carriesSession = (cookieHeader: string | null) => Boolean(cookieHeader?.includes(`${NAME}=`));
