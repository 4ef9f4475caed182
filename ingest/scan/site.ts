/** A site of an office. */
export interface Site {
  host: string;
  skpd: string;
  /** All hosts of that office: redirects may lead to them. */
  family: string[];
  /** Of the one-stop portal: the services of the catalogue, links to which are told. */
  services?: readonly { kode: string; nama: string }[];
}

/** How a site is asked: as whom, how gently, and how much at most. */
export interface Manners {
  userAgent: string;
  insideAllowed: boolean;
  /** How long a server may be silent. */
  timeoutSeconds: number;
  /** Rest between two questions; a site may ask for more. */
  pauseMs: number;
  pages: number;
  bytes: number;
  ms: number;
}

/** How the look at a site ended. */
export type Ending =
  | 'tuntas'
  /** The budget of the site is spent, or the site asked to be left alone. */
  | 'anggaran'
  /** Nothing answered, or it stopped answering. */
  | 'tak_menjawab'
  /** robots.txt forbids it, or could not be had. */
  | 'dilarang'
  /** Its name leads into the building. */
  | 'alamat_dalam';

/** What a look at a site came to. */
export interface Scanned {
  ending: Ending;
  /** Whether any question got any answer. */
  isThere: boolean;
  pages: number;
  bytes: number;
}
