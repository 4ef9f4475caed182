import { Form } from '@remix-run/react';
import { PageHead } from '../../shell/PageHead';
import { useText } from '../../shell/use-shell';
import { Crumb } from '../crumb';
import { sourcesText } from '../sources.text';
import { wizardText } from './wizard.text';
import './wizard.css';

/** Shown once after a webhook was saved: where to send, and how to sign. */
export function PushPage({ source, address, secret }: { source: string; address: string; secret: string }) {
  const t = useText(wizardText);
  const words = useText(sourcesText);
  const example = [
    `RAHASIA='${secret}'`,
    `ISI='{"...": "..."}'`,
    'T=$(date +%s)',
    `V=$(printf '%s.%s' "$T" "$ISI" | openssl dgst -sha256 -hmac "$RAHASIA" | sed 's/.*= //')`,
    `curl -X POST '${address}' \\`,
    `  -H 'Content-Type: application/json' -H "X-RK-Tanda: t=$T,v1=$V" \\`,
    `  --data-binary "$ISI"`,
  ].join('\n');
  return (
    <>
      <Crumb to="/sumber">{words.title}</Crumb>
      <PageHead title={t.pushTitle} lead={t.pushLead} />
      <section className="card wizard-push">
        <dl className="facts">
          <dt>{t.address}</dt>
          <dd>
            <code>POST {address}</code>
          </dd>
          <dt>{t.secret}</dt>
          <dd>
            <code>{secret}</code>
          </dd>
          <dt>{t.signature}</dt>
          <dd>{t.signatureHow}</dd>
        </dl>
        <h2>{t.example}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>
          <code>{example}</code>
        </pre>
        <p className="lead">{t.pushAnswers}</p>
        <Form method="post">
          <input type="hidden" name="sumber" value={source} />
          <button type="submit" className="button is-main">
            {t.secretNoted}
          </button>
        </Form>
      </section>
    </>
  );
}
