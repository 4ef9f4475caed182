import type { Figure, Scope } from './scope';
import './metrics.css';

interface Props {
  scope: Pick<Scope, 'undecided'>;
  figures: Record<string, Pick<Figure, 'definition'>> | Pick<Figure, 'definition'>[];
}

/** Under the head of a page whose figures count working days: holidays of its period that are not set yet. */
export function HolidayNote({ scope, figures }: Props) {
  if (!scope.undecided || !Object.values(figures).some(({ definition }) => definition.countsWorkingDays)) return null;
  return (
    <p className="holiday-note" role="note">
      {scope.undecided.note}
    </p>
  );
}
