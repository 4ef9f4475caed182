import { Form, useNavigate, useNavigation } from '@remix-run/react';
import type { Preview } from '../../../clickhouse/sources/preview';
import { FormMessage } from '../../forms/FormMessage';
import { PageHead } from '../../shell/PageHead';
import { useFormats, useText } from '../../shell/use-shell';
import { Crumb } from '../crumb';
import { SampleCounts, SampleRows } from './sample';
import { Uploader } from './uploader';
import { wizardText } from './wizard.text';
import './wizard.css';

interface Props {
  source: { id: string; name: string };
  upload: string;
  fileName: string;
  preview: Preview | null;
  problem?: string | undefined;
}

/** A file for a source that is there: what would become of it, then its load. */
export function LoadFilePage({ source, upload, fileName, preview, problem }: Props) {
  const t = useText(wizardText);
  const f = useFormats();
  const navigate = useNavigate();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <>
      <Crumb to={`/sumber/${source.id}`}>{source.name}</Crumb>
      <PageHead title={t.uploadFor} lead={fileName && preview ? <b>{fileName}</b> : t.uploadForLead} />
      <FormMessage text={problem} />
      {preview ? (
        <>
          <div className="wizard-read">
            <div className="wizard-read-main">
              <SampleRows preview={preview} />
            </div>
            <div className="wizard-read-side">
              <SampleCounts preview={preview} />
              <p className="note">{t.onlySample}</p>
            </div>
          </div>
          <Form method="post" className="wizard-end">
            <input type="hidden" name="unggahan" value={upload} />
            <input type="hidden" name="nama" value={fileName} />
            <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
              {t.loadIt}
            </button>
            <span className="note" role="status">
              {preview.counts.ok === 0 ? t.nothingFits : t.rowsFit(f.number(preview.counts.ok, 0))}
            </span>
          </Form>
        </>
      ) : (
        <section className="card wizard-form wizard-narrow">
          <Uploader
            isBusy={isBusy}
            onDone={(id, name) => navigate(`?${new URLSearchParams({ unggahan: id, nama: name })}`)}
          />
        </section>
      )}
    </>
  );
}
