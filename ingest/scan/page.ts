/** One page of an office's site as the crawler received it. */
export interface ScannedPage {
  /** The address that was asked for. */
  url: URL;
  /** Where redirects led. */
  finalUrl: URL;
  /** null: no answer came. */
  status: number | null;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The text of the page, cut at the size a page may have; empty when it is no HTML. */
  html: string;
  fetchedAt: Date;
  /** From the question to the last byte that was read, redirects included. */
  loadMs: number;
  /** Whether it came over HTTPS with a certificate that is trusted; null: no answer came. */
  httpsValid: boolean | null;
}

/** Something a page offers. */
export interface Finding {
  /** One of the features of `clickhouse/maturity/features.ts`. */
  feature: string;
  /** The words or structure that proved it, masked of personal data, at most 200 characters. */
  proof: string;
}

/** What the detectors say of a page. */
export interface Detected {
  findings: Finding[];
  /** YYYY-MM-DD of the newest thing that the page dates; null when it dates nothing. */
  newestContent: string | null;
}
