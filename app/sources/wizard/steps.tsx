import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { PageHead } from '../../shell/PageHead';
import { useText } from '../../shell/use-shell';
import { Crumb } from '../crumb';
import { sourcesText } from '../sources.text';
import { wizardText } from './wizard.text';
import './wizard.css';

/** The head of every page of the wizard: where it belongs, which step this is, and the ways back. */
export function WizardHead({
  step,
  draft,
  title,
  lead,
}: {
  step: 1 | 2 | 3;
  draft?: string;
  title?: string;
  lead?: ReactNode;
}) {
  const t = useText(wizardText);
  const words = useText(sourcesText);
  const titles = [t.step1, t.step2, t.step3];
  const back = [`/sumber/baru?rancangan=${draft}`, `/sumber/baru/${draft}/baca`];
  return (
    <>
      <Crumb to="/sumber">{words.title}</Crumb>
      <PageHead title={title ?? titles[step - 1]} lead={lead} />
      <ol className="wizard-steps" aria-label={t.steps}>
        {titles.map((word, i) => (
          <li
            key={word}
            className={i + 1 < step ? 'is-done' : undefined}
            aria-current={i + 1 === step ? 'step' : undefined}
          >
            <b aria-hidden="true">{i + 1 < step ? '✓' : i + 1}</b>
            {draft && i + 1 < step ? <Link to={back[i]!}>{word}</Link> : <span>{word}</span>}
          </li>
        ))}
      </ol>
    </>
  );
}
