import { defineText } from '../text/define';

export const chartText = defineText({
  id: { table: 'Tabel' },
  en: { table: 'Table' },
});
