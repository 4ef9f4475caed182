/** Values of `data-tema` on <html>. */
export const themes = ['auto', 'terang', 'gelap'] as const;
export type Theme = (typeof themes)[number];
