import { QueryShapeError } from '../warehouse/define-query';

/** What may be said of a failed probe: the kind of the fault, never the engine's text, which can quote rows. */
export function plainMessage(error: unknown): string {
  if (error instanceof QueryShapeError) return error.message;
  const { type, code } = (error ?? {}) as { type?: string; code?: string | number };
  if (type) return `${type}${code ? ` (${code})` : ''}`;
  return error instanceof Error ? error.name : 'Error';
}
