import type { Telemetry } from '../../../kit/telemetry/telemetry.ts';
import type { AdmissionState } from '../admission/admission.ts';

/** Tells who begins, waits and is turned away. Returns how to stop. */
export function observeAdmission(state: () => AdmissionState, { metrics }: Telemetry): () => void {
  if (!metrics) return () => undefined;
  const { admissionLimit, admissionWaiting, admissionRefused } = metrics.read;
  const readings = [
    admissionLimit(() => [{ labels: {}, value: state().limit }]),
    admissionWaiting(() => [{ labels: {}, value: state().waiting }]),
    admissionRefused(() => [
      { labels: { reason: 'overloaded' }, value: state().overloaded },
      { labels: { reason: 'over_share' }, value: state().overShare },
    ]),
  ];
  return () => {
    for (const forget of readings) forget();
  };
}
