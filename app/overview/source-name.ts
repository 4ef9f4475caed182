/** A source's name without what only its own page needs: `Ekspor SP4N-LAPOR! (berkas)` is `SP4N-LAPOR!`. */
export const shortSourceName = (name: string): string => name.replace(/ \(.*\)$/, '').replace(/^Ekspor /, '');
