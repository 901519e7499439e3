// A server of its own for the benchmark: fresh directory, free port, the cap on spans raised.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE = 60_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts `binary`; resolves when it is ready, with its address, its sign-in link and a way to stop it. */
export async function startServer(binary, spanLimit) {
  const folder = await mkdtemp(join(tmpdir(), 'farol-bench-web-'));
  const config = join(folder, 'farol.toml');
  await writeFile(config, `[server]\ntrace_span_limit = ${spanLimit}\n`);
  const url = `http://127.0.0.1:${await freePort()}`;
  const where = ['--listen', url.slice('http://'.length), '--data-dir', join(folder, 'data')];
  const child = spawn(binary, ['serve', ...where, '--config', config]);
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      told = (told + part).slice(-20_000);
    });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const begun = Date.now();
  while (!(await isReady(url)) || !link(told)) {
    if (child.exitCode !== null || Date.now() - begun > PATIENCE) {
      await stop();
      throw new Error(`${binary} did not become ready:\n${told}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, signIn: link(told), stop };
}

const link = (text) => /https?:\/\/\S*sign-in\?token=[^\s"]+/.exec(text)?.[0];

const isReady = (url) =>
  fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
