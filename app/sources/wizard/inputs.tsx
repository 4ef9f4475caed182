import { type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react';

interface Around {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  problem?: string | undefined;
}

/** A labelled select; its hint and its problem are read out with it. */
export function SelectField({
  label,
  hint,
  problem,
  children,
  ...select
}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select className="select" id={id} {...described(id, hint, problem)} {...select}>
        {children}
      </select>
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

/** A labelled text of several lines. */
export function AreaField({ label, hint, problem, ...area }: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea className="input wizard-area" id={id} rows={8} {...described(id, hint, problem)} {...area} />
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

/** A box to tick. */
export function CheckField({ name, label, hint, checked }: Around & { checked?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label className="wizard-check">
        <input type="checkbox" name={name} value="ya" defaultChecked={checked} {...described(id, hint, undefined)} />
        {label}
      </label>
      <Below id={id} hint={hint} problem={undefined} />
    </div>
  );
}

const described = (id: string, hint: ReactNode, problem: string | undefined) => ({
  'aria-invalid': problem ? true : undefined,
  'aria-describedby': [problem && `${id}-galat`, hint && `${id}-petunjuk`].filter(Boolean).join(' ') || undefined,
});

function Below({ id, hint, problem }: { id: string; hint: ReactNode; problem: string | undefined }) {
  return (
    <>
      {problem && (
        <p className="field-problem" id={`${id}-galat`}>
          {problem}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-petunjuk`}>
          {hint}
        </p>
      )}
    </>
  );
}
