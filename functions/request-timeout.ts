/**
 * Options of an AWS client's request handler with which no request hangs: one that is not connected within a second, has
 * no answer within `milliseconds`, or whose answer stops for as long, fails with a `TimeoutError`. Without them a run
 * would wait for a lost packet until Lambda ends it.
 */
export const waitingAtMost = (milliseconds: number) => ({
  connectionTimeout: 1_000,
  requestTimeout: milliseconds,
  // The one above ends when an answer begins.
  socketTimeout: milliseconds,
  throwOnRequestTimeout: true,
});
