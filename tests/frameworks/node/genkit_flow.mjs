// A flow of Genkit's around a model that calls a tool; the models are functions here.

import { genkit, z } from 'genkit';
import { traced } from './telemetry.mjs';

const ai = genkit({});
const usage = { inputTokens: 100, outputTokens: 20, totalTokens: 120, thoughtsTokens: 5, cachedContentTokens: 40 };
const call = { toolRequest: { name: 'weather', ref: 'call_1', input: { city: 'Paris' } } };

const model = ai.defineModel({ name: 'openai/gpt-4o', supports: { tools: true } }, async (request) => {
  const answered = request.messages.some((message) => message.role === 'tool');
  const content = answered ? [{ text: 'It is sunny in Paris.' }] : [call];
  return { message: { role: 'model', content }, finishReason: 'stop', usage };
});
const weather = ai.defineTool(
  { name: 'weather', description: 'Tells the weather.', inputSchema: z.object({ city: z.string() }), outputSchema: z.string() },
  async ({ city }) => `sunny in ${city}`,
);
const forecast = ai.defineFlow({ name: 'forecaster' }, async (question) => {
  const { text } = await ai.generate({ model, prompt: question, tools: [weather] });
  return text;
});

await traced(() => forecast('How is the weather in Paris?'));
