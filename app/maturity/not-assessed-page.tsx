import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { maturityText } from './maturity.text';
import { MonthPicker, type Months, middleOf } from './month-picker';

/** An office without a result in the chosen month. */
export function NotAssessedPage({ name, month, openMonth, runningMonth }: { name: string } & Months) {
  const t = useText(maturityText);
  const f = useFormats();
  return (
    <>
      <Crumb to="/kematangan">{t.title}</Crumb>
      <PageHead title={name} aside={<MonthPicker month={month} openMonth={openMonth} runningMonth={runningMonth} />} />
      <section className="notice is-empty" aria-labelledby="judul-kosong">
        <h2 id="judul-kosong">{t.notAssessed(f.month(middleOf(month)))}</h2>
        <p className="lead">{t.noEvidenceOfOffice}</p>
      </section>
    </>
  );
}
