/** What can stand in the way of a page. Thrown by loaders as a response, drawn by the root's error boundary. */
export type Trouble = { what: 'tidak-ada' } | { what: 'terlarang' } | { what: 'bagian-mati'; part: Part };

/** The parts of the product that a page may miss. */
export type Part = 'engine' | 'redis';

const statuses = { 'tidak-ada': 404, terlarang: 403, 'bagian-mati': 503 } as const;

/** `throw trouble({ what: 'tidak-ada' })` in a loader or action. */
export function trouble(what: Trouble): Response {
  return Response.json(what, { status: statuses[what.what] });
}

export function isTrouble(data: unknown): data is Trouble {
  return typeof data === 'object' && data !== null && 'what' in data && String(data.what) in statuses;
}
