import { startHouse } from '../browser/start-house';

/** A house with the small demo city, and its pages as its first administrator gets them, without a browser. */
export interface House {
  page: (path: string) => Promise<string>;
  end: () => Promise<void>;
}

/** Starts the house with a clock that stands still, and signs its first administrator in. */
export async function openDemoHouse(now: string): Promise<House> {
  const { origin, invite, end } = await startHouse('demo-house', {
    RK_NOW: now,
    RK_CITY: 'clickhouse/city/demo/kota-tangerang.yaml',
  });
  try {
    return { page: await signIn(origin, invite), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Accepts the invitation, and gives a way to read pages as the one who was invited. */
export async function signIn(origin: string, invite: string): Promise<House['page']> {
  const password = 'telaga-ungu-7-mangga';
  const answer = await fetch(`${origin}${invite}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams({ nama: 'Sari Wulandari', surel: 'sari@uji.example', sandi: password, ulang: password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`the invitation was not accepted: ${answer.status}`);
  return reader(origin, cookie);
}

/** Reads pages in Indonesian with a session. */
export const reader =
  (origin: string, cookie: string): House['page'] =>
  async (path) => {
    const page = await fetch(`${origin}${path}`, { headers: { Cookie: cookie, 'Accept-Language': 'id' } });
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
    return page.text();
  };
