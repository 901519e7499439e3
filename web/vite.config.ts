import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress.ts';

/** Where `npm run dev` finds the API. */
const farol = process.env.FAROL_URL ?? 'http://127.0.0.1:4318';
const proxy = Object.fromEntries(
  ['/api', '/v1', '/health', '/docs', '/openapi.json'].map((path) => [path, { target: farol }]),
);

export default defineConfig({
  plugins: [react(), compress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy },
  build: {
    // Strings are awaited at the top of their module.
    target: 'es2022',
    // The policy lets nothing come from data: URLs but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What most pages share comes in one file: many small ones cost more than they save.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What a language's words need must not wait in the file that waits for those words.
            { name: 'language', test: /lib\/language/, priority: 1 },
            { name: 'shared', minShareCount: 4 },
          ],
        },
      },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});
