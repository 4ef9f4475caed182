import { type InputHTMLAttributes, useId } from 'react';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: string;
  problem?: string | undefined;
}

/** A labelled input; its hint and its problem are read out with it. */
export function Field({ label, hint, problem, ...input }: FieldProps) {
  const id = useId();
  const described = [problem && `${id}-galat`, hint && `${id}-petunjuk`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        className="input"
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        {...input}
      />
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
    </div>
  );
}
