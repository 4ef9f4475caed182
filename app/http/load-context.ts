import type { CitySnapshot } from '../../clickhouse/snapshot';

/** What the production server tells every loader and action about the request. Absent under `remix vite:dev`. */
declare module '@remix-run/node' {
  interface AppLoadContext {
    /** Allowed by the content policy for the scripts of this one answer; a page whose scripts are known by hash has none. */
    nonce?: string;
    /** Lets this answer's page ask the origin of the map's background, which the city's profile names. */
    allowTiles?: (origin: string) => void;
    /** The visitor's address, as far as the proxies in between are trusted. */
    clientAddress: string;
    /** Aborts when the server stops: streams (server-sent events) end themselves then. */
    closing: AbortSignal;
    /** The newest snapshot of the city in this process's memory; null until there is one. */
    newestSnapshot: () => { version: string; snapshot: CitySnapshot } | null;
  }
}
