import { addColumns, type Layout } from './ddl';

/** What an act of participation is about, so that a proposal can be followed from the citizen to the decision. */
export const participationSubject = {
  id: 6,
  name: 'participation-subject',
  statements: (layout: Layout): string[] => [
    // subject: the proposal acted on, as its system numbers it, '' = none. channel: daring | aplikasi | tatap_muka | ..., '' = not told.
    ...addColumns(layout, 'participation', ['subject String', 'channel LowCardinality(String)']),
  ],
};
