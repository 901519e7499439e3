// A conexão pela qual as páginas sabem do que é novo.
import type { connection as en } from '../en/live';

export const connection: typeof en = {
  lost: 'Conexão perdida. Tentando de novo…',
  lostHint: 'Até que volte, as páginas procuram dados novos a cada poucos segundos.',
  back: 'Conectado de novo',
  retry: 'Tentar agora',
  hint: 'Dados novos aparecem sozinhos',
  lostShort: 'conexão perdida',
};
