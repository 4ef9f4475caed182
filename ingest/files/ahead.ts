/**
 * The same values, each fetched while the one before it is being worked on: cutting the next chunk costs no time while the engine
 * parses this one. Holds one value more.
 */
export async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      next.catch(() => {}); // met when it is awaited
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await source.return(undefined);
  }
}
