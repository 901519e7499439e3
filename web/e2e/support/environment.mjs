// What the runner of these tests tells: `tests/e2e/browser.rs` starts a server and sets it.
import assert from 'node:assert/strict';

const { FAROL_URL, FAROL_SIGN_IN, FAROL_KEY, FAROL_SHOTS, CHROMIUM } = process.env;
assert.ok(FAROL_URL, 'FAROL_URL: the address of a running Farol');
assert.ok(FAROL_SIGN_IN, 'FAROL_SIGN_IN: the one-time link that its first start printed');

export const url = FAROL_URL.replace(/\/$/, '');
export const signInLink = FAROL_SIGN_IN;
/** Not needed on loopback. */
export const key = FAROL_KEY;
/** A folder for pictures; without one, none are taken. */
export const shots = FAROL_SHOTS;
export const chromium = CHROMIUM || '/usr/bin/chromium';
