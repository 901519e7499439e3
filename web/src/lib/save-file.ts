/** Hands text to the browser as a file to keep; parts of it stand one after the other. */
export function saveFile(name: string, type: string, ...parts: string[]) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
