import { useLocation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';

interface MenuProps {
  label: ReactNode;
  /** Menus of one name close each other, also without scripts. */
  name: string;
  /** What a screen reader says of the button, when the label alone is too short. */
  describe?: string;
  className?: string;
  children: ReactNode;
}

/** A drop-down on <details>, so that it opens without scripts; with them it closes on Escape, outside click and navigation. */
export function Menu({ label, name, describe, className, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu that led to it
  useEffect(() => details.current?.removeAttribute('open'), [key]);

  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      if (!details.current?.contains(event.target as Node)) details.current?.removeAttribute('open');
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details.current?.open) return;
      details.current.removeAttribute('open');
      details.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);

  return (
    <details ref={details} className={`menu ${className ?? ''}`} name={name}>
      <summary aria-label={describe}>{label}</summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
}
