// Avaliações: a fila, as listas e a conversa que se avalia.
import type { reviews as english } from '../en/reviews';

export const reviews: typeof english = {
  title: 'Avaliações',

  keys: {
    title: 'Avaliações',
    keys: [
      ['j k', 'descer, subir'],
      ['↵', 'abrir'],
      ['n', 'começar a avaliar'],
      ['f', 'adicionar um filtro'],
      ['/', 'buscar'],
      ['o', 'abrir a execução'],
    ],
  },
};
