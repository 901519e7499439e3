// A primeira chave, criada na página que mostra como enviar o primeiro span; o caminho para a demonstração.

export const start = {
  makeKey: 'Criar uma chave',
  keyLabel: 'primeira',
  keyNeeded: 'diz a que projeto os dados pertencem',
  keyMadeNote: 'pode enviar · mostrada só agora',
  copyKey: 'Copiar a chave',
  elsewhere: 'De qualquer outra máquina é preciso uma chave.',
  demo: 'Conhecer a demonstração',
};
