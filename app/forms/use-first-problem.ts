import { type RefObject, useEffect, useRef } from 'react';

/**
 * Puts the focus on the first field with a problem (or else on the form's message) after each refused answer, so that the
 * reason is heard at once. Without scripts the message above the fields is the first thing in the form.
 */
export function useFirstProblem(answer: unknown): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!answer) return;
    const first =
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      form.current?.querySelector<HTMLElement>('[data-kabar]');
    first?.focus();
  }, [answer]);
  return form;
}
