// A busca na conversa, e o rastro ao lado dela.
import { locale } from '../../language';
import type { conversation as en } from '../en/conversation';

const n = (value: number) => value.toLocaleString(locale);

export const conversation: typeof en = {
  find: {
    label: 'Buscar na conversa',
    place: (at: number, count: number) => `${n(at)}/${n(count)}`,
    none: 'nada',
    before: 'Ocorrência anterior',
    next: 'Próxima ocorrência',
  },
  keys: { move: 'mensagem', trace: 'abrir no trace', close: 'fechar' },
};
