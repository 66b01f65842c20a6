import { createHash } from 'node:crypto';
import { readDataset } from '../../subgraphs/customer/identity/evaluate/read-dataset.ts';
import { clusterScores } from '../../subgraphs/customer/identity/evaluate/metrics.ts';
import { match } from '../../subgraphs/customer/identity/match.ts';

/** One run over a data set. */
export interface Measurement {
  readonly records: number;
  /** From the first byte of the files to the clusters, by the clock. */
  readonly seconds: number;
  /** Of all threads: what the clock would say on a processor with nothing else to do, but for what runs side by side. */
  readonly processorSeconds: number;
  /** Of the whole process, Node included. */
  readonly peakMemoryMiB: number;
  readonly pairsPerRecord: number;
  readonly precision: number;
  readonly recall: number;
  /** Of the cluster of each record, in the order of records: equal runs have equal ones. */
  readonly fingerprint: string;
}

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Reads a labelled data set, matches it and judges the result. The process should do nothing else, and only once. */
export async function measure(folder: string, threads?: number): Promise<Measurement> {
  const [started, used] = [performance.now(), processorSeconds()];
  const { records, entities } = await readDataset(folder);
  const { clusters, kinds } = match(records, threads === undefined ? {} : { threads });
  const seconds = (performance.now() - started) / 1000;
  const taken = processorSeconds() - used;
  const peakMemoryMiB = process.resourceUsage().maxRSS / 1024;
  const { precision, recall } = clusterScores(clusters, entities).pairs;
  return {
    records: records.length,
    seconds,
    processorSeconds: taken,
    peakMemoryMiB,
    pairsPerRecord: kinds.reduce((sum, { candidates }) => sum + candidates, 0) / records.length,
    precision,
    recall,
    fingerprint: createHash('sha256').update(clusters).digest('hex').slice(0, 16),
  };
}
