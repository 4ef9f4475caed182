import { addColumns, type Layout } from './ddl';

/** When an office is open on each day of its calendar, so that working hours can be counted in SQL. */
export const openingHours = {
  id: 5,
  name: 'opening-hours',
  statements: (layout: Layout): string[] => [
    // Minutes since local midnight; all 0 on a day off and in a calendar that tells no hours. minutes_before = working minutes
    // of all earlier days, so that working time between two moments is one subtraction. holidays_decided: the holidays of this
    // year are known; otherwise only weekends are free.
    ...addColumns(layout, 'city_calendar', [
      'opens_minute UInt16',
      'closes_minute UInt16',
      'break_from_minute UInt16',
      'break_to_minute UInt16',
      'minutes_before UInt32',
      'holidays_decided Bool',
    ]),
  ],
};
