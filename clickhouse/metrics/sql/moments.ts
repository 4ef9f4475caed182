/** The last of the moments {at} that is not after a time, in seconds; 0: it is before all of them. */
export const lastMoment = (time: string) =>
  `roundDown(toUnixTimestamp(${time}), arrayMap(m -> toUnixTimestamp(m), arrayPushFront({at:Array(DateTime('UTC'))}, toDateTime(0, 'UTC'))))`;
