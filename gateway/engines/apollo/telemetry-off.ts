/**
 * @apollo/gateway reports to its maker unless this variable says otherwise when a gateway is made, and has no option
 * for it. Written, never read: the one place outside a composition root that touches the environment.
 */
export function telemetryOff(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
}
