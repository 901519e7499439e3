// What the programs here share: tracing as the SDK comes, and a word to the test at the end.
//
// Nothing is configured: the SDK reads OTEL_EXPORTER_OTLP_ENDPOINT from the environment.

import { NodeSDK } from '@opentelemetry/sdk-node';

/** Sets up tracing, does the work, and sends all that is left. */
export async function traced(work) {
  const sdk = new NodeSDK();
  sdk.start();
  await work();
  await sdk.shutdown();
  console.log(JSON.stringify({ sent: true }));
}
