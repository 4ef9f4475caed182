import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import type { rulesInForce } from './alarms.server';
import { alarmsText } from './alarms.text';
import { useOwner } from './alarms-page';
import { SeverityWord } from './severity';
import './alarms.css';

type Rules = Awaited<ReturnType<typeof rulesInForce>>;

/** What is watched, by which limits, in plain words. */
export function RulesPage({ rules, off }: Rules) {
  const t = useText(alarmsText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <>
      <Crumb to="/alarm">{t.back}</Crumb>
      <PageHead title={t.rules} lead={t.rulesLead(f.number(rules.length, 0))} />
      <ul className="alarm-list card">
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} />
        ))}
      </ul>
      {off.length > 0 && (
        <section className="card" aria-labelledby="judul-mati">
          <h2 id="judul-mati">{t.off}</h2>
          <ul className="card-body">
            {off.map(({ id, title }) => (
              <li key={id}>{title[lang]}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function RuleRow({ rule }: { rule: Rules['rules'][number] }) {
  const t = useText(alarmsText);
  const { lang } = useShell();
  const owner = useOwner(rule.owner);
  return (
    <li className={`alarm-row is-${rule.severity}`} id={rule.id}>
      <SeverityWord severity={rule.severity} />
      <div className="rule">
        <h2>{rule.title[lang]}</h2>
        <p>{rule.words[lang]}</p>
        <p className="note">
          <span>{t[rule.origin]}</span>
          {rule.owner !== null && <span>{owner}</span>}
          {rule.isWaiting && <span className="is-warn">{t.noTarget}</span>}
        </p>
      </div>
    </li>
  );
}
