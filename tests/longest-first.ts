import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts the whole product or a browser takes a minute or two, however short its file. */
const LONG = /\/tests\/(?:browser|crash|operator|pages|runs)\//;

/** Long files first, so that none of them is left to run alone at the end; a fresh clone knows sizes of files only. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
