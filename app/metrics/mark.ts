/**
 * Attributes that name a number of a page as a figure of the registry, with the value as it was read ('' = unknown), so that
 * what is printed can be recounted from outside. `more` tells which of a figure's numbers it is: `bagian`, `pilah`, `anggota`.
 */
export const marked = (id: string, value: number | null | undefined, more: Record<string, string | number> = {}) => ({
  'data-metrik': id,
  'data-nilai': value ?? '',
  ...Object.fromEntries(Object.entries(more).map(([name, text]) => [`data-${name}`, text])),
});
