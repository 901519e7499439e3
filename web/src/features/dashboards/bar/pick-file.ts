/** Asks for a file and reads it as text. */
export const pickFile = (accept: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.onchange = () => {
      const file = input.files?.[0];
      if (file) file.text().then(resolve, reject);
    };
    input.click();
  });
