/** Names by which search fields are called. */
export const SEARCH_FIELDS =
  /^(?:s|q|search|searchword|search_query|query|cari|pencarian|keywords?|kata_?kunci|key|term|telusur|filter\[search\])$/;
export const SITE_MAP = ['peta situs', 'petasitus', 'peta laman', 'peta website', 'sitemap', 'site map'];

/** Links to the same site in another language, by all their words. */
export const LANGUAGES = [
  'english', 'en', 'eng', 'inggris', 'bahasa inggris', 'english version', 'versi inggris', 'indonesia', 'indonesian', 'bahasa indonesia', 'bahasa', 'id', 'ina', 'en/id', 'id/en',
]; // biome-ignore format: a list to read
export const TRANSLATORS = /translate\.google\.com|google_translate_element|googletranslateelementinit|gtranslate/i;
