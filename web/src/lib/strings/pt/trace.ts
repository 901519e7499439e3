// Ferramentas do trace: zoom, busca em payloads, o menu do celular.

import { locale } from '../../language';
import type { Strings } from '../../strings';

const n = (value: number) => value.toLocaleString(locale);

export const trace: Strings['trace'] = {
  filterType: 'Filtrar por tipo',
  sortType: 'Tipo',
  tokensBelow: 'Tokens de todas as suas chamadas',
  more: 'Exibição',
  moreTitle: 'Como o trace é mostrado',
  zoomIn: 'Aproximar',
  zoomOut: 'Afastar',
  axisHint:
    'Arraste para aproximar, clique duas vezes para voltar. Ctrl e a roda aproximam, Shift e a roda movem.',
  minimapLabel:
    'Mapa do trace inteiro: arraste para aproximar, arraste a parte mostrada para movê-la',
  errorsBelow: (count: number) => (count === 1 ? '1 erro abaixo' : `${n(count)} erros abaixo`),
  summary: 'Resumo',
  spans: 'Spans',
  running: 'Em execução',
  failed: 'Com erro',
  average: 'Média',
  longest: 'Mais longo',
  shortest: 'Mais curto',
  successRate: 'Taxa de sucesso',
  deepest: 'Níveis',
  keys: {
    title: 'Trace: tempo e ordem',
    keys: [
      ['+ −', 'aproximar, afastar'],
      ['0', 'o trace inteiro'],
      ['Shift ← →', 'mover ao longo do eixo do tempo'],
      ['s', 'ordenar pelo próximo critério'],
      ['p', 'mostrar ou ocultar o caminho crítico'],
      ['i', 'estatísticas'],
    ],
  },
};
