import type { ScreenMessage } from '../screens/messages';

/** What can be cut off between a screen and what it shows, from the screen inwards. */
export type CutPart = 'jaringan' | 'web' | 'redis' | 'gudang' | 'pengolah';

/** Events of `/dinding/aliran` and their data. */
export interface StreamEvents {
  /** There is this snapshot; whoever has another one fetches it. */
  versi: { versi: string };
  /** Every few seconds: what the web process sees of the parts behind it. */
  detak: {
    versi: string | null;
    /** Which part keeps the figures from being new, and since when (ISO, real time). */
    putus: { bagian: CutPart; sejak: string } | null;
    /** The product's clock, which a test may have stopped. */
    kini: string;
    /** Real time at the server, by which a screen corrects its own clock. */
    jam: string;
  };
  layar: ScreenMessage;
  /** The pages were built anew: a screen that runs the old ones loads itself again. */
  'ubah-bangun': { bangun: string };
}
export type StreamEvent = keyof StreamEvents;

/** Addresses of the live wall; served before any page. */
export const STREAM_PATH = '/dinding/aliran';
export const SNAPSHOT_PATH = '/dinding/cuplikan';

/** Header of a snapshot: its version. */
export const VERSION_HEADER = 'X-Rk-Versi';

/** When the snapshot of a version was computed, real time in milliseconds. Later versions have later times. */
export const timeOfVersion = (version: string): number => Number.parseInt(version, 36) || 0;

/** Header of what the service worker gives from its own keeping because the server did not answer. */
export const KEPT_HEADER = 'X-Rk-Simpanan';

/** Header of answers to a paired screen, which its browser may keep; the value names the build of the pages. */
export const SCREEN_HEADER = 'X-Rk-Layar';
