/** Languages of the interface: Indonesian first, English second. */
export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/** An entry is a sentence, or a function that puts values into one. */
type Entry = string | ((...values: never[]) => string);
type SameShape<T extends Record<string, Entry>> = {
  [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : string;
};

/**
 * The words of one page or part, in both languages. Indonesian is the source of the keys; a missing, extra or differently
 * called English entry is a type error. One file per page in this folder; read it with `useText(words)` in a component
 * and `words[lang]` in a loader.
 */
export function defineText<T extends Record<string, Entry>>(words: {
  id: T;
  en: SameShape<T>;
}): Record<Language, SameShape<T>> {
  return words as unknown as Record<Language, SameShape<T>>;
}
