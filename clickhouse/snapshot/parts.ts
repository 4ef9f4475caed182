/** Reads parts beside each other. One that fails is null and leaves the others as they are. */
export class PartReader<Name extends string> {
  /** How long each part took. */
  readonly timings = {} as Record<Name, number>;
  readonly failed: { part: Name; error: unknown }[] = [];
  private begun = 0;

  async read<T>(part: Name, work: Promise<T>): Promise<T | null> {
    this.begun += 1;
    const start = performance.now();
    try {
      return await work;
    } catch (error) {
      this.failed.push({ part, error });
      return null;
    } finally {
      this.timings[part] = Math.round(performance.now() - start);
    }
  }

  /** Throws when nothing at all could be read: then it is not the parts that are ill. */
  mustHaveRead(): void {
    const [first] = this.failed;
    if (first && this.failed.length === this.begun) throw first.error;
  }
}
