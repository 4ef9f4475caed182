import parse from 'robots-parser';

/** What a site wishes of crawlers. */
export interface Robots {
  allows: (url: URL) => boolean;
  /** Between two questions. */
  delayMs: number;
  /** Addresses of site maps, as they stand there. */
  sitemaps: string[];
}

/** The name under which rules may speak to this crawler alone. */
export const ROBOT_NAME = 'RuangKendali';
/** As much as RFC 9309 asks crawlers to read. */
export const ROBOTS_BYTES = 500 << 10;

export const NO_RULES: Robots = { allows: () => true, delayMs: 0, sitemaps: [] };

/** Reads a robots.txt. What is a web page instead, as servers send for what is missing, holds no rules. */
export function robotsOf(url: URL, text: string): Robots {
  if (/^\s*</.test(text)) return NO_RULES;
  const rules = parse(url.href, ourLines(text));
  const delay = Number(rules.getCrawlDelay(ROBOT_NAME) ?? 0);
  return {
    allows: (page) => rules.isAllowed(page.href, ROBOT_NAME) ?? true,
    delayMs: delay > 0 ? delay * 1000 : 0,
    sitemaps: rules.getSitemaps().slice(0, 5),
  };
}

/**
 * The text with each crawler but this one under one name. The parser keeps every rule once for each name above it: 17,000 names over
 * 20,000 rules, which half a megabyte has room for, would be 340 million.
 */
function ourLines(text: string): string {
  const lines: string[] = [];
  let named = new Set<string>();
  for (const line of text.replaceAll('\0', '').split(/\r\n|\r|\n/)) {
    const agent = /^\s*user-agent\s*:\s*([^#]*)/i.exec(line)?.[1];
    if (agent === undefined) {
      if (line.trim() !== '' && !line.trimStart().startsWith('#')) named = new Set();
      lines.push(line);
      continue;
    }
    const bare = agent.trim().toLowerCase().replace(/\/.*$/, '').trim();
    const name = bare === '*' || bare === ROBOT_NAME.toLowerCase() ? bare : 'lain';
    if (named.has(name)) continue;
    named.add(name);
    lines.push(`User-agent: ${name}`);
  }
  return lines.join('\n');
}
