import { useRef } from 'react';

/** A value of the loader that stays the same object while its key does: what rests on it is not built anew on each answer. */
export function useStable<T>(value: T, key: string): T {
  const kept = useRef({ key, value });
  if (kept.current.key !== key) kept.current = { key, value };
  return kept.current.value;
}
