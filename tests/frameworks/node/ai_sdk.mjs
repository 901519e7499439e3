// The AI SDK of Vercel with its mock model: an agent that calls a tool, and a stream.
//
// usage: ai_sdk.mjs 6|7

import { z } from 'zod';

import { traced } from './telemetry.mjs';

const version = process.argv[2];
const ai = await import(version === '6' ? 'ai6' : 'ai');
const { MockLanguageModelV3, MockLanguageModelV4, simulateReadableStream } = {
  ...ai,
  ...(await import(version === '6' ? 'ai6/test' : 'ai/test')),
};
const MockModel = MockLanguageModelV4 ?? MockLanguageModelV3;

const usage = {
  inputTokens: { total: 100, noCache: 60, cacheRead: 40, cacheWrite: 0 },
  outputTokens: { total: 20, text: 15, reasoning: 5 },
};
const finish = (unified) => ({ finishReason: { unified, raw: unified }, usage, warnings: [] });
const told = (id) => ({ response: { id, modelId: 'gpt-4o-2024-08-06' } });
const answer = 'It is sunny in Paris.';
const call = { type: 'tool-call', toolCallId: 'call_1', toolName: 'weather', input: '{"city":"Paris"}' };

const answers = [
  { content: [call], ...finish('tool-calls'), ...told('resp-1') },
  { content: [{ type: 'text', text: answer }], ...finish('stop'), ...told('resp-2') },
];

const model = new MockModel({
  provider: 'openai.responses',
  modelId: 'gpt-4o',
  doGenerate: async () => answers.shift(),
  doStream: async () => ({
    stream: simulateReadableStream({
      chunks: [
        { type: 'stream-start', warnings: [] },
        { type: 'response-metadata', id: 'resp-3', modelId: 'gpt-4o-2024-08-06' },
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: answer },
        { type: 'text-end', id: '1' },
        { type: 'finish', ...finish('stop') },
      ],
    }),
  }),
});

const weather = ai.tool({
  description: 'Tells the weather.',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `sunny in ${city}`,
});

const metadata = { sessionId: 'thread-vercel', userId: 'user-1' };
const options = { model, prompt: 'How is the weather in Paris?' };
if (version === '6') {
  options.experimental_telemetry = { isEnabled: true, functionId: 'forecaster', metadata };
} else {
  const { OpenTelemetry } = await import('@ai-sdk/otel');
  ai.registerTelemetry(new OpenTelemetry({ usage: true, runtimeContext: true }));
  options.telemetry = { isEnabled: true, functionId: 'forecaster', metadata, includeRuntimeContext: { sessionId: true, userId: true } };
  options.runtimeContext = metadata;
}

await traced(async () => {
  const stopWhen = (ai.isStepCount ?? ai.stepCountIs)(3);
  await ai.generateText({ ...options, tools: { weather }, stopWhen });
  const streamed = ai.streamText(options);
  for await (const _ of streamed.textStream);
});
